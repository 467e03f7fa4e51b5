/// Status and headers of an HTTP response.
public struct ResponseHead: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The headers in order of arrival, with names in lower case.
    public var headers: [Header]

    /// One header line.
    public struct Header: Sendable, Hashable {
        /// In lower case in an answer, as written in a request.
        public var name: String
        /// The value without surrounding white space.
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

    /// The first header with this name, which is in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
