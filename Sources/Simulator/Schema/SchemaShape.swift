import JSON

/// Looks at schemas: references followed, combinations flattened, types told.
enum SchemaShape {
    /// Follows `$ref` within the document, and no further than 32 of them.
    static func resolved(_ schema: JSONValue, root: JSONValue) -> JSONValue {
        var schema = schema
        for _ in 0..<32 {
            guard let reference = schema["$ref"]?.stringValue else { return schema }
            guard let target = target(of: reference, in: root) else { return [:] }
            schema = target
        }
        return [:]
    }

    private static func target(of reference: String, in root: JSONValue) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        var value: JSONValue? = root
        for part in reference.dropFirst().split(separator: "/") {
            let key = part.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
                .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
            value = value?[key] ?? Int(key).flatMap { value?[$0] }
        }
        return value
    }

    /// One schema in place of references, `allOf`, and the branch of `anyOf` or `oneOf` that `pick` chooses.
    static func flattened(_ schema: JSONValue, root: JSONValue, depth: Int = 0, pick: ([JSONValue]) -> Int) -> JSONValue
    {
        guard depth < 16, var object = resolved(schema, root: root).objectValue else { return [:] }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            guard let branches = object[keyword]?.arrayValue, !branches.isEmpty else { continue }
            object.removeValue(forKey: keyword)
            let chosen = keyword == "allOf" ? branches : [branches[min(max(pick(branches), 0), branches.count - 1)]]
            for branch in chosen {
                let flat = flattened(branch, root: root, depth: depth + 1, pick: pick)
                merge(flat.objectValue ?? JSONObject(), into: &object)
            }
        }
        return .object(object)
    }

    private static func merge(_ other: JSONObject, into object: inout JSONObject) {
        for member in other {
            switch member.key {
            case "properties":
                var properties = object["properties"]?.objectValue ?? JSONObject()
                for property in member.value.objectValue ?? JSONObject() {
                    properties[property.key] = property.value
                }
                object["properties"] = .object(properties)
            case "required":
                var required = object["required"]?.arrayValue ?? []
                required += (member.value.arrayValue ?? []).filter { !required.contains($0) }
                object["required"] = .array(required)
            case "minimum", "minLength", "minItems":
                object[member.key] = wider(object[member.key], member.value, wantsMore: true)
            case "maximum", "maxLength", "maxItems":
                object[member.key] = wider(object[member.key], member.value, wantsMore: false)
            default:
                object[member.key] = member.value
            }
        }
    }

    private static func wider(_ one: JSONValue?, _ other: JSONValue, wantsMore: Bool) -> JSONValue {
        guard let one, let a = one.doubleValue, let b = other.doubleValue else { return other }
        return (a > b) == wantsMore ? one : other
    }

    /// The types a schema takes; told by its other keywords where it names none.
    static func types(_ schema: JSONValue) -> [String] {
        if let type = schema["type"]?.stringValue { return [type] }
        if let types = schema["type"]?.arrayValue?.compactMap(\.stringValue), !types.isEmpty { return types }
        if schema["enum"] != nil || schema["const"] != nil { return [] }
        for (type, keywords) in [
            ("object", ["properties", "additionalProperties", "required", "minProperties"]),
            ("array", ["items", "prefixItems", "minItems", "maxItems"]),
            ("number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
        ] where keywords.contains(where: { schema[$0] != nil }) {
            return [type]
        }
        return ["string"]
    }

    /// Whether a schema needs another one, so that it may lead back to itself.
    static func refers(_ schema: JSONValue) -> Bool {
        switch schema {
        case .object(let object): object["$ref"] != nil || object.contains { refers($0.value) }
        case .array(let elements): elements.contains(where: refers)
        default: false
        }
    }

    /// Names by which a message may mean this branch: its title, its constants.
    static func labels(_ schema: JSONValue, root: JSONValue) -> [String] {
        let flat = resolved(schema, root: root)
        let constants = (flat["properties"]?.objectValue ?? JSONObject()).compactMap {
            $0.value["const"]?.stringValue
                ?? ($0.value["enum"]?.arrayValue?.count == 1 ? $0.value["enum"]?[0]?.stringValue : nil)
        }
        return constants + [flat["title"]?.stringValue, flat["const"]?.stringValue].compactMap(\.self)
    }
}
