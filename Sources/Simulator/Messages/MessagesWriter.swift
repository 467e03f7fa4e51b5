import JSON
import Prompts
import RequestCore

/// Writes the events of an answer over chat completions as events of Messages.
struct MessagesWriter {
    private let id: String
    private let request: MessagesRequest
    private let inputTokens: Int
    private var hasStarted = false
    /// The block that is open: its place, and what it is.
    private var open: (index: Int, kind: Kind)?
    private var blocks = 0
    private var thought = ""
    private var reason: FinishReason?
    private var usage: Usage?

    private enum Kind: Equatable {
        case thinking, text
        case call(Int)
    }

    /// - Parameter inputTokens: the tokens of the request.
    init(id: String, request: MessagesRequest, inputTokens: Int) {
        self.id = id
        self.request = request
        self.inputTokens = inputTokens
    }

    /// The message before its content.
    private var start: JSONObject {
        [
            "id": .string(id), "type": "message", "role": "assistant", "model": .string(request.model), "content": [],
            "stop_reason": .null, "stop_sequence": .null,
            "usage": [
                "input_tokens": .number(JSONNumber(inputTokens)), "cache_creation_input_tokens": 0,
                "cache_read_input_tokens": 0, "output_tokens": 1,
            ],
        ]
    }

    /// Writes what an event of the answer means here.
    mutating func write(_ event: RunEvent, to bytes: inout [UInt8]) {
        begin(&bytes)
        switch event {
        case .reasoningDelta(_, _, let text): think(text, &bytes)
        case .textDelta(_, _, let text), .refusalDelta(_, _, let text):
            // A filter lets nothing of the model's own words out; the simulator's say why.
            if open?.kind != .text { begin(.text, ["type": "text", "text": ""], &bytes) }
            delta(["type": "text_delta", "text": .string(text)], &bytes)
        case .toolCallDelta(_, _, let delta): call(delta, &bytes)
        case .finished(_, let finish): reason = finish
        case .usage(let value): usage = value
        default: break
        }
    }

    /// Ends the answer.
    ///
    /// - Parameters:
    ///   - isRefusal: whether the model declined.
    ///   - stopSequence: what ended the answer; nil if no stop sequence did.
    mutating func finish(isRefusal: Bool, stopSequence: String?, to bytes: inout [UInt8]) {
        begin(&bytes)
        close(&bytes)
        var delta: JSONObject = [
            "stop_reason": .string(isRefusal ? "refusal" : stopSequence == nil ? word : "stop_sequence"),
            "stop_sequence": stopSequence.map(JSONValue.string) ?? .null,
        ]
        if isRefusal || reason?.kind == .contentFilter {
            delta["stop_details"] = [
                "type": "refusal", "category": .null, "explanation": "The simulator was asked to refuse.",
            ]
        }
        event("message_delta", ["delta": .object(delta), "usage": usageJSON], &bytes)
        event("message_stop", [:], &bytes)
    }

    /// The answer in one piece, of what was written so far as a stream.
    static func whole(_ stream: [UInt8]) -> JSONValue? {
        var reader = AnswerReader(head: ResponseHead(status: 200, headers: []), dialect: Messages())
        var reply = Reply()
        for event in reader.receive(stream) + reader.finish() { reply.apply(event) }
        return Messages().response(of: reply, created: 0)
    }

    private var word: String {
        switch reason?.kind {
        case .length: "max_tokens"
        case .toolCalls: "tool_use"
        case .contentFilter: "refusal"
        case .stop, .other, nil: "end_turn"
        }
    }

    private var usageJSON: JSONValue {
        var counts: JSONObject = ["output_tokens": .number(JSONNumber(usage?.output ?? 0))]
        if let reasoning = usage?.reasoning, reasoning > 0 {
            counts["output_tokens_details"] = ["thinking_tokens": .number(JSONNumber(reasoning))]
        }
        return .object(counts)
    }

    // MARK: Blocks

    private mutating func begin(_ bytes: inout [UInt8]) {
        guard !hasStarted else { return }
        hasStarted = true
        event("message_start", ["message": .object(start)], &bytes)
        event("ping", [:], &bytes)
        guard request.thinking != nil else { return }
        think("The message asks for something; a simulator answers it.", &bytes)
    }

    private mutating func think(_ text: String, _ bytes: inout [UInt8]) {
        if open?.kind != .thinking {
            begin(.thinking, ["type": "thinking", "thinking": "", "signature": ""], &bytes)
        }
        guard request.thinking?.isOmitted != true else { return }
        thought += text
        delta(["type": "thinking_delta", "thinking": .string(text)], &bytes)
    }

    private mutating func call(_ piece: RunEvent.ToolCallDelta, _ bytes: inout [UInt8]) {
        if open?.kind != .call(piece.index) {
            let id = "toolu_" + (piece.id ?? "").drop { $0 != "_" }.dropFirst()
            let block: JSONObject = [
                "type": "tool_use", "id": .string(id), "name": .string(piece.name ?? ""), "input": [:],
            ]
            begin(.call(piece.index), block, &bytes)
            delta(["type": "input_json_delta", "partial_json": ""], &bytes)
        }
        guard !piece.arguments.isEmpty else { return }
        delta(["type": "input_json_delta", "partial_json": .string(piece.arguments)], &bytes)
    }

    private mutating func begin(_ kind: Kind, _ block: JSONObject, _ bytes: inout [UInt8]) {
        close(&bytes)
        open = (blocks, kind)
        event(
            "content_block_start",
            ["index": .number(JSONNumber(blocks)), "content_block": .object(block)], &bytes)
        blocks += 1
    }

    private mutating func close(_ bytes: inout [UInt8]) {
        guard let block = open else { return }
        if block.kind == .thinking {
            delta(["type": "signature_delta", "signature": .string(MessagesSignature.of(thought))], &bytes)
            thought = ""
        }
        event("content_block_stop", ["index": .number(JSONNumber(block.index))], &bytes)
        open = nil
    }

    private func delta(_ delta: JSONObject, _ bytes: inout [UInt8]) {
        event(
            "content_block_delta",
            ["index": .number(JSONNumber(open?.index ?? 0)), "delta": .object(delta)], &bytes)
    }

    private func event(_ name: String, _ members: JSONObject, _ bytes: inout [UInt8]) {
        var data: JSONObject = ["type": .string(name)]
        for member in members.members { data[member.key] = member.value }
        bytes += "event: \(name)\ndata: ".utf8
        JSONValue.object(data).write(to: &bytes)
        bytes += "\n\n".utf8
    }
}
