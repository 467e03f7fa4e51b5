import JSON

/// What the API says against a schema: its root has to be an object, and under `strict` only a part of JSON Schema is taken.
enum SchemaRefusal {
    /// The first fault in the API's words; nil when the schema is taken.
    static func fault(in schema: JSONValue, strict: Bool) -> String? {
        let type = schema["type"]
        guard type?.stringValue == "object" else {
            let got = type.map { $0.stringValue ?? $0.compact } ?? "None"
            return "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"\(got)\"'."
        }
        return strict
            ? StrictMode.faults(in: schema, limit: 1).first.map(words) : arrayFault(in: schema, [], depth: 0)
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

    private static func words(for fault: StrictMode.Fault) -> String {
        let place = "In context=\(context(fault.path)), "
        let required =
            place + "'required' is required to be supplied and to be an array including every key in properties. "
        switch fault.rule {
        case .rootType, .keywordAtRoot:
            return "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level."
        case .noSchema: return place + "schema must be an object."
        case .tooDeep(let levels): return "\(levels) levels of nesting exceeds limit of \(StrictMode.levels)."
        case .keyword(let keyword): return place + "'\(keyword)' is not permitted."
        case .tooManyEnumValues(let count):
            return
                "Expected at most \(StrictMode.enumValues) enum values in total within a schema when using structured "
                + "outputs, but the schema contains \(count)."
        case .tooManyProperties(let count):
            return "Expected at most \(StrictMode.properties) object properties in total within a schema when using "
                + "structured outputs, but the schema contains \(count)."
        case .noType: return place + "schema must have a 'type' key."
        case .openObject: return place + "'additionalProperties' is required to be supplied and to be false."
        case .notRequired(let names): return required + "Missing '\(names.first ?? "")'."
        case .unknownRequired(let name): return required + "Extra required key '\(name)' supplied."
        case .noItems: return place + "array schema missing items."
        case .besideReference(let keywords):
            return place + "$ref cannot have keywords {\(keywords.map { "'\($0)'" }.joined(separator: ", "))}."
        case .reference(let path):
            return place
                + "reference can only point to definitions defined at the top level of the schema, got '\(path)'."
        case .format(let format): return place + "'\(format)' is not a valid format."
        case .unknownType(let word): return place + "'\(word)' is not valid under any of the given schemas."
        case .tooManyCharacters(let count):
            return
                "Expected at most \(StrictMode.characters) characters of property names, definition names, enum values "
                + "and const values in total, but the schema contains \(count)."
        case .longEnum(let count):
            return place
                + "Expected at most \(StrictMode.charactersOfLongEnum) characters in an enum with more than "
                + "\(StrictMode.valuesOfLongEnum) values, but it contains \(count)."
        }
    }
}
