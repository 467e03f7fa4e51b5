package import JSON

/// The changes of a JSON Schema in sentences: properties that were added or removed, became required, or changed their
/// type or their values.
package enum SchemaDiff {
    /// Returns one sentence for each change, in the order of the schemas; none where they say the same.
    ///
    /// - Parameters:
    ///   - old: the schema before; nil for none.
    ///   - new: the schema after; nil for none.
    package static func changes(from old: JSONValue?, to new: JSONValue?) -> [String] {
        switch (old, new) {
        case (nil, nil): return []
        case (nil, .some): return ["a schema was added"]
        case (.some, nil): return ["the schema was removed"]
        case (.some(let old), .some(let new)):
            var walk = SchemaWalk()
            walk.compare(old, new, place: "")
            return walk.sentences
        }
    }

    /// Returns the type of a schema in a word or two: `string`, `string or null`, `list of integer`, `object`, `one of 3`.
    package static func type(of schema: JSONValue) -> String {
        if let reference = schema["$ref"]?.stringValue {
            return reference.split(separator: "/").last.map(String.init) ?? "$ref"
        }
        for keyword in ["anyOf", "oneOf", "allOf"] where schema[keyword] != nil { return keyword }
        let names =
            schema["type"]?.arrayValue?.compactMap(\.stringValue) ?? [schema["type"]?.stringValue].compactMap(\.self)
        let words = names.filter { $0 != "null" }.map { name in
            guard name == "array", let items = schema["items"], items.objectValue != nil else {
                return name == "array" ? "list" : name
            }
            return "list of " + type(of: items)
        }
        if words.isEmpty {
            if schema["enum"] != nil || schema["const"] != nil { return "enum" }
            return names.isEmpty ? "any" : "null"
        }
        return (words + (names.contains("null") ? ["null"] : [])).joined(separator: " or ")
    }
}

private struct SchemaWalk {
    private(set) var sentences: [String] = []

    /// The keywords that have sentences of their own.
    private static let told: Set<String> = [
        "type", "properties", "required", "items", "enum", "description", "additionalProperties", "$defs",
        "definitions",
    ]

    mutating func compare(_ old: JSONValue, _ new: JSONValue, place: String) {
        guard old != new else { return }
        guard let before = old.objectValue, let after = new.objectValue else {
            return say(place, "became \(new.compact)")
        }
        let (oldType, newType) = (SchemaDiff.type(of: old), SchemaDiff.type(of: new))
        if oldType != newType { say(place, "changed its type from \(oldType) to \(newType)") }
        compareProperties(before, after, place: place)
        compareValues(before["enum"], after["enum"], place: place)
        if before["description"] != after["description"] { say(place, change("description", before, after)) }
        if before["additionalProperties"] != after["additionalProperties"] {
            say(place, openness(after["additionalProperties"]))
        }
        if let items = before["items"], let newItems = after["items"] {
            compare(items, newItems, place: place + "[]")
        } else if before["items"] != after["items"] {
            say(place, change("items", before, after))
        }
        for group in ["$defs", "definitions"] { compareGroup(group, before, after, place: place) }
        let others = before.keys + after.keys.filter { before[$0] == nil }
        for key in others where !Self.told.contains(key) && before[key] != after[key] {
            say(place, change(key, before, after))
        }
    }

    private mutating func compareProperties(_ before: JSONObject, _ after: JSONObject, place: String) {
        let (old, new) = (
            before["properties"]?.objectValue ?? JSONObject(), after["properties"]?.objectValue ?? JSONObject()
        )
        let (wasRequired, isRequired) = (required(before), required(after))
        for name in old.keys where new[name] == nil { say(inner(place, name), "was removed") }
        for (name, schema) in new.members.map({ ($0.key, $0.value) }) {
            let path = inner(place, name)
            guard let earlier = old[name] else {
                let need = isRequired.contains(name) ? "required" : "optional"
                say(path, "was added: \(SchemaDiff.type(of: schema)), \(need)")
                continue
            }
            switch (wasRequired.contains(name), isRequired.contains(name)) {
            case (false, true): say(path, "became required")
            case (true, false): say(path, "became optional")
            default: break
            }
            compare(earlier, schema, place: path)
        }
        let common = old.keys.filter { new[$0] != nil }
        if common != new.keys.filter({ old[$0] != nil }) { say(place, "has its properties in another order") }
    }

    private mutating func compareValues(_ old: JSONValue?, _ new: JSONValue?, place: String) {
        guard old != new else { return }
        let (before, after) = (old?.arrayValue ?? [], new?.arrayValue ?? [])
        let gone = before.filter { !after.contains($0) }.map(\.compact)
        let come = after.filter { !before.contains($0) }.map(\.compact)
        if new == nil { return say(place, "may have any value: it was one of \(gone.joined(separator: ", "))") }
        if old == nil { return say(place, "has to be one of \(come.joined(separator: ", "))") }
        if !come.isEmpty { say(place, "may also be \(come.joined(separator: ", "))") }
        if !gone.isEmpty { say(place, "may no longer be \(gone.joined(separator: ", "))") }
        if come.isEmpty, gone.isEmpty { say(place, "has its values in another order") }
    }

    private mutating func compareGroup(_ group: String, _ before: JSONObject, _ after: JSONObject, place: String) {
        let (old, new) = (before[group]?.objectValue ?? JSONObject(), after[group]?.objectValue ?? JSONObject())
        for name in old.keys where new[name] == nil { sentences.append("the definition `\(name)` was removed") }
        for member in new {
            guard let earlier = old[member.key] else {
                sentences.append("the definition `\(member.key)` was added")
                continue
            }
            compare(earlier, member.value, place: inner(place, "\(group).\(member.key)"))
        }
    }

    private func openness(_ value: JSONValue?) -> String {
        switch value {
        case .bool(false): "takes no other properties any more"
        case nil, .bool(true): "takes other properties too"
        case .some(let schema): "takes other properties by the schema \(schema.compact)"
        }
    }

    private func change(_ key: String, _ before: JSONObject, _ after: JSONObject) -> String {
        switch (before[key], after[key]) {
        case (nil, .some(let new)): "got \(key) \(new.compact)"
        case (.some(let old), nil): "lost \(key) \(old.compact)"
        case (.some(let old), .some(let new)): "changed \(key) from \(old.compact) to \(new.compact)"
        case (nil, nil): "is as it was"
        }
    }

    private func required(_ object: JSONObject) -> Set<String> {
        Set((object["required"]?.arrayValue ?? []).compactMap(\.stringValue))
    }

    private func inner(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    private mutating func say(_ place: String, _ what: String) {
        sentences.append(place.isEmpty ? "the schema \(what)" : "property `\(place)` \(what)")
    }
}
