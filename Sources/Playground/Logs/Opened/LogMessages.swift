import JSON
import Prompts
import RequestCore
import TextUI

/// The messages of a log and its answer, shown as in the thread.
struct LogMessages {
    let record: LogRecord
    let maker: MessageBlock
    private let messages: [LoggedMessage]
    private let tools: [Tool]
    private let format: ResponseFormat?
    /// The calls of a message whose results are looked for; those of later ones stand by themselves.
    private static let answerable = 1_000

    init(_ record: LogRecord, maker: MessageBlock) {
        self.record = record
        self.maker = maker
        let conversation = record.conversation
        messages = conversation.messages
        tools = conversation.tools
        format = conversation.format
    }

    /// The request's messages with results below their calls, then each choice of the answer.
    func blocks() -> [ThreadBlock] {
        var blocks: [ThreadBlock] = []
        var nested: Set<Int> = []
        for (index, logged) in messages.enumerated() where !nested.contains(index) {
            switch logged {
            case .raw(let raw): blocks.append(rawBlock(raw.role, raw.json))
            case .known(let message):
                var block = maker.block(for: message, ref: nil)
                append(others: message, to: &block)
                for (place, call) in message.toolCalls.prefix(Self.answerable).enumerated() {
                    let answer = answer(to: call, after: index)
                    if let answer { nested.insert(answer.index) }
                    guard place < CallCard.finishedCalls else { continue }
                    append(call, isAnswered: answer != nil, to: &block)
                    if let answer { maker.appendResult(answer.message, to: &block) }
                }
                maker.appendHidden(message.toolCalls.count - CallCard.finishedCalls, "more", to: &block)
                blocks.append(block)
            }
        }
        return blocks + answerBlocks() + [judgementBlock].compactMap(\.self)
    }

    /// The result of a call among the `tool` messages directly after it.
    private func answer(to call: ToolCall, after index: Int) -> (index: Int, message: Message)? {
        for place in (index + 1)..<max(index + 1, messages.count) {
            guard let message = messages[place].message, message.role == .tool else { return nil }
            if message.toolCallID == call.id { return (place, message) }
        }
        return nil
    }

    private func append(_ call: ToolCall, isAnswered: Bool, to block: inout ThreadBlock) {
        let hasSchema = tools.contains { $0.name == call.name && $0.parameters != nil }
        let words = hasSchema ? "fits its schema" : isAnswered ? "✓ answered" : "arguments complete"
        var verdict = StyledText(words, maker.theme[.good])
        if let fault = call.fault(among: tools) {
            verdict = StyledText(Sanitiser.oneLine(fault.description), maker.theme[.bad]).truncated(to: maker.width / 2)
        }
        maker.appendCall(call, verdict: verdict, to: &block)
    }

    /// Adds the parts of a message that Étude does not know.
    private func append(others message: Message, to block: inout ThreadBlock) {
        for member in message.other.members where !member.value.isNull {
            maker.appendText("\(member.key): \(member.value.compact)", maker.theme[.dim], to: &block)
        }
    }

    private func rawBlock(_ role: String, _ json: JSONValue) -> ThreadBlock {
        var block = ThreadBlock(ref: nil, bar: maker.theme[.dim])
        block.append(ThreadRow(StyledText(Sanitiser.oneLine(role), maker.theme[.dim].bold()), indent: 0))
        maker.appendText(json.pretty(), maker.theme[.dim], to: &block)
        return block
    }

    private func answerBlocks() -> [ThreadBlock] {
        let choices = record.reply.choices
        return choices.enumerated().map { index, choice in
            let isLast = index == choices.count - 1
            var facts = choices.count > 1 ? ["choice \(index + 1) of \(choices.count)"] : []
            if let reason = choice.finishReason { facts.append(Sanitiser.oneLine(reason.word)) }
            if isLast, record.state != .running { facts.append(Readable.seconds(record.timing.totalMS)) }
            let right = StyledText(facts.joined(separator: " · "), maker.theme[.dim])
            var block = maker.block(for: choice.message, ref: nil, right: right, format: format)
            append(others: choice.message, to: &block)
            for (place, call) in choice.message.toolCalls.prefix(CallCard.finishedCalls).enumerated() {
                append(call, isAnswered: false, to: &block)
                guard let answer = record.answer(toCall: place, ofChoice: index) else { continue }
                maker.appendResult(.toolResult(answer.text, for: call.id), source: answer.origin, to: &block)
            }
            maker.appendHidden(choice.message.toolCalls.count - CallCard.finishedCalls, "more", to: &block)
            if choice.finishReason?.kind == .stop { maker.appendVerdict(choice.message, format, to: &block) }
            if record.state == .running {
                if isLast {
                    block.append(ThreadRow(StyledText("still running when it was opened", maker.theme[.warn])))
                }
            } else {
                let failure = isLast ? record.reply.error : nil
                maker.appendEmptiness(choice.message, ending(of: choice), failure: failure, to: &block)
                maker.appendEnding(ending(of: choice), failure: failure, to: &block)
            }
            return block
        }
    }

    /// What a person wrote of the answer; nil where nobody wrote anything. The rating stands below.
    private var judgementBlock: ThreadBlock? {
        let judgement = record.judgement
        guard judgement.note != nil || judgement.correction != nil else { return nil }
        var block = ThreadBlock(ref: nil, bar: maker.theme[.accent])
        func append(_ label: String, _ text: String?) {
            guard let text else { return }
            block.append(ThreadRow(StyledText(label, maker.theme[.accent].bold()), indent: 0))
            maker.appendText(text, maker.theme[.text], to: &block)
        }
        append("note", judgement.note)
        append("should be", judgement.correction)
        return block
    }

    private func ending(of choice: Reply.Choice) -> AnswerFacts {
        AnswerFacts(
            provider: record.provider, model: record.model, totalMS: record.timing.totalMS,
            finishReason: choice.finishReason, isIncomplete: choice.finishReason == nil)
    }

    /// The conversation as text, for the clipboard.
    var plainText: String {
        let asked = messages.map { logged in
            switch logged {
            case .known(let message): Self.text(of: message)
            case .raw(let raw): "\(raw.role)\n\(raw.json.pretty())"
            }
        }
        var pieces = asked + record.reply.choices.map { Self.text(of: $0.message) }
        if let error = record.reply.error { pieces.append(error.description) }
        if let note = record.judgement.note { pieces.append("note\n\(note)") }
        if let correction = record.judgement.correction { pieces.append("should be\n\(correction)") }
        return pieces.joined(separator: "\n\n")
    }

    private static func text(of message: Message) -> String {
        var lines = [message.role.rawValue]
        for part in message.content {
            switch part {
            case .text(let text): lines.append(text)
            case .image(let image): lines.append("[\(image.summary)]")
            case .other(let value): lines.append(value.compact)
            }
        }
        if let refusal = message.refusal { lines.append("refused: \(refusal)") }
        lines += message.toolCalls.map { "\($0.name) \($0.arguments)" }
        return lines.joined(separator: "\n")
    }
}
