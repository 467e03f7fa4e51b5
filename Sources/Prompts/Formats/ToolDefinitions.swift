package import JSON

/// Reads definitions of tools in all the shapes in which people find them.
package enum ToolDefinitions {
    /// The keys of a definition that Étude keeps here or in another place.
    private static let known: Set<String> = [
        "name", "description", "strict", "parameters", "enabled", "type", "function", "inputSchema", "input_schema",
    ]
    /// The keys of MCP and Anthropic that mean nothing to a model behind chat completions.
    private static let passedOver: Set<String> = [
        "title", "annotations", "outputSchema", "_meta", "icons", "execution", "cache_control",
    ]

    /// Reads one tool or several: a bare function, OpenAI's wrapper, an array of tools, an object with `tools` (a request, or the
    /// result of MCP's `tools/list`, JSON-RPC around it or not), MCP's `inputSchema` and Anthropic's `input_schema`; and a call, from
    /// whose arguments a schema is made.
    ///
    /// - Throws: ``FieldError`` that names what is missing, and any key that would be lost.
    package static func read(_ json: JSONValue) throws(FieldError) -> [Tool] {
        let list = json["result"]?["tools"] ?? json["tools"] ?? json
        guard let items = list.arrayValue else { return [try tool(json, place: "tool")] }
        guard !items.isEmpty else { throw FieldError(message: "the list has no tool") }
        var tools: [Tool] = []
        for (index, item) in items.enumerated() { tools.append(try tool(item, place: "tools[\(index)]")) }
        return tools
    }

    private static func tool(_ json: JSONValue, place: String) throws(FieldError) -> Tool {
        if let made = try called(json, place: place) { return made }
        var json = json
        if case .object(var object) = json, let schema = object["inputSchema"] ?? object["input_schema"] {
            object["parameters"] = schema
            json = .object(object)
        }
        let tool = try Tool(json: json, place: place)
        guard tool.raw == nil else { return tool }
        let keys = (json.objectValue?.keys ?? []) + (json["function"]?.objectValue?.keys ?? [])
        if let unknown = keys.first(where: { !known.contains($0) && !passedOver.contains($0) }) {
            throw FieldError(
                field: place, message: "a tool has no '\(unknown)'; it has name, description, strict and parameters")
        }
        return tool
    }

    /// Makes a tool from one of its calls; nil for anything else.
    private static func called(_ json: JSONValue, place: String) throws(FieldError) -> Tool? {
        let function = json["function"] ?? json
        guard let arguments = function["arguments"], let name = function["name"]?.stringValue else { return nil }
        guard let text = arguments.stringValue else { return Tool(name: name, parameters: schema(of: arguments)) }
        do {
            return Tool(name: name, parameters: schema(of: try JSONValue(parsing: text)))
        } catch {
            throw FieldError(field: place + ".arguments", message: "are not JSON: \(error)")
        }
    }

    /// Makes a schema that a value fits, and others like it: types, properties and items, every property required.
    package static func schema(of value: JSONValue) -> JSONValue {
        switch value {
        case .null: ["type": "null"]
        case .bool: ["type": "boolean"]
        case .number: ["type": value.intValue == nil ? "number" : "integer"]
        case .string: ["type": "string"]
        case .array(let items):
            // Of items of several kinds any of them is one.
            items.reduce(into: [JSONValue]()) { kinds, item in
                let schema = schema(of: item)
                if !kinds.contains(schema) { kinds.append(schema) }
            }.itemsSchema
        case .object(let object):
            [
                "type": "object",
                "properties": .object(JSONObject(object.members.map { ($0.key, schema(of: $0.value)) })),
                "required": .array(object.keys.map(JSONValue.string)), "additionalProperties": false,
            ]
        }
    }
}

extension [JSONValue] {
    /// Makes the schema of an array with items of these kinds.
    fileprivate var itemsSchema: JSONValue {
        switch count {
        case 0: ["type": "array", "items": [:]]
        case 1: ["type": "array", "items": self[0]]
        default: ["type": "array", "items": ["anyOf": .array(self)]]
        }
    }
}
