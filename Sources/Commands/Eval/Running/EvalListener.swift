import Evaluations
import RequestCore
import TextUI

/// Prints cells as they are done, keeps what the summary needs, and stops sending when enough is spent.
actor EvalListener: EvaluationEngine.Listener {
    private let evaluation: EvaluationRecord
    private let rows: [DataRow]
    private let output: Output
    private let format: EvalFormat
    private let queue: CellQueue
    private let spending: EvalSpending
    private let progress: EvalProgress
    private let notices: EvalNotices
    private let comparisons: EvalComparisons
    private var saysLimit = true
    /// The cells that are done.
    private(set) var cells: [CellKey: CellRecord]

    init(_ run: EvalRun, format: EvalFormat, session: CommandSession) {
        self.format = format
        evaluation = run.record
        rows = run.plan.dataset.rows
        queue = run.queue
        spending = run.spending
        comparisons = run.comparisons
        notices = run.notices
        cells = run.known.filter { $0.value.state != .sent }
        output = session.output
        progress = EvalProgress(session.errors, total: queue.counts.reduce(0, +))
    }

    func took(_ done: EvaluationEngine.Done) async throws {
        spending.add(done.cell.cost)
        let isFree = done.record.provider == Provider.simulator.name
        if done.cell.cost == nil, !isFree, spending.isLimited, done.cell.state == .answered {
            say("the price of \(done.record.model) is unknown, so the limit cannot count it")
        }
        if let error = done.record.reply.error {
            say("\(done.record.provider) \(done.record.model): \(error.headline)")
        }
        if spending.isOver, saysLimit {
            saysLimit = false
            queue.stop()
            say("\(Readable.dollars(spending.dollars)) was spent, which --max-spend allows: nothing more is sent")
        }
        progress.add(failed: done.cell.state == .failed, cost: done.cell.cost)
        for ready in try await comparisons.take(done) { try print(ready) }
    }

    private func print(_ done: EvaluationEngine.Done) throws {
        let isNew = cells[done.cell.key]?.log != done.cell.log
        cells[done.cell.key] = done.cell
        // A cell of an earlier run that was only compared again is not one that is done now.
        guard isNew else { return }
        try format.write(done.cell, evaluation: evaluation, row: rows[done.row], record: done.record, to: output)
    }

    nonisolated func say(_ sentence: String) { notices.say(sentence) }

    /// Prints what still waits, and removes the line of progress.
    func finish() async throws {
        progress.finish()
        for done in await comparisons.rest() { try print(done) }
    }
}
