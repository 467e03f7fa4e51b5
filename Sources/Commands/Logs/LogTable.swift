import Logbook
import RequestCore
import TextUI

/// Logs as a table for a person at a terminal.
struct LogTable {
    /// A column: its head, the most cells it takes, and whether its texts end at the same place.
    private struct Column {
        let head: String
        let limit: Int
        var isNumber = false
        let text: (LogSummary) -> String
    }

    /// The cells of a row.
    let width: Int
    /// The seconds that local time is ahead of UTC.
    let offset: Int

    /// The head and a line for each log, without line breaks.
    func lines(_ logs: [LogSummary]) -> [String] {
        guard !logs.isEmpty else { return [] }
        let columns = columns
        let cells = logs.map { log in columns.map { Sanitiser.oneLine($0.text(log)) } }
        let widths = columns.indices.map { place in
            let texts = cells.map { $0[place] } + [columns[place].head]
            return min(columns[place].limit, texts.map(DisplayWidth.of).max() ?? 0)
        }
        let taken = widths.reduce(0) { $0 + $1 + 2 }
        let rest = max(0, width - taken)
        // What was asked and what was answered share the rest of the line.
        let question = rest < 24 ? rest : (rest - 2) * 2 / 5
        let answer = rest < 24 ? 0 : rest - 2 - question
        func line(_ texts: [String], _ asked: String, _ answered: String) -> String {
            var line = ""
            for (place, text) in texts.enumerated() {
                line += fitted(text, widths[place], fromRight: columns[place].isNumber) + "  "
            }
            line += fitted(asked, question) + (answer > 0 ? "  " + fitted(answered, answer) : "")
            while line.last == " " { line.removeLast() }
            return line
        }
        let head = line(columns.map(\.head), "message", "answer")
        return [head]
            + zip(logs, cells).map { log, texts in
                line(texts, Sanitiser.oneLine(log.message), Sanitiser.oneLine(Self.answer(of: log)))
            }
    }

    private var columns: [Column] {
        let id = Column(head: "id", limit: 26) { $0.id }
        let moment = Column(head: "time", limit: 16) { [offset] log in
            let local = RunLine.timestamp(log.createdAt.addingTimeInterval(Double(offset)))
            return String(local.prefix(16)).replacing("T", with: " ")
        }
        let prompt = Column(head: "prompt", limit: 16) { log in
            log.prompt + "@" + (log.versionNumber.map { "v\($0)" } ?? log.version.short)
        }
        let model = Column(head: "model", limit: 16) { $0.model }
        let took = Column(head: "took", limit: 8, isNumber: true) { log in
            switch log.state {
            case .running: "running"
            case .cancelled: "stopped"
            case .failed: log.status.map(String.init) ?? "error"
            case .finished: Readable.seconds(log.totalMS)
            }
        }
        let cost = Column(head: "cost", limit: 8, isNumber: true) { $0.cost.map(Readable.dollars) ?? "–" }
        // What a narrow terminal has no room for goes, what says least first. The id is what other commands take.
        if width < 60 { return [id] }
        if width < 90 { return [id, moment] }
        return width < 120 ? [id, moment, took] : [id, moment, prompt, model, took, cost]
    }

    /// The beginning of the answer, or why there is none.
    private static func answer(of log: LogSummary) -> String {
        if let error = log.error { return error }
        if !log.answer.isEmpty { return log.answer }
        return log.callCount.map { "ƒ " + $0 } ?? log.emptiness?.shortWords ?? ""
    }

    private func fitted(_ text: String, _ width: Int, fromRight: Bool = false) -> String {
        let short = DisplayWidth.truncating(text, to: width)
        let gap = String(repeating: " ", count: max(0, width - DisplayWidth.of(short)))
        return fromRight ? gap + short : short + gap
    }
}
