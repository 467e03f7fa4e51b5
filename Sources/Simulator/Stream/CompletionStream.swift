import JSON

/// Writes an answer as the chunks of an event stream, the choices in turn, one step of each at a time.
struct CompletionStream: AnswerStream {
    private let frame: ReplyFrame
    private let request: SimulatedRequest
    private var scripts: [ChoiceScript]
    private var isOpen: [Bool]
    private var turn = 0
    private var hasUsage = false
    private var isDone = false
    private let prefix: [UInt8]
    private var padding: SeededGenerator

    init(_ frame: ReplyFrame, _ request: SimulatedRequest, _ scripts: [ChoiceScript]) {
        self.frame = frame
        self.request = request
        self.scripts = scripts
        isOpen = scripts.map { _ in true }
        padding = SeededGenerator(seed: request.fingerprint)
        let head: JSONValue = [
            "id": .string(frame.id), "object": "chat.completion.chunk", "created": .number(JSONNumber(frame.created)),
            "model": .string(frame.model), "service_tier": "default",
            "system_fingerprint": .string(ReplyFrame.systemFingerprint),
        ]
        prefix = Array("data: ".utf8) + Array(head.compact.utf8.dropLast())
    }

    /// How many tokens were sent so far.
    var tokens: Int { scripts.reduce(0) { $0 + $1.tokens } }

    var stopSequence: String? { scripts.first?.stopSequence }

    var brokenEvent: [UInt8] { Array(#"data: {"id":"chatcmpl-"#.utf8) }

    func write(_ error: APIError, to bytes: inout [UInt8]) { bytes += "data: \(error.body.compact)\n\n".utf8 }

    /// Appends the next event; nil at the end, else whether it carried a token.
    mutating func writeNext(to bytes: inout [UInt8]) -> Bool? {
        while isOpen.contains(true) {
            let index = turn
            turn = (turn + 1) % scripts.count
            guard isOpen[index] else { continue }
            guard let delta = scripts[index].next() else {
                isOpen[index] = false
                continue
            }
            write(delta, of: index, to: &bytes)
            return delta.isToken
        }
        guard !isDone else { return nil }
        if request.includesUsage, !hasUsage {
            hasUsage = true
            bytes += prefix
            bytes += #","choices":[],"usage":"#.utf8
            frame.usage(scripts).write(to: &bytes)
            close(&bytes)
            return false
        }
        isDone = true
        bytes += "data: [DONE]\n\n".utf8
        return false
    }

    private mutating func write(_ delta: Delta, of index: Int, to bytes: inout [UInt8]) {
        bytes += prefix
        bytes += #","choices":[{"index":"#.utf8
        bytes += String(index).utf8
        bytes += #","delta":"#.utf8
        Self.write(delta, to: &bytes)
        bytes += #","logprobs":"#.utf8
        if let top = request.logprobs, case .text(let text) = delta {
            JSONValue.object(["content": [ReplyFrame.logprob(of: text, top: top)], "refusal": nil]).write(to: &bytes)
        } else {
            bytes += "null".utf8
        }
        bytes += #","finish_reason":"#.utf8
        if case .finish(let reason) = delta {
            JSONValue.string(reason).write(to: &bytes)
        } else {
            bytes += "null".utf8
        }
        bytes += "}]".utf8
        if request.includesUsage { bytes += #","usage":null"#.utf8 }
        close(&bytes)
    }

    private mutating func close(_ bytes: inout [UInt8]) {
        if request.obfuscates {
            bytes += #","obfuscation":""#.utf8
            bytes += padding.alphanumerics(1 + padding.below(12)).utf8
            bytes.append(UInt8(ascii: "\""))
        }
        bytes += "}\n\n".utf8
    }

    private static func write(_ delta: Delta, to bytes: inout [UInt8]) {
        switch delta {
        case .role(let hasContent):
            bytes +=
                (hasContent
                ? #"{"role":"assistant","content":"","refusal":null}"#
                : #"{"role":"assistant","content":null,"refusal":null}"#).utf8
        case .reasoning(let text): write("reasoning_content", text, to: &bytes)
        case .text(let text): write("content", text, to: &bytes)
        case .refusal(let text): write("refusal", text, to: &bytes)
        case .callStart(let index, let call):
            let inner: JSONValue = ["name": .string(call.name), call.isCustom ? "input" : "arguments": ""]
            let kind = call.isCustom ? "custom" : "function"
            JSONValue.object([
                "tool_calls": [
                    ["index": .number(JSONNumber(index)), "id": .string(call.id), "type": .string(kind), kind: inner]
                ]
            ]).write(to: &bytes)
        case .callArguments(let index, let text, let isCustom):
            let inner: JSONValue = [isCustom ? "input" : "arguments": .string(text)]
            JSONValue.object([
                "tool_calls": [["index": .number(JSONNumber(index)), isCustom ? "custom" : "function": inner]]
            ]).write(to: &bytes)
        case .functionStart(let name):
            JSONValue.object(["function_call": ["name": .string(name), "arguments": ""]]).write(to: &bytes)
        case .functionArguments(let text):
            JSONValue.object(["function_call": ["arguments": .string(text)]]).write(to: &bytes)
        case .finish: bytes += "{}".utf8
        }
    }

    private static func write(_ key: String, _ text: String, to bytes: inout [UInt8]) {
        bytes += "{\"\(key)\":".utf8
        JSONValue.string(text).write(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}
