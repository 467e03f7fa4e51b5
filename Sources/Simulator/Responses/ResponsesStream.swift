import JSON

/// Writes an answer as the events of a stream of the Responses API, one step of the script at a time.
struct ResponsesStream: AnswerStream {
    /// What stands in place of a summary: nobody here thinks.
    private static let summary = "A simulator does not think. This stands where a model's summary would."

    private let frame: ReplyFrame
    private let asked: ResponsesRequest
    private var script: ChoiceScript
    private var names: SeededGenerator
    private var sequence = 0
    private var hasBegun = false
    private var isDone = false
    private var items: [JSONValue] = []
    private var open: SimulatedItem?
    /// The response as it is at the end.
    private(set) var response: JSONValue = .null

    init(_ frame: ReplyFrame, _ asked: ResponsesRequest, _ script: ChoiceScript) {
        self.frame = frame
        self.asked = asked
        self.script = script
        names = SeededGenerator(seed: StableHash.of(frame.id))
    }

    var tokens: Int { script.tokens }

    var stopSequence: String? { script.stopSequence }

    /// The beginning of an event that never ends.
    var brokenEvent: [UInt8] { Array(#"data: {"type":"response.output_te"#.utf8) }

    /// The event of an error in the middle of a stream.
    mutating func write(_ error: APIError, to bytes: inout [UInt8]) {
        send(
            "error",
            ["code": .string(error.type), "message": .string(error.message), "param": .null], to: &bytes)
    }

    mutating func writeNext(to bytes: inout [UInt8]) -> Bool? {
        guard !isDone else { return nil }
        if !hasBegun {
            hasBegun = true
            let response = frame.response(asked, status: "in_progress", items: [], script: script)
            send("response.created", ["response": response], to: &bytes)
            send("response.in_progress", ["response": response], to: &bytes)
            return false
        }
        guard let delta = script.next() else {
            isDone = true
            return nil
        }
        take(delta, to: &bytes)
        return delta.isToken
    }

    private mutating func take(_ delta: Delta, to bytes: inout [UInt8]) {
        switch delta {
        case .role:
            guard asked.reasons, !script.hasReasoning else { return }
            begin(.reasoning(summary: asked.summarises ? Self.summary : nil), to: &bytes)
            if asked.summarises { add(Self.summary, to: &bytes) }
        case .reasoning(let text):
            if open?.kind.isReasoning != true { begin(.reasoning(summary: ""), to: &bytes) }
            add(text, to: &bytes)
        case .text(let text):
            if open?.kind != .text { begin(.text, to: &bytes) }
            add(text, to: &bytes)
        case .refusal(let text):
            if open?.kind != .refusal { begin(.refusal, to: &bytes) }
            add(text, to: &bytes)
        case .callStart(_, let call): begin(.call(id: call.id, name: call.name, isCustom: call.isCustom), to: &bytes)
        case .callArguments(_, let text, _): add(text, to: &bytes)
        case .functionStart, .functionArguments: break
        case .finish(let reason): finish(reason, to: &bytes)
        }
    }

    private mutating func begin(_ kind: SimulatedItem.Kind, to bytes: inout [UInt8]) {
        close("completed", to: &bytes)
        let item = SimulatedItem(kind, id: kind.prefix + names.alphanumerics(32).lowercased(), place: items.count)
        open = item
        send(
            "response.output_item.added",
            ["output_index": .number(JSONNumber(item.place)), "item": item.json("in_progress")], to: &bytes)
        guard let part = item.part("") else { return }
        send(item.partEvent + ".added", item.address + ["part": part], to: &bytes)
    }

    private mutating func add(_ text: String, to bytes: inout [UInt8]) {
        open?.text += text
        guard let item = open else { return }
        var payload = item.address + ["delta": .string(text)]
        if item.kind == .text {
            let top = asked.request.logprobs
            payload["logprobs"] = .array(top.map { [ReplyFrame.logprob(of: text, top: $0)] } ?? [])
            if let top { open?.logprobs.append(ReplyFrame.logprob(of: text, top: top)) }
        }
        send(item.textEvent + ".delta", payload, to: &bytes)
    }

    private mutating func close(_ status: String, to bytes: inout [UInt8]) {
        guard let item = open else { return }
        open = nil
        if !item.text.isEmpty || !item.kind.isReasoning {
            send(item.textEvent + ".done", item.address + [item.textKey: .string(item.text)], to: &bytes)
        }
        if let part = item.part(item.text) {
            send(item.partEvent + ".done", item.address + ["part": part], to: &bytes)
        }
        let json = item.json(status)
        items.append(json)
        send(
            "response.output_item.done", ["output_index": .number(JSONNumber(item.place)), "item": json], to: &bytes)
    }

    private mutating func finish(_ reason: String, to bytes: inout [UInt8]) {
        let isCut = reason == "length" || reason == "content_filter"
        close(isCut ? "incomplete" : "completed", to: &bytes)
        let status = isCut ? "incomplete" : "completed"
        response = frame.response(
            asked, status: status, items: items, script: script,
            reason: isCut ? (reason == "length" ? "max_output_tokens" : reason) : nil)
        send("response." + status, ["response": response], to: &bytes)
    }

    private mutating func send(_ type: String, _ payload: JSONObject, to bytes: inout [UInt8]) {
        var event: JSONObject = ["type": .string(type), "sequence_number": .number(JSONNumber(sequence))]
        sequence += 1
        for member in payload.members { event[member.key] = member.value }
        bytes += "event: \(type)\ndata: ".utf8
        JSONValue.object(event).write(to: &bytes)
        bytes += "\n\n".utf8
    }
}

private func + (left: JSONObject, right: JSONObject) -> JSONObject {
    var sum = left
    for member in right.members { sum[member.key] = member.value }
    return sum
}
