internal import JSON
internal import Prompts

/// The hash of all that stands before a message: server, model, and the history as it is sent.
///
/// Newer models bind their thinking to it, and refuse or remove a block that stands after anything else.
struct PrefixChain: Sendable {
    /// 64 hexadecimal digits.
    private(set) var hash: String

    /// The chain before the first message.
    ///
    /// - Parameter fields: what else of the request the server binds thinking to, such as its tools.
    init(server: String, model: String, fields: JSONValue) {
        hash = Self.hash([.string(server), .string(model), fields])
    }

    /// Adds what follows.
    mutating func add(_ json: JSONValue) {
        hash = Self.hash([.string(hash), json])
    }

    private static func hash(_ parts: [JSONValue]) -> String {
        SHA256.hex(of: Array(JSONValue.array(parts).compact.utf8))
    }
}
