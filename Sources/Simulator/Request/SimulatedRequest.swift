import JSON

/// A valid chat-completions request, as far as the simulator needs it.
struct SimulatedRequest {
    var model: String
    var messages: [SimulatedMessage]
    var tools: [SimulatedTool] = []
    var choice: Choice = .auto
    /// Whether several calls may come in one message.
    var parallelCalls = true
    /// Asked with the deprecated `functions` and `function_call`; answered in the same form.
    var isLegacy = false
    var format: Format = .text
    var count = 1
    var stops: [String] = []
    /// The most tokens that each answer may have.
    var limit: Int?
    var seed: Int?
    var streams = false
    var includesUsage = false
    var obfuscates = false
    /// How many alternatives each token is reported with; nil without logprobs.
    var logprobs: Int?
    var promptTokens = 0
    /// The same for the same request, however its answer is sent and whatever its seed.
    var fingerprint: UInt64 = 0

    enum Choice: Equatable {
        case none, auto, required
        /// One function or custom tool, by name.
        case named(String)
    }

    enum Format {
        case text, object
        case schema(JSONValue)
    }

    /// The last message of the user, or an empty one.
    var lastUserMessage: SimulatedMessage {
        messages.last { $0.role == .user } ?? SimulatedMessage(role: .user)
    }

    /// What system and developer messages say.
    var instructions: String {
        messages.filter { $0.role == .system || $0.role == .developer }.map(\.text).joined(separator: "\n")
    }
}

/// A message as it came.
struct SimulatedMessage {
    enum Sender: String, CaseIterable {
        case system, assistant, user, function, tool, developer
    }

    var role: Sender
    /// The text parts, joined by line breaks.
    var text = ""
    /// URLs of images.
    var images: [String] = []
    var calls: [SimulatedCall] = []
    /// Of a tool message.
    var callID = ""
    /// Of a function message: the function's name.
    var name = ""
}

/// A call of a tool, asked for by an assistant message.
struct SimulatedCall {
    var id: String
    var name: String
    /// JSON text, or free text for a custom tool.
    var arguments: String
    var isCustom = false
}

/// A tool that is offered.
struct SimulatedTool {
    var name: String
    var summary = ""
    /// A JSON Schema of type object.
    var parameters: JSONValue = ["type": "object", "properties": [:]]
    var isStrict = false
    /// Takes free text in place of JSON.
    var isCustom = false
}
