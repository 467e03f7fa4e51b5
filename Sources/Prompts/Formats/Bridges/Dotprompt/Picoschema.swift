import JSON

/// Dotprompt's compact form of JSON Schema (https://google.github.io/dotprompt/reference/picoschema).
enum Picoschema {
    private static let scalars: Set<String> = ["string", "number", "integer", "boolean", "null", "any"]

    /// Returns the JSON Schema of a value in either form; nil, and a loss, where the value names a schema that the file does not have.
    static func schema(of json: JSONValue, field: String, _ losses: inout Losses) -> JSONValue? {
        if let text = json.stringValue { return scalar(text, field: field, &losses) }
        guard let object = json.objectValue else { return nil }
        if let type = object["type"]?.stringValue, scalars.union(["object", "array"]).contains(type) { return json }
        if object["properties"]?.objectValue != nil {
            var schema: JSONObject = ["type": "object"]
            for member in object.members { schema[member.key] = member.value }
            return .object(schema)
        }
        return self.object(object, field: field, &losses)
    }

    /// `string, the text` is a type and a description.
    private static func scalar(_ text: String, field: String, _ losses: inout Losses) -> JSONValue? {
        let comma = text.firstIndex(of: ",")
        let type = trimmed(text[..<(comma ?? text.endIndex)])
        var schema = JSONObject()
        if scalars.contains(type) {
            if type != "any" { schema["type"] = .string(type) }
        } else {
            losses.add(field, "the schema '\(type)' is not in the file")
            return nil
        }
        if let comma { schema["description"] = .string(trimmed(text[text.index(after: comma)...])) }
        return .object(schema)
    }

    private static func object(_ members: JSONObject, field: String, _ losses: inout Losses) -> JSONValue {
        var schema: JSONObject = ["type": "object"]
        var (properties, required) = (JSONObject(), [JSONValue]())
        var others: JSONValue = false
        for member in members.members {
            let key = Key(member.key)
            let inner = value(member.value, key, field: "\(field).\(key.name)", &losses)
            if key.name == "*" {
                others = inner
                continue
            }
            if !key.isOptional { required.append(.string(key.name)) }
            properties[key.name] = key.isOptional ? nullable(inner) : inner
        }
        schema["properties"] = .object(properties)
        if !required.isEmpty { schema["required"] = .array(required) }
        schema["additionalProperties"] = others
        return .object(schema)
    }

    private static func value(_ json: JSONValue, _ key: Key, field: String, _ losses: inout Losses) -> JSONValue {
        var schema = JSONObject()
        switch key.type {
        case "array":
            schema["type"] = "array"
            schema["description"] = key.description.map(JSONValue.string)
            schema["items"] = self.schema(of: json, field: field, &losses) ?? [:]
        case "enum":
            schema["description"] = key.description.map(JSONValue.string)
            schema["enum"] = json
        default:
            schema = self.schema(of: json, field: field, &losses)?.objectValue ?? JSONObject()
            if let description = key.description { schema["description"] = .string(description) }
        }
        return .object(schema)
    }

    /// An optional property may be null.
    private static func nullable(_ schema: JSONValue) -> JSONValue {
        guard var object = schema.objectValue else { return schema }
        if let type = object["type"]?.stringValue { object["type"] = [.string(type), "null"] }
        if let values = object["enum"]?.arrayValue, !values.contains(.null) {
            object["enum"] = .array(values + [.null])
        }
        return .object(object)
    }

    /// `name?(type, description)`.
    private struct Key {
        var name: String
        var isOptional = false
        var type: String?
        var description: String?

        init(_ text: String) {
            guard let open = text.firstIndex(of: "("), text.last == ")" else {
                name = text
                takeMark()
                return
            }
            name = String(text[..<open])
            let inner = text[text.index(after: open)...].dropLast()
            if name.isEmpty {
                name = String(inner)
                return
            }
            let comma = inner.firstIndex(of: ",")
            type = trimmed(inner[..<(comma ?? inner.endIndex)])
            if let comma { description = trimmed(inner[inner.index(after: comma)...]) }
            takeMark()
        }

        private mutating func takeMark() {
            guard name.last == "?" else { return }
            name.removeLast()
            isOptional = true
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
