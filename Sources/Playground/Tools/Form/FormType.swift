import JSON
import Prompts

/// The types that the form offers, by the words that ``SchemaDiff/type(of:)`` has for them.
enum FormType {
    static let scalars = ["string", "number", "integer", "boolean"]
    static let words = scalars + ["object"] + (scalars + ["object"]).map { "list of \($0)" } + ["any"]
    /// What a choice means, for those that do not speak for themselves.
    static let notes = [
        "integer": "a whole number", "number": "any number", "boolean": "true or false",
        "object": "with properties of its own (A adds one inside)", "any": "no type is asked for",
        "list of object": "each with the same properties (A adds one inside)",
    ]

    /// What the form shows of a schema's type; a `null` beside it is told apart.
    static func word(of schema: JSONValue) -> String {
        let word = SchemaDiff.type(of: schema)
        return word.hasSuffix(" or null") ? String(word.dropLast(8)) : word
    }

    static func isNullable(_ schema: JSONValue) -> Bool {
        schema["type"]?.arrayValue?.contains("null") ?? false
    }

    /// Whether the form can give this schema another type without losing what it does not show.
    static func isPlain(_ schema: JSONValue) -> Bool {
        !["$ref", "anyOf", "oneOf", "allOf", "not", "if"].contains { schema[$0] != nil }
            && (schema["type"]?.arrayValue?.filter { $0 != "null" }.count ?? 1) <= 1
    }

    /// A schema with another type. What only the old type had goes; all else stays where it is.
    static func setting(_ word: String, of schema: JSONObject) -> JSONObject {
        let nullable = isNullable(.object(schema))
        var schema = schema
        let isList = word.hasPrefix("list of ")
        let name = isList ? "array" : word
        schema.put("type", word == "any" ? nil : nullable ? [.string(name), "null"] : .string(name))
        if !isList {
            schema["items"] = nil
        } else if schema["items"].map(Self.word) != String(word.dropFirst(8)) {
            schema["items"] = .object(Self.setting(String(word.dropFirst(8)), of: JSONObject()))
        }
        if word == "object" {
            if schema["properties"] == nil { schema["properties"] = .object(JSONObject()) }
            if schema["required"] == nil { schema["required"] = .array([]) }
            if schema["additionalProperties"] == nil { schema["additionalProperties"] = false }
        } else {
            for key in ["properties", "required", "additionalProperties"] { schema[key] = nil }
        }
        if let values = schema["enum"]?.arrayValue, !values.allSatisfy({ fits($0, word) }) { schema["enum"] = nil }
        return schema
    }

    /// A schema that takes `null` too, or no longer; with it every property can be required and yet left open.
    static func togglingNull(_ schema: JSONObject) -> JSONObject {
        var schema = schema
        guard let type = schema["type"] else { return schema }
        if isNullable(.object(schema)) {
            let rest = (type.arrayValue ?? []).filter { $0 != "null" }
            schema["type"] = rest.count == 1 ? rest[0] : .array(rest)
            schema["enum"] = schema["enum"].map { .array(($0.arrayValue ?? []).filter { !$0.isNull }) }
        } else {
            schema["type"] = .array((type.arrayValue ?? [type]) + ["null"])
            schema["enum"] = schema["enum"].map { .array(($0.arrayValue ?? []) + [.null]) }
        }
        return schema
    }

    private static func fits(_ value: JSONValue, _ word: String) -> Bool {
        switch value {
        case .null: true
        case .string: word == "string" || word == "any"
        case .bool: word == "boolean" || word == "any"
        case .number(let number): word == "number" || word == "any" || word == "integer" && number.isInteger
        case .array, .object: word == "any"
        }
    }
}

/// The values of an `enum` as a person writes them: words between commas, or a JSON list.
enum FormValues {
    static func text(_ schema: JSONValue) -> String {
        let values = (schema["enum"]?.arrayValue ?? []).filter { !$0.isNull }
        let isString = FormType.word(of: schema) == "string"
        let words = values.map { value in isString ? value.stringValue : value.objectValue == nil ? value.compact : nil
        }
        let isPlain = words.allSatisfy { word in
            word.map { !$0.isEmpty && !$0.contains(where: { ",[\"\n".contains($0) }) && $0 == $0.trimmingSpaces }
                ?? false
        }
        return isPlain ? words.compactMap(\.self).joined(separator: ", ") : JSONValue.array(values).compact
    }

    /// - Throws: ``FieldError`` for what is no list of values of the type.
    static func values(_ text: String, of schema: JSONValue) throws(FieldError) -> [JSONValue] {
        let text = text.trimmingSpaces
        if text.isEmpty { return [] }
        if text.hasPrefix("[") {
            guard let list = (try? JSONValue(parsing: text))?.arrayValue else {
                throw FieldError(message: "no JSON list; write a, b, c or [\"a\", \"b\"]")
            }
            return list
        }
        let word = FormType.word(of: schema)
        var values: [JSONValue] = []
        for part in text.split(separator: ",").map({ String($0).trimmingSpaces }) where !part.isEmpty {
            if word == "string" || word == "enum" || word == "any" {
                values.append(.string(part))
            } else if let value = try? JSONValue(parsing: part), value.numberValue != nil || value.boolValue != nil {
                values.append(value)
            } else {
                throw FieldError(message: "'\(part)' is no \(word)")
            }
        }
        return values
    }
}

extension JSONObject {
    /// Sets a member where it stands; a new one comes first, as `type` does in most schemas.
    fileprivate mutating func put(_ key: String, _ value: JSONValue?) {
        guard let value, self[key] == nil else {
            self[key] = value
            return
        }
        self = JSONObject([(key, value)] + members.map { ($0.key, $0.value) })
    }
}
