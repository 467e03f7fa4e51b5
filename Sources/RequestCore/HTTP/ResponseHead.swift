public import Prompts

/// Status and headers of an HTTP response.
public struct ResponseHead: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The headers in order of arrival, with names in lower case.
    public var headers: [HTTPHeader]

    /// A value of these fields.
    public init(status: Int, headers: [HTTPHeader] = []) {
        self.status = status
        self.headers = headers
    }

    /// The first header with this name, which is in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
