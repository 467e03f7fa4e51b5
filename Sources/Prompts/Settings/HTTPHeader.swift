/// One header line of a request or an answer (RFC 9110, section 5).
public struct HTTPHeader: Sendable, Hashable {
    /// The field's name, for example `X-Team`: in lower case in an answer, as written in a request.
    public var name: String
    /// What stands after the colon, without surrounding white space.
    public var value: String

    /// A value of these fields.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
