internal import JSON
internal import Prompts

/// The hash of all that stands before a message: server, model, tools, and the turns as they are sent.
///
/// Newer models bind their thinking to it, and refuse a block that stands after anything else.
struct PrefixChain: Sendable {
    /// 64 hexadecimal digits.
    private(set) var hash: String

    /// The chain before the first turn.
    init(server: String, model: String, tools: JSONValue) {
        hash = Self.hash([.string(server), .string(model), tools])
    }

    /// Adds what follows.
    mutating func add(_ json: JSONValue) {
        hash = Self.hash([.string(hash), json])
    }

    private static func hash(_ parts: [JSONValue]) -> String {
        SHA256.hex(of: Array(JSONValue.array(parts).compact.utf8))
    }
}
