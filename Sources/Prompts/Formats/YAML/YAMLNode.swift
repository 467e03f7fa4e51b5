package import JSON

/// A YAML value with the place that it was read from.
package struct YAMLNode {
    /// What stands at a place.
    package enum Content {
        case scalar(JSONValue)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    /// A key with its value.
    package struct Entry {
        /// The key.
        package var key: String
        /// Where the key stands.
        package var place: TextPlace
        /// The value.
        package var value: YAMLNode
    }

    /// What it is.
    package var content: Content
    /// Where it begins.
    package var place: TextPlace
    /// The scalar as it was written, without quotes; nil for lists and mappings.
    package var text: String?
    /// Whether it is a scalar without quotes and tags.
    var isPlain = false

    /// The value without its places.
    package var json: JSONValue {
        switch content {
        case .scalar(let value): value
        case .sequence(let items): .array(items.map(\.json))
        case .mapping(let entries): .object(JSONObject(entries.map { ($0.key, $0.value.json) }))
        }
    }

    /// The entries of a mapping; empty for anything else.
    package var entries: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    /// Returns the place of a field such as `tools[0].name`, or of the last part of its path that exists.
    package func place(of field: String) -> TextPlace {
        var node = self
        var place = place
        for step in Self.steps(field) {
            switch node.content {
            case .mapping(let entries):
                guard let entry = entries.last(where: { $0.key == step }) else { return place }
                (node, place) = (entry.value, entry.place)
            case .sequence(let items):
                guard let index = Int(step), items.indices.contains(index) else { return place }
                (node, place) = (items[index], items[index].place)
            case .scalar:
                return place
            }
        }
        return place
    }

    private static func steps(_ field: String) -> [String] {
        field.split { $0 == "." || $0 == "[" || $0 == "]" }.map(String.init)
    }
}
