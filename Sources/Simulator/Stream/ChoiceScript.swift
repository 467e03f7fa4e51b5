/// One step of an answer.
enum Delta {
    case role(hasContent: Bool)
    case reasoning(String)
    case text(String)
    case refusal(String)
    case callStart(index: Int, SimulatedCall)
    case callArguments(index: Int, String, isCustom: Bool)
    case functionStart(name: String)
    case functionArguments(String)
    case finish(String)

    /// Whether it carries a token, which takes its time.
    var isToken: Bool {
        switch self {
        case .role, .finish, .callStart, .functionStart: false
        default: true
        }
    }
}

/// Plays an answer step by step: first the role, then its tokens up to the limit or a stop sequence, then why it ends.
struct ChoiceScript: IteratorProtocol {
    private enum Stage {
        case role, reasoning, body, finish(String), done
    }

    private var stage = Stage.role
    private var reasoning: TokenIterator
    private var body: Answer.Body
    private var refusal = TokenIterator("")
    private var calls: [SimulatedCall] = []
    private var callIndex = 0
    private var arguments: TokenIterator?
    private var scanner: StopScanner
    private let limit: (tokens: Int, reason: String)
    private let finish: String
    private let isLegacy: Bool
    /// Whether the answer has reasoning of its own.
    let hasReasoning: Bool
    private var queue: [Delta] = []
    /// How many tokens were given so far.
    private(set) var tokens = 0
    private(set) var reasoningTokens = 0
    /// The stop sequence that ended the answer; nil if none did.
    var stopSequence: String? { scanner.met }

    init(_ answer: Answer, request: SimulatedRequest) {
        reasoning = TokenIterator(answer.reasoning)
        hasReasoning = !answer.reasoning.isEmpty
        body = answer.body
        finish = answer.finish
        isLegacy = request.isLegacy
        let own = (tokens: request.limit ?? Int.max, reason: "length")
        limit = answer.cut.map { $0.tokens < own.tokens ? $0 : own } ?? own
        scanner = StopScanner(request.stops)
        switch answer.body {
        case .text: break
        case .refusal(let text): refusal = TokenIterator(text)
        case .calls(let calls): self.calls = calls
        }
    }

    mutating func next() -> Delta? {
        while true {
            if !queue.isEmpty { return queue.removeFirst() }
            switch stage {
            case .role:
                stage = .reasoning
                if case .text = body { return .role(hasContent: true) }
                return .role(hasContent: false)
            case .reasoning:
                guard let token = reasoning.next() else {
                    stage = .body
                    continue
                }
                guard spend(orFlush: false) else { continue }
                reasoningTokens += 1
                return .reasoning(token)
            case .body:
                if let delta = bodyDelta() { return delta }
            case .finish(let reason):
                stage = .done
                return .finish(reason)
            case .done: return nil
            }
        }
    }

    /// Takes one token of the limit; at its end the answer ends, with what the scanner still holds.
    private mutating func spend(orFlush flushes: Bool) -> Bool {
        guard tokens < limit.tokens else {
            stage = .finish(limit.reason)
            let rest = flushes ? scanner.flush() : ""
            if !rest.isEmpty { queue.append(.text(rest)) }
            return false
        }
        tokens += 1
        return true
    }

    /// The next step of the body; nil where the stage or the queue has changed instead.
    private mutating func bodyDelta() -> Delta? {
        switch body {
        case .text(var source):
            let token = source.next()
            body = .text(source)
            return textDelta(token)
        case .refusal:
            guard let token = refusal.next() else {
                stage = .finish(finish)
                return nil
            }
            return spend(orFlush: false) ? .refusal(token) : nil
        case .calls: return callDelta()
        }
    }

    private mutating func textDelta(_ token: String?) -> Delta? {
        guard let token else {
            stage = .finish(finish)
            let rest = scanner.flush()
            return rest.isEmpty ? nil : .text(rest)
        }
        guard spend(orFlush: true) else { return nil }
        let sent = scanner.push(token)
        if scanner.met != nil { stage = .finish("stop") }
        return sent.isEmpty ? nil : .text(sent)
    }

    private mutating func callDelta() -> Delta? {
        guard callIndex < calls.count else {
            stage = .finish(finish)
            return nil
        }
        let call = calls[callIndex]
        guard arguments != nil else {
            guard spend(orFlush: false) else { return nil }
            arguments = TokenIterator(call.arguments)
            return isLegacy ? .functionStart(name: call.name) : .callStart(index: callIndex, call)
        }
        guard let token = arguments?.next() else {
            arguments = nil
            callIndex += 1
            return nil
        }
        guard spend(orFlush: false) else { return nil }
        return isLegacy ? .functionArguments(token) : .callArguments(index: callIndex, token, isCustom: call.isCustom)
    }
}
