public import JSON
public import Prompts

/// The part of an answer that has arrived so far.
public struct Reply: Sendable, Hashable {
    /// One of the answers that `n` asks for. Nearly always there is only one.
    public struct Choice: Sendable, Hashable {
        /// The assistant's message so far.
        public internal(set) var message = Message(role: .assistant)
        /// Nil until the server says so, and for good when it never does.
        public internal(set) var finishReason: FinishReason?
        /// Logprobs, annotations and other values that came with the choice.
        public internal(set) var extras = JSONObject()
        /// The numbers of the message's blocks, in the same order.
        var numbers: [Int] = []

        /// Starts empty.
        public init() {}

        /// Two choices are equal when they say the same, whatever numbers their blocks had on the way.
        public static func == (left: Choice, right: Choice) -> Bool {
            left.message == right.message && left.finishReason == right.finishReason && left.extras == right.extras
        }

        /// Hashes what `==` compares.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(message)
            hasher.combine(finishReason)
            hasher.combine(extras)
        }
    }

    /// The choices by the server's index, from 0. There is always at least one.
    public private(set) var choices: [Choice] = [Choice()]
    /// What the answer says about itself.
    public private(set) var identity = RunEvent.Identity()
    /// Nil until the server says it.
    public private(set) var usage: Usage?
    /// The HTTP status of the last attempt; nil until a head has arrived.
    public private(set) var status: Int?
    /// The provider's name for the request of the last attempt.
    public private(set) var requestID: String?
    /// The number of attempts after the first.
    public private(set) var retries = 0
    /// Why the run failed; nil if it has not.
    public private(set) var error: RunError?
    /// Whether the run is over.
    public private(set) var isEnded = false

    private var room = Room()

    /// The longest answer that is kept, in bytes of text and arguments over all choices. What comes after that is not.
    public static let longest = 64 << 20

    /// Starts empty.
    public init() {}

    /// The first choice's message.
    public var message: Message { choices[0].message }

    /// Why the first choice ended.
    public var finishReason: FinishReason? { choices[0].finishReason }

    /// Whether something of the answer has arrived: text, a refusal, reasoning or a call.
    public var hasContent: Bool {
        choices.contains { !$0.message.blocks.isEmpty }
    }

    /// Whether the answer ended before the server said that it was complete.
    public var isIncomplete: Bool {
        error != nil || choices.contains { $0.finishReason == nil }
    }

    /// Adds the choices of another reply to the same request, and its tokens.
    package mutating func addChoices(of other: Reply) {
        choices += other.choices
        usage = usage.flatMap { own in other.usage.map { own + $0 } }
    }

    /// Applies an event.
    public mutating func apply(_ event: RunEvent) {
        guard keeps(event) else { return }
        switch event {
        case .sent(let attempt):
            retries = attempt
            status = nil
            requestID = nil
        case .retrying, .repeating: break
        case .responded(let status, let requestID):
            self.status = status
            self.requestID = requestID
        case .identified(let said):
            identity.id = said.id ?? identity.id
            identity.model = said.model ?? identity.model
            identity.systemFingerprint = said.systemFingerprint ?? identity.systemFingerprint
            identity.serviceTier = said.serviceTier ?? identity.serviceTier
        case .textDelta(let choice, let block, let text): with(choice) { $0.add(text, to: block) }
        case .reasoningDelta(let choice, let block, let text): with(choice) { $0.add(reasoning: text, to: block) }
        case .refusalDelta(let choice, let block, let text): with(choice) { $0.add(refusal: text, to: block) }
        case .toolCallDelta(let choice, let block, let delta): with(choice) { $0.add(delta, to: block) }
        case .block(let choice, let number, let block): with(choice) { $0.replace(number, with: block) }
        case .snapshot(let choice, let blocks): with(choice) { $0.take(blocks) }
        case .extra(let choice, let key, let value): with(choice) { $0.extras[key] = value }
        case .usage(let value): usage = value
        case .finished(let choice, let reason): with(choice) { $0.finishReason = reason }
        case .ended(let error):
            self.error = error
            isEnded = true
        }
    }

    /// Whether there is room for an event. The first one without room leaves a mark of the place.
    private mutating func keeps(_ event: RunEvent) -> Bool {
        let (choice, size): (Int, Int)
        switch event {
        case .textDelta(let index, _, let text), .reasoningDelta(let index, _, let text),
            .refusalDelta(let index, _, let text):
            (choice, size) = (index, text.utf8.count)
        case .toolCallDelta(let index, _, let delta): (choice, size) = (index, delta.arguments.utf8.count)
        default: return true
        }
        guard !room.isFull else { return false }
        guard room.length + size > Self.longest else {
            room.length += size
            return true
        }
        room.isFull = true
        let mark: JSONValue = ["type": "cut", "kept_bytes": .number(JSONNumber(room.length))]
        with(choice) { $0.replace(Int.max, with: Message.Block(.part(.other(mark)))) }
        return false
    }

    /// How much of an answer has been kept. It is no part of what an answer is.
    private struct Room: Sendable, Hashable {
        /// Bytes of text and arguments.
        var length = 0
        /// Whether more came than is kept. The message then ends with a part that says so.
        var isFull = false

        static func == (left: Room, right: Room) -> Bool { true }

        func hash(into hasher: inout Hasher) {}
    }

    private mutating func with(_ choice: Int, _ change: (inout Choice) -> Void) {
        reach(choice)
        change(&choices[choice])
    }

    /// Makes room for a choice. The decoder has already refused indices outside the API's range.
    private mutating func reach(_ choice: Int) {
        while choices.count <= choice { choices.append(Choice()) }
    }
}
