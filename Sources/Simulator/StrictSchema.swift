import JSON

/// What the API says against a schema: its root has to be an object, and under `strict` only a part of JSON Schema is taken.
enum StrictSchema {
    private static let refusedKeywords = [
        "allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties",
        "unevaluatedProperties", "unevaluatedItems", "propertyNames", "contains", "minContains", "maxContains",
        "uniqueItems", "prefixItems",
    ]
    private static let (maxLevels, maxProperties, maxEnumValues) = (10, 5000, 1000)

    /// The first fault in the API's words; nil when the schema is taken.
    static func fault(in schema: JSONValue, strict: Bool) -> String? {
        let type = schema["type"]
        guard type?.stringValue == "object" else {
            let got = type.map { $0.stringValue ?? $0.compact } ?? "None"
            return "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"\(got)\"'."
        }
        guard strict else { return arrayFault(in: schema, [], depth: 0) }
        for keyword in ["anyOf", "oneOf", "allOf", "enum", "not"] where schema[keyword] != nil {
            return "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level."
        }
        var walk = Walk()
        return walk.fault(in: schema, [], level: 1)
    }

    /// Outside strict only this is refused.
    private static func arrayFault(in schema: JSONValue, _ path: [String], depth: Int) -> String? {
        guard depth < 64 else { return nil }
        if schema["type"]?.stringValue == "array", schema["items"] == nil, schema["prefixItems"] == nil {
            return "In context=\(context(path)), array schema missing items."
        }
        for member in schema["properties"]?.objectValue ?? JSONObject() {
            if let fault = arrayFault(in: member.value, path + ["properties", member.key], depth: depth + 1) {
                return fault
            }
        }
        return schema["items"].flatMap { arrayFault(in: $0, path + ["items"], depth: depth + 1) }
    }

    /// `()`, `('items',)`, `('properties', 'a')`
    private static func context(_ path: [String]) -> String {
        "(" + path.map { "'\($0)'" }.joined(separator: ", ") + (path.count == 1 ? ",)" : ")")
    }

    private struct Walk {
        private var properties = 0
        private var enumValues = 0

        mutating func fault(in schema: JSONValue, _ path: [String], level: Int) -> String? {
            guard let object = schema.objectValue else {
                return "In context=\(context(path)), schema must be an object."
            }
            let place = "In context=\(context(path)), "
            guard level <= maxLevels else {
                return "\(level) levels of nesting exceeds limit of \(maxLevels)."
            }
            for keyword in refusedKeywords where object[keyword] != nil {
                return place + "'\(keyword)' is not permitted."
            }
            enumValues += object["enum"]?.arrayValue?.count ?? 0
            guard enumValues <= maxEnumValues else {
                return "Expected at most \(maxEnumValues) enum values in total within a schema when using structured "
                    + "outputs, but the schema contains \(enumValues)."
            }
            let isTyped = ["type", "$ref", "anyOf", "enum", "const"].contains { object[$0] != nil }
            guard isTyped else { return place + "schema must have a 'type' key." }
            return objectFault(object, path, level: level) ?? childFault(object, path, level: level)
        }

        private mutating func objectFault(_ object: JSONObject, _ path: [String], level: Int) -> String? {
            let types =
                object["type"]?.stringValue.map { [$0] } ?? object["type"]?.arrayValue?.compactMap(\.stringValue)
            guard types?.contains("object") == true else { return nil }
            let place = "In context=\(context(path)), "
            guard object["additionalProperties"]?.boolValue == false else {
                return place + "'additionalProperties' is required to be supplied and to be false."
            }
            let keys = object["properties"]?.objectValue?.keys ?? []
            properties += keys.count
            guard properties <= maxProperties else {
                return "Expected at most \(maxProperties) object properties in total within a schema when using "
                    + "structured outputs, but the schema contains \(properties)."
            }
            let required = object["required"]?.arrayValue?.compactMap(\.stringValue)
            let opening =
                place + "'required' is required to be supplied and to be an array including every key in "
                + "properties. "
            let given = Set(required ?? [])
            if let missing = keys.first(where: { !given.contains($0) }) {
                return opening + "Missing '\(missing)'."
            }
            if let extra = required?.first(where: { !keys.contains($0) }) {
                return opening + "Extra required key '\(extra)' supplied."
            }
            return nil
        }

        private mutating func childFault(_ object: JSONObject, _ path: [String], level: Int) -> String? {
            for member in object["properties"]?.objectValue ?? JSONObject() {
                if let fault = fault(in: member.value, path + ["properties", member.key], level: level + 1) {
                    return fault
                }
            }
            if object["type"]?.stringValue == "array" {
                guard let items = object["items"] else {
                    return "In context=\(context(path)), array schema missing items."
                }
                if let fault = fault(in: items, path + ["items"], level: level + 1) { return fault }
            }
            for (index, branch) in (object["anyOf"]?.arrayValue ?? []).enumerated() {
                if let fault = fault(in: branch, path + ["anyOf", String(index)], level: level + 1) { return fault }
            }
            for keyword in ["$defs", "definitions"] {
                for member in object[keyword]?.objectValue ?? JSONObject() {
                    if let fault = fault(in: member.value, path + [keyword, member.key], level: level + 1) {
                        return fault
                    }
                }
            }
            return nil
        }
    }
}
