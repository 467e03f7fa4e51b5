import Evaluations
import Prompts
import RequestCore
import Storage

extension LogRecord {
    /// The calls of the rounds before it, where it belongs to a run of several.
    var earlierCalls: [ToolCall] {
        guard context.run != nil else { return [] }
        let asked = conversation.messages.compactMap(\.message)
        let last = asked.lastIndex { $0.role == .user } ?? 0
        return asked[last...].flatMap(\.toolCalls)
    }
}

/// A stored evaluation with its cells, and the rows of its files as they are now.
struct StoredGrid {
    let record: EvaluationRecord
    private var cells: [CellRecord]
    private let store: Store
    /// nil where the files are gone, or the rows came on standard input.
    private let rows: [String: DataRow]?
    private let fault: (any Error)?
    /// The share of rows that has to pass, by the evaluation's file.
    let failUnder: Double?

    /// - Throws: ``FieldError`` if there is no such evaluation.
    init(_ id: String, _ session: CommandSession) async throws {
        store = try await session.store.store()
        let found = try await Self.evaluation(id.uppercased(), in: store)
        record = found
        cells = try await store.cells(ofEvaluation: found.id).filter { $0.state != .sent }
            .sorted { ($0.index, $0.key.repeat, $0.key.column) < ($1.index, $1.key.repeat, $1.key.column) }
        let sources = EvalSources(of: found, files: session.files)
        do {
            let (file, dataset) = try sources.read()
            rows = EvalResumption.rows(dataset)
            failUnder = file.failUnder
            fault = nil
        } catch {
            (rows, failUnder, fault) = (nil, nil, error)
        }
    }

    /// The evaluation with an id, or the only one whose id begins so.
    private static func evaluation(_ id: String, in store: Store) async throws -> EvaluationRecord {
        if let found = try await store.evaluation(id: id) { return found }
        let similar = try await store.evaluations().filter { !id.isEmpty && $0.record.id.hasPrefix(id) }
        guard let found = similar.first else {
            throw FieldError(message: "there is no evaluation '\(id)'; etude eval list lists them")
        }
        guard similar.count == 1 else {
            throw FieldError(message: "\(similar.count) evaluations begin with '\(id)'; etude eval list lists them")
        }
        return found.record
    }

    /// What the cells come to.
    var summary: EvaluationSummary { EvaluationSummary(record, cells: cells) }

    /// Runs the checks of the files over the answers that are there.
    ///
    /// - Throws: ``CommandFailure`` where there are no files to read them from.
    mutating func check(_ notices: EvalNotices) async throws {
        if let fault { throw fault }
        guard let rows, !rows.isEmpty else {
            throw CommandFailure("the rows of this evaluation came on standard input, and their checks with them")
        }
        var unmatched = 0
        for index in cells.indices where cells[index].state == .answered {
            guard let row = rows[cells[index].key.row] else {
                unmatched += 1
                continue
            }
            guard let log = try await store.log(id: cells[index].log) else { continue }
            // Judges and programs are not asked again: their results are kept.
            let known = cells[index].verdict
            cells[index] = await CellJudge { check, _, _ in known.finding(of: check)
            }.judged(cells[index], row, log, earlier: log.earlierCalls, tools: log.conversation.tools)
            try await store.save(cells[index], inEvaluation: record.id)
        }
        if unmatched > 0 {
            notices.say(
                unmatched == 1
                    ? "1 cell keeps its checks: its row is no longer in the file"
                    : "\(unmatched) cells keep their checks: their rows are no longer in the file")
        }
    }

    /// Prints the cells and the summary.
    func print(_ format: EvalFormat, _ session: CommandSession) async throws {
        try format.begin(record, session.output)
        if format != .text {
            for cell in cells {
                try format.write(
                    cell, evaluation: record, row: rows?[cell.key.row], record: try await store.log(id: cell.log),
                    to: session.output)
            }
        }
        try format.end(summary, session.output)
        if format == .text {
            try session.output.write(
                await EvalFailures(record, cells: cells, rows: rows ?? [:], store: store).text(atMost: .max))
        }
        let gone = try await store.cellsWithoutLog(ofEvaluation: record.id)
        guard gone > 0 else { return }
        session.errors.line(
            "etude: the \(gone == 1 ? "log of 1 cell was" : "logs of \(gone) cells were") deleted; "
                + "the results are kept, the answers are gone")
    }
}
