public import JSON
public import Prompts

/// What has arrived so far of an answer.
public struct Reply: Sendable, Hashable {
    /// One of the answers asked for with `n`; nearly always the only one.
    public struct Choice: Sendable, Hashable {
        /// What the assistant has said in it.
        public var message = Message(role: .assistant)
        /// As received; nil until the server says so, and for good when it never does.
        public var finishReason: String?
        /// Logprobs, annotations and other things that came with it.
        public var extras = JSONObject()

        /// Nothing has arrived.
        public init() {}
    }

    /// By the server's index, from 0. There is always at least one.
    public private(set) var choices: [Choice] = [Choice()]
    /// What the answer says of itself.
    public private(set) var identity = RunEvent.Identity()
    /// As received.
    public private(set) var usage: JSONValue?
    /// HTTP status of the last attempt; nil while no head has come.
    public private(set) var status: Int?
    /// The provider's name for the request of the last attempt.
    public private(set) var requestID: String?
    /// Attempts after the first.
    public private(set) var retries = 0
    /// Why the run failed; nil for none so far.
    public private(set) var error: RunError?
    /// Whether the run is over.
    public private(set) var isEnded = false

    /// Nothing has arrived.
    public init() {}

    /// The first choice's message.
    public var message: Message { choices[0].message }

    /// The first choice's `finish_reason`.
    public var finishReason: String? { choices[0].finishReason }

    /// Whether something of the answer has arrived: text, a refusal, reasoning or a call.
    public var hasContent: Bool {
        choices.contains {
            !$0.message.content.isEmpty || !$0.message.toolCalls.isEmpty || $0.message.refusal != nil
                || $0.message.reasoning != nil
        }
    }

    /// Whether the answer ended without the server saying that it was finished.
    public var isIncomplete: Bool {
        error != nil || choices.contains { $0.finishReason == nil }
    }

    /// Takes in what happened.
    public mutating func apply(_ event: RunEvent) {
        switch event {
        case .sent(let attempt):
            retries = attempt
            status = nil
            requestID = nil
        case .retrying: break
        case .responded(let status, let requestID):
            self.status = status
            self.requestID = requestID
        case .identified(let said):
            identity.id = said.id ?? identity.id
            identity.model = said.model ?? identity.model
            identity.systemFingerprint = said.systemFingerprint ?? identity.systemFingerprint
        case .textDelta(let choice, let text): withMessage(choice) { $0.appendText(text) }
        case .reasoningDelta(let choice, let text): withMessage(choice) { $0.reasoning.append(text) }
        case .refusalDelta(let choice, let text): withMessage(choice) { $0.refusal.append(text) }
        case .toolCallDelta(let choice, let delta): withMessage(choice) { $0.apply(delta) }
        case .extra(let choice, let key, let value):
            reach(choice)
            choices[choice].extras[key] = value
        case .usage(let value): usage = value
        case .finished(let choice, let reason):
            reach(choice)
            choices[choice].finishReason = reason
        case .ended(let error):
            self.error = error
            isEnded = true
        }
    }

    private mutating func withMessage(_ choice: Int, _ change: (inout Message) -> Void) {
        reach(choice)
        change(&choices[choice].message)
    }

    /// Makes room for a choice; the decoder has refused indices out of the API's range.
    private mutating func reach(_ choice: Int) {
        while choices.count <= choice { choices.append(Choice()) }
    }
}

extension Message {
    fileprivate mutating func appendText(_ text: String) {
        guard let last = content.indices.last, case .text(var whole) = content[last] else {
            content.append(.text(text))
            return
        }
        content[last] = .text("")
        whole += text
        content[last] = .text(whole)
    }

    fileprivate mutating func apply(_ delta: RunEvent.ToolCallDelta) {
        while toolCalls.count <= delta.index { toolCalls.append(ToolCall(id: "", name: "", arguments: "")) }
        if let id = delta.id { toolCalls[delta.index].id = id }
        if let name = delta.name { toolCalls[delta.index].name = name }
        toolCalls[delta.index].arguments += delta.arguments
        for member in delta.other.members {
            ExtraMerge.add(member.value, to: member.key, of: &toolCalls[delta.index].other)
        }
    }
}

extension String? {
    /// In place, so that a long text is not copied for every token.
    fileprivate mutating func append(_ text: String) {
        if self?.append(text) == nil { self = text }
    }
}
