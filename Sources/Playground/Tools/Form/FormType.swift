import JSON
import Prompts

/// The types that the form offers, in the words of ``SchemaDiff/type(of:)``.
enum FormType {
    static let scalars = ["string", "number", "integer", "boolean"]
    static let words = scalars + ["object"] + (scalars + ["object"]).map { "list of \($0)" } + ["any"]
    /// The meaning of choices that need an explanation.
    static let notes = [
        "integer": "a whole number", "number": "any number", "boolean": "true or false",
        "object": "with properties of its own (A adds one inside)", "any": "no type is asked for",
        "list of object": "each with the same properties (A adds one inside)",
    ]

    /// The word for a schema's type, without a `null` beside it.
    static func word(of schema: JSONValue) -> String {
        let word = SchemaDiff.type(of: schema)
        return word.hasSuffix(" or null") ? String(word.dropLast(8)) : word
    }

    static func isNullable(_ schema: JSONValue) -> Bool {
        schema["type"]?.arrayValue?.contains("null") ?? false
    }

    /// Whether the form can change the type of this schema without losing what it does not show.
    static func isPlain(_ schema: JSONValue) -> Bool {
        !["$ref", "anyOf", "oneOf", "allOf", "not", "if"].contains { schema[$0] != nil }
            && (schema["type"]?.arrayValue?.filter { $0 != "null" }.count ?? 1) <= 1
    }

    /// The schema with another type. What belongs only to the old type is removed; everything else stays.
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

    /// The schema with or without `null`. With it, a property can be required and still be left open.
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
