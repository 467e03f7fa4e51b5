import Evaluations
import Prompts
import RequestCore
import Storage
import TextUI

/// The rows of an evaluation that fail, for a person: what each asks, and why it fails in which column.
struct EvalFailures {
    private let record: EvaluationRecord
    private let cells: [CellRecord]
    private let rows: [String: DataRow]
    private let store: Store

    /// The most characters of a row's values that stand in its line.
    private static let longestRow = 60

    init(_ record: EvaluationRecord, cells: some Sequence<CellRecord>, rows: [String: DataRow], store: Store) {
        self.record = record
        self.cells = cells.filter { $0.verdict.outcome == .fail || $0.verdict.outcome == .error || $0.state == .failed }
            .sorted { ($0.index, $0.key.column, $0.key.repeat) < ($1.index, $1.key.column, $1.key.repeat) }
        self.rows = rows
        self.store = store
    }

    /// A block of lines for each row, the first `most` of them; empty where none fails.
    func text(atMost most: Int) async throws -> String {
        var text = ""
        var rest = cells[...]
        var count = 0
        while let first = rest.first, count < most {
            count += 1
            let failing = rest.prefix { $0.index == first.index }
            rest = rest.dropFirst(failing.count)
            text += "\nrow \(first.index + 1)  \(name(of: first.key.row))\n"
            var said: [String] = []
            for cell in failing {
                for reason in try await reasons(of: cell) {
                    let line = "   \(record.columns[cell.key.column].label)  \(Sanitiser.oneLine(reason))\n"
                    if !said.contains(line) { said.append(line) }
                }
            }
            text += said.joined()
        }
        let left = Set(rest.map(\.index)).count
        guard left > 0 else { return text }
        return text
            + "\n\(left) more \(left == 1 ? "row fails" : "rows fail"): etude eval show \(record.id) lists all\n"
    }

    /// `{"one":"Brest"}`, or what the row says of itself.
    private func name(of id: String) -> String {
        guard let row = rows[id] else { return "\(id.prefix(8)), no longer in the file" }
        let words =
            row.description ?? row.messages?.last?["content"]?.stringValue
            ?? row.vars.members.map { "\($0.key)=\($0.value.stringValue ?? $0.value.compact)" }.joined(separator: " ")
        return DisplayWidth.truncating(Sanitiser.oneLine(words), to: Self.longestRow)
    }

    /// Why a cell fails, a sentence for each check.
    private func reasons(of cell: CellRecord) async throws -> [String] {
        if cell.state == .failed {
            let error = try await store.log(id: cell.log)?.reply.error
            return ["no answer: \(error?.description ?? "the log is gone")"]
        }
        return cell.verdict.checks.filter { $0.outcome == .fail || $0.outcome == .error }.map { check in
            "\(check.type): \(check.reason ?? check.outcome.rawValue)"
        }
    }
}
