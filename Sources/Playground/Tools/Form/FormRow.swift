import JSON

/// A row that the cursor of the form can stand on.
enum FormRow: Hashable, Sendable {
    case name, description, strict
    /// The keys that lead from the schema's root to the schema of a property: `["properties", "unit"]`.
    case property([String])
}

/// The cell of a property under the cursor.
enum FormCell: Int, Hashable, Sendable, CaseIterable {
    case name, type, required, values, description

    var title: String {
        switch self {
        case .name: "name"
        case .type: "type"
        case .required: "required"
        case .values: "one of"
        case .description: "description"
        }
    }
}

/// A property as the form lists it.
struct FormProperty: Hashable, Sendable {
    /// The keys that lead from the root to its schema.
    var path: [String]
    /// The number of objects around it.
    var depth: Int
    var schema: JSONValue
    var isRequired: Bool

    var name: String { path.last ?? "" }

    /// The path of the object that has the property.
    var owner: [String] { Array(path.dropLast(2)) }

    /// The deepest level of the form. Beyond it, the JSON is the better view.
    private static let deepest = 12

    /// All properties of a schema. Those of an object, or of a list's objects, follow it.
    static func all(in schema: JSONValue, at path: [String] = [], depth: Int = 0) -> [FormProperty] {
        guard depth < deepest, let properties = schema["properties"]?.objectValue else { return [] }
        let required = Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        return properties.flatMap { member -> [FormProperty] in
            let place = path + ["properties", member.key]
            let own = FormProperty(
                path: place, depth: depth, schema: member.value, isRequired: required.contains(member.key))
            if let inside = own.inside {
                return [own] + all(in: inside.schema, at: inside.path, depth: depth + 1)
            }
            return [own]
        }
    }

    /// The object with this property's own properties: the property itself, or the items of its list.
    var inside: (schema: JSONValue, path: [String])? {
        if FormType.word(of: schema) == "object" || schema["properties"] != nil { return (schema, path) }
        if let items = schema["items"], FormType.word(of: items) == "object" { return (items, path + ["items"]) }
        return nil
    }
}
