public import Prompts

/// The answer to one call, and where it comes from.
public struct ToolResult: Sendable, Hashable {
    /// Who gave it.
    public enum Source: String, Sendable, Hashable {
        /// A person wrote it.
        case hand
        case command, mock, http, mcp
        /// It was given to the same call before, and kept.
        case replay
    }

    /// The call that it answers.
    public var callID: String
    /// What the model is told.
    public var text: String
    /// Whether it tells of a failure.
    public var isError: Bool
    /// Who gave it.
    public var source: Source
    /// How long it took.
    public var seconds: Double
    /// What is for the person and not for the model: exit status and stderr of a command; empty where there is nothing.
    public var detail: String

    /// A result of these fields.
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

    /// The `tool` message that it is.
    public var message: Message { .toolResult(text, for: callID) }
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
