import ArgumentParser
import Evaluations
import Glibc
import Prompts
import RequestCore
import Storage
import Synchronization

/// `etude eval [FILE]`
struct EvalRunCommand: LoggedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run prompts over rows of data, check the answers and compare.",
        discussion: """
            Exit status: 0 every checked row passes (or --fail-under of them), 1 a cell
            has no answer, 2 bad usage or a bad file, 4 too few rows pass, 130 stopped.
            Ctrl-C finishes what is under way; a second one stops it.
            """)

    @OptionGroup var options: EvalOptions

    @OptionGroup var reports: EvalReportOptions

    var writesLogs: Bool { true }

    func run(_ session: CommandSession) async throws {
        try reports.check(session.files)
        let plan = try await EvalPlan(options, session)
        let store = try await session.store.store()
        let run = try await EvalRun(
            plan, start, spending: EvalSpending(limit: options.maxSpend), timeout: options.timeout,
            notices: EvalNotices(session.errors), session: session)
        do {
            try EvalConfirmation(session: session).check(run.estimate)
        } catch {
            try? await run.drop()
            throw error
        }
        let listener = EvalListener(run, format: format, session: session)
        try format.begin(run.record, session.output)
        if options.reuse, format != .text {
            for cell in run.known.values.sorted(by: { $0.index < $1.index }) {
                try format.write(
                    cell, evaluation: run.record, row: plan.dataset.rows[cell.index],
                    record: try await store.log(id: cell.log), to: session.output)
            }
        }
        let signal = try await send(run, listener, session.edges)
        try await listener.finish()
        let cells = await listener.cells.values
        let summary = EvaluationSummary(run.record, cells: cells)
        let rows = EvalResumption.rows(plan.dataset)
        try format.end(summary, session.output)
        if format == .text {
            try session.output.write(
                await EvalFailures(summary.record, cells: cells, rows: rows, store: store).text(atMost: 20))
        }
        try await reports.write(summary, cells: cells, rows: rows, store, session)
        if let signal { throw ExitCode(128 + signal) }
        if summary.missing > 0 { throw ExitCode(1) }
        if !summary.reaches(plan.failUnder ?? 1) { throw ExitCode(4) }
    }

    private var format: EvalFormat { options.json ? .json : options.csv ? .csv : .text }

    private var start: EvalRun.Start {
        guard options.resume || options.only != nil else { return .new(reuses: options.reuse) }
        return .newest(only: options.only, keepsRepeats: options.repeats == nil)
    }

    /// Sends what is to be sent. Ctrl-C finishes what is under way, a second one stops it.
    ///
    /// - Returns: the signal that stopped it; nil if none did.
    private func send(
        _ run: EvalRun, _ listener: EvalListener, _ edges: CommandEdges
    ) async throws -> Int32? {
        let work = Task { try await run.send(listener) }
        let presses = Mutex(0)
        let stop = edges.interruption {
            let count = presses.withLock { count in
                count += 1
                return count
            }
            run.queue.stop()
            guard count > 1 else {
                return listener.say("finishing what is under way; press ^C again to stop it")
            }
            work.cancel()
        }
        defer { stop.end() }
        do {
            try await work.value
        } catch  where stop.signal != nil && !(error is Output.Closed) {
            // What was under way is cancelled; what was done is kept.
        }
        return stop.signal
    }
}
