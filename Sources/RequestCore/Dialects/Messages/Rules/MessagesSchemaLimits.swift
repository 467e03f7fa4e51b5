internal import JSON

/// How complicated the schemas of a request are that the API makes a grammar of: those of strict tools and of the answer.
///
/// Beyond the limits it answers "schema is too complex" or "compiled grammar is too large". They hold over all schemas
/// of a request together.
struct MessagesSchemaLimits {
    /// The most properties that may be left out.
    static let mostOptional = 24
    /// The most places that take one of several types.
    static let mostUnions = 16
    /// The number of schemas after which nothing more is counted: beyond any limit.
    private static let mostVisits = 10_000

    /// The properties that may be left out.
    private(set) var optional = 0
    /// The places that take one of several types.
    private(set) var unions = 0
    /// Whether a schema refers to itself.
    private(set) var isRecursive = false
    private var visits = 0

    /// Counts in one more schema.
    mutating func add(_ schema: JSONValue) { count(schema, in: schema, following: []) }

    private mutating func count(_ schema: JSONValue, in root: JSONValue, following: Set<String>) {
        visits += 1
        guard visits < Self.mostVisits, let object = schema.objectValue else { return }
        if let reference = object["$ref"]?.stringValue {
            guard !following.contains(reference) else {
                isRecursive = true
                return
            }
            guard let target = Self.target(of: reference, in: root) else { return }
            return count(target, in: root, following: following.union([reference]))
        }
        let choices = (object["anyOf"] ?? object["oneOf"])?.arrayValue
        if choices != nil || (object["type"]?.arrayValue?.count ?? 0) > 1 { unions += 1 }
        for choice in choices ?? [] { count(choice, in: root, following: following) }
        for part in object["allOf"]?.arrayValue ?? [] { count(part, in: root, following: following) }
        let required = Set((object["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        for property in object["properties"]?.objectValue?.members ?? [] {
            if !required.contains(property.key) { optional += 1 }
            count(property.value, in: root, following: following)
        }
        if let items = object["items"] { count(items, in: root, following: following) }
    }

    private static func target(of reference: String, in root: JSONValue) -> JSONValue? {
        if reference == "#" { return root }
        for key in ["$defs", "definitions"] where reference.hasPrefix("#/\(key)/") {
            return root[key]?[String(reference.dropFirst(key.count + 3))]
        }
        return nil
    }
}
