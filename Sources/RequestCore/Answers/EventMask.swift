internal import JSON
internal import Prompts

/// Masks keys in the events of an answer, also where a key comes in several pieces. The end of a text is held back
/// while a key could begin in it.
struct EventMask: Sendable {
    /// A text that grows piece by piece.
    private struct Stream: Hashable {
        enum Kind { case text, reasoning, refusal, arguments }

        var kind: Kind
        var choice: Int
        var block: Int
        /// The call's place, for arguments.
        var call = 0
    }

    /// The end of a text so far.
    private struct Tail {
        var bytes: [UInt8] = []
        /// How many of the bytes have been passed on. They are kept to recognise a key that they begin.
        var passed = 0
    }

    /// How many bytes that have been passed on are kept: a key is recognised by three bytes in a row.
    private static let context = 2

    private let spans: SecretSpans
    private var tails: [Stream: Tail] = [:]
    private var order: [Stream] = []

    init(_ secrets: [Secret]) { spans = SecretSpans(secrets) }

    /// Masks events that have just been read.
    mutating func mask(_ events: [RunEvent]) -> [RunEvent] {
        spans.isEmpty ? events : events.compactMap { mask($0) }
    }

    /// What is still held back at the end of the answer.
    mutating func finish() -> [RunEvent] {
        let rest = order.compactMap { stream -> RunEvent? in
            guard let tail = tails[stream], tail.passed < tail.bytes.count else { return nil }
            return Self.event(
                stream, SecretMask.mask(tail.bytes, spans, from: tail.passed, to: tail.bytes.count))
        }
        (tails, order) = ([:], [])
        return rest
    }

    private mutating func mask(_ event: RunEvent) -> RunEvent? {
        switch event {
        case .textDelta(let choice, let block, let text):
            return take(text, Stream(kind: .text, choice: choice, block: block))
        case .reasoningDelta(let choice, let block, let text):
            return take(text, Stream(kind: .reasoning, choice: choice, block: block))
        case .refusalDelta(let choice, let block, let text):
            return take(text, Stream(kind: .refusal, choice: choice, block: block))
        case .toolCallDelta(let choice, let block, var delta):
            delta.id = delta.id.map(mask)
            delta.name = delta.name.map(mask)
            delta.other = object(delta.other)
            let stream = Stream(kind: .arguments, choice: choice, block: block, call: delta.index)
            delta.arguments = takeText(delta.arguments, stream)
            return .toolCallDelta(choice: choice, block: block, delta)
        case .block(let choice, let number, let block):
            for stream in order where stream.choice == choice && stream.block == number { tails[stream] = Tail() }
            return .block(choice: choice, block: number, self.block(block))
        case .snapshot(let choice, let blocks):
            for stream in order where stream.choice == choice { tails[stream] = Tail() }
            return .snapshot(choice: choice, blocks.map(self.block))
        case .identified(let said):
            var identity = RunEvent.Identity(
                id: said.id.map(mask), model: said.model.map(mask), systemFingerprint: said.systemFingerprint.map(mask))
            identity.serviceTier = said.serviceTier.map(mask)
            return .identified(identity)
        case .extra(let choice, let key, let value): return .extra(choice: choice, key: mask(key), json(value))
        case .usage(var usage):
            usage.raw = json(usage.raw)
            return .usage(usage)
        case .finished(let choice, var reason):
            reason.word = mask(reason.word)
            return .finished(choice: choice, reason: reason)
        case .responded(let status, let requestID):
            return .responded(status: status, requestID: requestID.map(mask))
        case .sent, .retrying, .repeating, .ended: return event
        }
    }

    private mutating func take(_ text: String, _ stream: Stream) -> RunEvent? {
        let ready = takeText(text, stream)
        return ready.isEmpty ? nil : Self.event(stream, ready)
    }

    private mutating func takeText(_ text: String, _ stream: Stream) -> String {
        guard !text.isEmpty else { return "" }
        var tail = tails[stream] ?? Tail()
        if tails[stream] == nil { order.append(stream) }
        let bytes = tail.bytes + text.utf8
        let open = spans.openCount(in: bytes)
        var end = max(tail.passed, bytes.count - open)
        // A key that is complete may reach into what is held back.
        for span in spans.spans(in: bytes) where span.contains(end) { end = max(tail.passed, span.lowerBound) }
        let ready = SecretMask.mask(bytes, spans, from: tail.passed, to: end)
        tail = Tail(bytes: Array(bytes[max(0, end - Self.context)...]), passed: min(end, Self.context))
        tails[stream] = tail
        return ready
    }

    private static func event(_ stream: Stream, _ text: String) -> RunEvent {
        switch stream.kind {
        case .text: .textDelta(choice: stream.choice, block: stream.block, text)
        case .reasoning: .reasoningDelta(choice: stream.choice, block: stream.block, text)
        case .refusal: .refusalDelta(choice: stream.choice, block: stream.block, text)
        case .arguments:
            .toolCallDelta(
                choice: stream.choice, block: stream.block,
                RunEvent.ToolCallDelta(index: stream.call, arguments: text))
        }
    }

    // MARK: Values

    /// A JSON value with keys masked in its texts and names.
    func json(_ value: JSONValue) -> JSONValue {
        guard !spans.isEmpty else { return value }
        switch value {
        case .string(let text): return .string(mask(text))
        case .array(let items): return .array(items.map(json))
        case .object(let members): return .object(object(members))
        case .null, .bool, .number: return value
        }
    }

    private func object(_ members: JSONObject) -> JSONObject {
        JSONObject(members.members.map { (mask($0.key), json($0.value)) })
    }

    private func block(_ block: Message.Block) -> Message.Block {
        var block = block
        switch block.content {
        case .part(.text(let text)): block.content = .part(.text(mask(text)))
        case .part(.other(let value)): block.content = .part(.other(json(value)))
        case .part(.image(var image)):
            if image.source == .remote { image.url = mask(image.url) }
            block.content = .part(.image(image))
        case .refusal(let words): block.content = .refusal(mask(words))
        case .reasoning(let reasoning):
            block.content = .reasoning(
                Message.Reasoning(mask(reasoning.text), opaque: reasoning.opaque.map(json)))
        case .call(var call):
            call.id = mask(call.id)
            call.name = mask(call.name)
            call.arguments = mask(call.arguments)
            call.other = object(call.other)
            block.content = .call(call)
        case .raw(let item): block.content = .raw(json(item))
        }
        return block
    }

    private func mask(_ text: String) -> String { SecretMask.mask(text, spans) }
}
