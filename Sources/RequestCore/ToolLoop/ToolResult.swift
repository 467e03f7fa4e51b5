public import Prompts

/// The answer to one call, and its origin.
public struct ToolResult: Sendable, Hashable {
    /// Who gave the result.
    public enum Source: String, Sendable, Hashable {
        /// A person wrote it.
        case hand
        case command, mock, http, mcp
        /// It was recorded for the same call before.
        case replay
    }

    /// The id of the call.
    public var callID: String
    /// The text for the model.
    public var text: String
    /// Whether it reports a failure.
    public var isError: Bool
    /// Who gave the result.
    public var source: Source
    /// The time it took.
    public var seconds: Double
    /// What is for the person and not for the model: exit status and stderr of a command; empty if there is nothing.
    public var detail: String

    /// Makes a result.
    public init(
        callID: String, text: String, isError: Bool = false, source: Source, seconds: Double = 0, detail: String = ""
    ) {
        self.callID = callID
        self.text = text
        self.isError = isError
        self.source = source
        self.seconds = seconds
        self.detail = detail
    }

    /// The result as a `tool` message.
    public var message: Message { .toolResult(text, for: callID, isError: isError) }
}

extension ToolResult.Source {
    /// Who gave a result, as lists and logs say it.
    package var word: String {
        switch self {
        case .hand: "by hand"
        case .command: "command"
        case .mock: "mock"
        case .http: "HTTP"
        case .mcp: "MCP"
        case .replay: "replay"
        }
    }
}
