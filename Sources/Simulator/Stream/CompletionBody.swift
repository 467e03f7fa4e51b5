import JSON

/// Puts an answer together as one JSON body, from the same steps that a stream would send.
struct CompletionBody {
    private let frame: ReplyFrame
    private let request: SimulatedRequest
    private var scripts: [ChoiceScript]

    init(_ frame: ReplyFrame, _ request: SimulatedRequest, _ scripts: [ChoiceScript]) {
        self.frame = frame
        self.request = request
        self.scripts = scripts
    }

    /// The stop sequence that ended the first answer, once it is made; nil if none did.
    var stopSequence: String? { scripts.first?.stopSequence }

    /// The body, and how many tokens the answers have.
    mutating func make() -> (bytes: [UInt8], tokens: Int) {
        var choices: [JSONValue] = []
        for index in scripts.indices {
            choices.append(choice(index))
        }
        let body: JSONValue = [
            "id": .string(frame.id), "object": "chat.completion", "created": .number(JSONNumber(frame.created)),
            "model": .string(frame.model), "choices": .array(choices), "usage": frame.usage(scripts),
            "service_tier": "default", "system_fingerprint": .string(ReplyFrame.systemFingerprint),
        ]
        return (Array((body.pretty() + "\n").utf8), scripts.reduce(0) { $0 + $1.tokens })
    }

    private mutating func choice(_ index: Int) -> JSONValue {
        var draft = Draft()
        while let delta = scripts[index].next() {
            draft.add(delta, top: request.logprobs)
        }
        return [
            "index": .number(JSONNumber(index)),
            "message": .object(draft.message),
            "logprobs": request.logprobs == nil || draft.text == nil
                ? .null : ["content": .array(draft.logprobs), "refusal": nil],
            "finish_reason": .string(draft.finish),
        ]
    }

    private struct Draft {
        var text: String?
        var refusal: String?
        var reasoning: String?
        var calls: [SimulatedCall] = []
        var function: (name: String, arguments: String)?
        var finish = ""
        var logprobs: [JSONValue] = []

        mutating func add(_ delta: Delta, top: Int?) {
            switch delta {
            case .role(let hasContent): if hasContent { text = "" }
            case .reasoning(let piece): reasoning = (reasoning ?? "") + piece
            case .text(let piece):
                text = (text ?? "") + piece
                if let top { logprobs.append(ReplyFrame.logprob(of: piece, top: top)) }
            case .refusal(let piece): refusal = (refusal ?? "") + piece
            case .callStart(_, var call):
                call.arguments = ""
                calls.append(call)
            case .callArguments(let index, let piece, _): calls[index].arguments += piece
            case .functionStart(let name): function = (name, "")
            case .functionArguments(let piece): function?.arguments += piece
            case .finish(let reason): finish = reason
            }
        }

        var message: JSONObject {
            var message: JSONObject = ["role": "assistant", "content": text.map(JSONValue.string) ?? .null]
            if let reasoning { message["reasoning_content"] = .string(reasoning) }
            if !calls.isEmpty {
                message["tool_calls"] = .array(
                    calls.map { call in
                        let kind = call.isCustom ? "custom" : "function"
                        return [
                            "id": .string(call.id), "type": .string(kind),
                            kind: [
                                "name": .string(call.name),
                                call.isCustom ? "input" : "arguments": .string(call.arguments),
                            ],
                        ]
                    })
            }
            if let function {
                message["function_call"] = ["name": .string(function.name), "arguments": .string(function.arguments)]
            }
            message["refusal"] = refusal.map(JSONValue.string) ?? .null
            message["annotations"] = []
            return message
        }
    }
}
