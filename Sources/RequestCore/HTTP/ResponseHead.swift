/// Status and headers of an HTTP response.
public struct ResponseHead: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// Names in lower case, in order of arrival.
    public var headers: [Header]

    /// One header line.
    public struct Header: Sendable, Hashable {
        /// In lower case in an answer, as written in a request.
        public var name: String
        /// Without the white space round it.
        public var value: String

        /// A value of these fields.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A value of these fields.
    public init(status: Int, headers: [Header] = []) {
        self.status = status
        self.headers = headers
    }

    /// The first header of that name; `name` in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
