import JSON
import Prompts
import RequestCore
import TextUI

/// The text of the Wire tab: everything that went over the wire, its time, and what it became in the answer.
enum WireText {
    /// The most steps to show. A fast answer of many tokens has more than anybody reads.
    private static let stepLimit = 2_000
    private static let indent = String(repeating: " ", count: 11)

    static func text(of record: WireRecord?) -> RoledText {
        var text = RoledText()
        guard let record, !record.entries.isEmpty else {
            text.append(
                "not kept: only the newest runs of this session have their wire; etude run --wire FILE keeps it", .dim)
            return text
        }
        let steps = record.steps
        var attempt = 0
        for step in steps.prefix(stepLimit) {
            if step.attempt != attempt {
                attempt = step.attempt
                text.endLine()
                text.append("\nattempt \(attempt + 1)", .heading)
            }
            append(step, to: &text)
        }
        if steps.count > stepLimit {
            note("… \(Readable.count(steps.count - stepLimit)) more steps; y copies the whole record", to: &text)
        }
        if record.isCut { note("… the rest was too long to keep; etude run --wire FILE keeps everything", to: &text) }
        return text
    }

    private static func note(_ words: String, to text: inout RoledText) {
        text.endLine()
        text.append(words, .dim)
    }

    private static func append(_ step: WireStep, to text: inout RoledText) {
        text.endLine()
        text.append(time(step.atMS), .dim)
        switch step.content {
        case .request(let request):
            text.append("→ \(request.method) ", .accent)
            text.append(Sanitiser.oneLine(request.url))
            append(request.headers, to: &text)
            line("\(Readable.count(request.body.count)) bytes, in the Request tab", .dim, to: &text)
        case .head(let head):
            text.append("← \(head.status)", head.status < 300 ? .good : .bad)
            append(head.headers, to: &text)
        case .event(let data, let events) where events.isEmpty && data.utf8.count < 16:
            text.append(Sanitiser.oneLine(data), .dim)
        case .event(let data, let events), .body(let data, let events):
            append(events, to: &text)
            text.endLine()
            text.append(Sanitiser.oneLine(data), .dim)
        case .closing(let events): append(events, to: &text)
        case .fault(let error): text.append(Sanitiser.oneLine(error.description), .bad)
        case .end(.complete): text.append("complete", .dim)
        case .end(.closed): text.append("closed from here", .dim)
        case .end(.failed(let kind, let message)): text.append("\(kind.rawValue): \(Sanitiser.oneLine(message))", .bad)
        }
    }

    private static func append(_ headers: [HTTPHeader], to text: inout RoledText) {
        for header in headers {
            line("\(Sanitiser.oneLine(header.name)): \(Sanitiser.oneLine(header.value))", .dim, to: &text)
        }
    }

    private static func append(_ events: [RunEvent], to text: inout RoledText) {
        if events.isEmpty { text.append("nothing new", .dim) }
        for (index, event) in events.enumerated() {
            if index > 0 { text.append("\n" + indent) }
            text.append("⇒ " + words(for: event), .string)
        }
    }

    private static func line(_ words: String, _ role: Theme.Role, to text: inout RoledText) {
        text.append("\n" + indent)
        text.append(words, role)
    }

    /// `  0.412 s  `, as wide as ``indent``.
    private static func time(_ milliseconds: Double) -> String {
        let seconds = Readable.fixed(milliseconds / 1000, digits: 3) + " s"
        return String(repeating: " ", count: max(0, 9 - seconds.count)) + seconds + "  "
    }

    /// The effect of an event on the answer, on one line.
    private static func words(for event: RunEvent) -> String {
        switch event {
        case .textDelta(let choice, _, let piece): of(choice) + "text " + quoted(piece)
        case .reasoningDelta(let choice, _, let piece): of(choice) + "reasoning " + quoted(piece)
        case .refusalDelta(let choice, _, let piece): of(choice) + "refusal " + quoted(piece)
        case .toolCallDelta(let choice, _, let delta): of(choice) + words(for: delta)
        case .block(let choice, let number, _): of(choice) + "block \(number + 1) is whole"
        case .snapshot(let choice, let blocks):
            of(choice) + (blocks.count == 1 ? "1 block in all" : "\(blocks.count) blocks in all")
        case .extra(let choice, let key, let value):
            of(choice) + Sanitiser.oneLine(key) + " " + Sanitiser.oneLine(value.compact)
        case .usage(let usage): "usage " + Sanitiser.oneLine(usage.raw.compact)
        case .finished(let choice, let reason): of(choice) + "finish_reason " + Sanitiser.oneLine(reason.word)
        case .identified(let said):
            [
                said.id.map { "id " + $0 }, said.model.map { "model " + $0 },
                said.systemFingerprint.map { "system_fingerprint " + $0 },
            ].compactMap { $0.map(Sanitiser.oneLine) }.joined(separator: ", ")
        case .sent, .retrying, .repeating, .responded, .ended: ""
        }
    }

    private static func words(for delta: RunEvent.ToolCallDelta) -> String {
        var pieces = ["tool_calls[\(delta.index)]"]
        if let id = delta.id { pieces.append("id " + Sanitiser.oneLine(id)) }
        if let name = delta.name { pieces.append("name " + Sanitiser.oneLine(name)) }
        if !delta.arguments.isEmpty { pieces.append("arguments " + quoted(delta.arguments)) }
        return pieces.joined(separator: " ")
    }

    /// The choice, counted from 1 as people do.
    private static func of(_ choice: Int) -> String { choice == 0 ? "" : "choice \(choice + 1) " }

    private static func quoted(_ text: String) -> String { JSONValue.string(text).compact }
}
