/// One way in which a value is not what a schema asks for.
public struct SchemaViolation: Sendable, Hashable, CustomStringConvertible {
    /// What kind of finding this is.
    public enum Cause: Sendable, Hashable {
        /// The value is not as the schema wants it.
        case mismatch
        /// To find out would take more than ``SchemaLimits/steps``; the value may be right or wrong.
        case tooCostly
        /// Value and schema are nested too deep to go on; the value may be right or wrong.
        case tooDeep
        /// The schema leads back to itself without getting on to a part of the value.
        case loop
    }

    /// Why this is reported.
    public let cause: Cause

    /// Where in the value, as a JSON Pointer (RFC 6901); empty for the whole value.
    public let path: String

    /// ``path`` for people: `location.unit[0]`; empty for the whole value.
    public let place: String

    /// Where in the schema the keyword stands that is violated, as a JSON Pointer; empty for the whole schema.
    public let schemaPath: String

    /// The keyword that is violated, such as `required`; empty where the schema is just `false`, and when the cause is
    /// not ``Cause/mismatch``.
    public let keyword: String

    /// What is wrong, as the rest of a sentence that begins with the place: `must be a string, not a number`.
    public let problem: String

    /// The whole sentence: `location.unit[0] must be a string, not a number.`
    public var description: String {
        (place.isEmpty ? "The value " : place + " ") + problem + "."
    }
}
