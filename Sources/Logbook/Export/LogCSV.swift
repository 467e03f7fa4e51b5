import JSON
import Prompts
package import RequestCore

/// Logs as CSV by RFC 4180, for spreadsheets and for programs: UTF-8 without a byte order mark, lines end by LF.
package struct LogCSV: Sendable {
    /// Whether cells stay as they are, though a spreadsheet would take some for formulas.
    private let isRaw: Bool

    /// - Parameter isRaw: false puts a `'` before cells that a spreadsheet would take for formulas.
    package init(isRaw: Bool = false) { self.isRaw = isRaw }

    /// The names of the columns.
    package static let columns = [
        "id", "created_at", "prompt", "version", "number", "provider", "model", "status", "finish_reason", "message",
        "answer", "calls", "prompt_tokens", "completion_tokens", "cost_usd", "first_token_ms", "total_ms", "feedback",
        "error",
    ]

    /// The line of the names.
    package var header: String { Self.columns.joined(separator: ",") + "\n" }

    /// The lines of a log: one for each of its answers. Id, tokens, cost and times are the log's, and stand in each.
    ///
    /// - Parameters:
    ///   - record: with its request.
    ///   - number: the version's number; nil if it has none.
    ///   - time: the time of the log as text.
    package func lines(_ record: LogRecord, number: Int?, time: String) -> String {
        record.reply.choices.map { line(record, $0, number, time) }.joined()
    }

    private func line(_ record: LogRecord, _ choice: Reply.Choice, _ number: Int?, _ time: String) -> String {
        let reply = record.reply
        let said = record.conversation.messages.last { $0.role == Role.user.rawValue }
        let calls = choice.message.toolCalls.map { "\($0.name) \($0.arguments)" }
        let fields: [String?] = [
            record.id, time, record.prompt, record.version.hex, number.map(String.init), record.provider, record.model,
            record.state.statusWord, choice.finishReason?.sharedWord, said?.texts.joined(separator: "\n"),
            choice.message.refusal ?? choice.message.text, calls.joined(separator: "\n"),
            reply.usage?.input.map(String.init), reply.usage?.output.map(String.init),
            record.cost.map { Self.number($0, digits: 12) },
            record.timing.firstTokenMS.map { Self.number($0, digits: 3) },
            Self.number(record.timing.totalMS, digits: 3),
            record.feedback?.rawValue, reply.error?.description,
        ]
        return CSVRecord.text(fields.map { $0 ?? "" }, end: "\n", isRaw: isRaw)
    }

    /// The number with so many digits behind the point at the most: what a sum of fractions leaves behind them says nothing.
    private static func number(_ value: Double, digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return JSONNumber(rounded.isFinite ? rounded : value)?.text ?? ""
    }
}

extension LogRecord.State {
    /// The word of a filter's `status:`.
    package var statusWord: String {
        switch self {
        case .finished: "ok"
        case .failed: "error"
        case .cancelled: "cancelled"
        case .running: "running"
        }
    }
}
