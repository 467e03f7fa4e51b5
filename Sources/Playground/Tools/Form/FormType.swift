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
        // `type` stands first in most schemas.
        schema.put("type", word == "any" ? nil : nullable ? [.string(name), "null"] : .string(name), after: nil)
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
