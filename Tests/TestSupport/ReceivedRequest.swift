/// A request as it arrived at the ``FaultServer``.
package struct ReceivedRequest: Sendable {
    /// As sent.
    package let method: String
    /// Path and query, as sent.
    package let path: String
    /// Names in lower case, in order of arrival.
    package let headers: [(name: String, value: String)]
    /// As sent, empty without a `Content-Length`.
    package let body: [UInt8]
    /// Number of the connection it came on, from 0.
    package let connection: Int

    /// The first header of that name; `name` in lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// The body as text.
    package var text: String {
        String(decoding: body, as: UTF8.self)
    }

    init?(head: ArraySlice<UInt8>, body: [UInt8], connection: Int) {
        let lines = head.split(separator: 0x0A).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3 else { return nil }
        method = String(words[0])
        path = String(words[1])
        headers = ReceivedRequest.headers(in: lines.dropFirst())
        self.body = body
        self.connection = connection
    }

    static func headers(in lines: some Sequence<String>) -> [(name: String, value: String)] {
        lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...]
            return (line[..<colon].lowercased(), String(value.drop { $0 == " " }))
        }
    }
}
