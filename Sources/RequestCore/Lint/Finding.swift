/// Something about a request that the person may want to know before it is sent. It never forbids: the server has the
/// last word.
public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// How sure it is that the server will refuse.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The API is known to refuse it.
        case error
        /// It is likely to be refused, or to do something else than meant.
        case warning
        case note
    }

    /// How sure it is.
    public var severity: Severity
    /// The path of the field, for example `tools[0].name` or `messages[3]`.
    public var place: String
    /// A sentence.
    public var text: String

    /// A finding; see the fields.
    public init(_ severity: Severity, _ place: String, _ text: String) {
        self.severity = severity
        self.place = place
        self.text = text
    }

    /// `error: tools[0].name: …`.
    public var description: String { "\(severity.rawValue): \(place): \(text)" }
}
