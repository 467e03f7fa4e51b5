/// Why a value cannot be used as a JSON Schema.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where in the schema, as a JSON Pointer (RFC 6901); empty for the whole schema.
    public let path: String

    /// What is wrong there, as the rest of a sentence that begins with the place: `must be a number, not "5"`.
    public let problem: String

    /// The place and the problem, as one sentence.
    public var description: String {
        let place = path.utf8.count > 200 ? path.prefix(80) + "…" + path.suffix(80) : path[...]
        return (place.isEmpty ? "The schema " : "The schema's \(place) ") + problem + "."
    }
}
