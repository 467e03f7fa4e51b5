import JSON

/// What one choice says, before it is cut to length and sent.
struct Answer {
    enum Body {
        case text(TextSource)
        case refusal(String)
        case calls([SimulatedCall])
    }

    var body: Body
    var reasoning = ""
    /// `stop`, `tool_calls`, `function_call`
    var finish = "stop"
    /// Ends after so many tokens, and why, whatever the request's own limit.
    var cut: (tokens: Int, reason: String)?

    private init(_ body: Body) {
        self.body = body
    }

    /// The answer to a request; the same for the same generator.
    init(to request: SimulatedRequest, magic: MagicWord?, generator: SeededGenerator) {
        self = Self.plain(to: request, generator: generator)
        switch magic {
        case .refusal:
            self = Answer(.refusal("I'm sorry, but I can't assist with that request."))
        case .contentFilter: cut = (8, "content_filter")
        case .length: cut = (8, "length")
        case .reasoning:
            reasoning =
                "The message asks for reasoning, so the simulator pretends to weigh it. It is not thinking, it only "
                + "shows how reasoning arrives before an answer."
        case .badArguments: spoilArguments()
        default: break
        }
    }

    private static func plain(to request: SimulatedRequest, generator: SeededGenerator) -> Answer {
        var generator = generator
        let hasResults = request.messages.last.map { $0.role == .tool || $0.role == .function } ?? false
        if !request.tools.isEmpty, !hasResults || request.choice != .auto {
            var calling = ToolCalling(request, generator: generator)
            switch calling.plan() {
            case .calls(let calls):
                var answer = Answer(.calls(calls))
                answer.finish = finish(of: request)
                return answer
            case .ask(let question): return Answer(.text(.fixed(TokenIterator(question))))
            case .nothing: break
            }
        }
        switch request.format {
        case .text: break
        case .object:
            if let answer = PromptAnswer(request) { return text(answer.json.compact) }
            if let answer = DefinitionAnswer(request) { return text(JSONValue.object(answer.definition()).compact) }
            return text(JSONAnswer.object(for: request, generator: generator).compact)
        case .schema(let schema):
            return text(JSONAnswer.instance(of: schema, for: request, generator: generator).compact)
        }
        if let sentence = ToolResults.sentence(request.messages, &generator) {
            return text(sentence)
        }
        var prose = Prose(request, generator: generator)
        return Answer(.text(prose.answer()))
    }

    private static func text(_ text: String) -> Answer {
        Answer(.text(.fixed(TokenIterator(text))))
    }

    /// A named function ends with `stop`, as at OpenAI.
    private static func finish(of request: SimulatedRequest) -> String {
        if case .named = request.choice { return "stop" }
        return request.isLegacy ? "function_call" : "tool_calls"
    }

    private mutating func spoilArguments() {
        guard case .calls(var calls) = body else { return }
        for index in calls.indices {
            calls[index].arguments = String(calls[index].arguments.dropLast()) + ", oops"
        }
        body = .calls(calls)
    }
}
