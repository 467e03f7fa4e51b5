internal import JSON
internal import Prompts

/// Tools, the choice among them and the form of an answer: flat here where chat completions has a wrapper.
enum ResponsesTools {
    /// A tool. Left to itself the API makes a schema strict where it can, which turns optional fields into required ones,
    /// so `strict` is always said.
    static func json(_ tool: Tool) -> JSONValue {
        if let raw = tool.raw { return flat(raw) }
        let isStrict = tool.strict ?? false
        var object: JSONObject = ["type": "function", "name": .string(tool.name)]
        object["description"] = tool.description.map(JSONValue.string)
        object["parameters"] = tool.parameters ?? noParameters(isStrict: isStrict)
        object["strict"] = .bool(isStrict)
        return .object(object)
    }

    /// The field is required, and a schema is what every server reads.
    private static func noParameters(isStrict: Bool) -> JSONValue {
        isStrict
            ? ["type": "object", "properties": .object([:]), "required": [], "additionalProperties": false]
            : ["type": "object", "properties": .object([:])]
    }

    /// A tool that is not a function: its wrapper and that of its grammar are removed, if it has them.
    private static func flat(_ raw: JSONValue) -> JSONValue {
        guard case .object(let custom) = raw["custom"], raw["type"]?.stringValue == "custom" else { return raw }
        var object: JSONObject = ["type": "custom"]
        for member in custom.members { object[member.key] = member.value }
        if case .object(let format) = custom["format"], case .object(let grammar) = format["grammar"] {
            var flat = format
            flat["grammar"] = nil
            for member in grammar.members { flat[member.key] = member.value }
            object["format"] = .object(flat)
        }
        return .object(object)
    }

    static func json(_ choice: ToolChoice) -> JSONValue {
        switch choice {
        case .auto, .none, .required: return choice.json
        case .function(let name): return ["type": "function", "name": .string(name)]
        case .other(let value):
            guard case .object(let allowed) = value["allowed_tools"] else { return flatChoice(value) }
            var object: JSONObject = ["type": "allowed_tools"]
            object["mode"] = allowed["mode"]
            object["tools"] = (allowed["tools"]?.arrayValue).map { .array($0.map(flatChoice)) }
            return .object(object)
        }
    }

    /// A tool by its name: `{"type":"function","function":{"name":…}}` without the wrapper.
    private static func flatChoice(_ value: JSONValue) -> JSONValue {
        guard let type = value["type"]?.stringValue, let name = value[type]?["name"] else { return value }
        return ["type": .string(type), "name": name]
    }

    static func json(_ format: ResponseFormat) -> JSONValue {
        let json = format.json
        guard json["type"]?.stringValue == "json_schema", case .object(let named) = json["json_schema"] else {
            return json
        }
        var object: JSONObject = ["type": "json_schema"]
        for member in named.members { object[member.key] = member.value }
        return .object(object)
    }

    /// Reads the form of an answer.
    static func format(_ json: JSONValue) -> ResponseFormat {
        guard json["type"]?.stringValue == "json_schema", var named = json.objectValue else {
            return ResponseFormat(json: json)
        }
        named["type"] = nil
        return ResponseFormat(json: ["type": "json_schema", "json_schema": .object(named)])
    }
}
