import ArgumentParser
import Evaluations
import Glibc
import Prompts
import RequestCore
import Storage
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `etude eval [FILE]`
struct EvalRunCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run prompts over rows of data, check the answers and compare.",
        discussion: """
            Exit status: 0 every checked row passes (or --fail-under of them), 1 a cell
            has no answer, 2 bad usage or a bad file, 4 too few rows pass, 130 stopped.
            Ctrl-C finishes what is under way; a second one stops it.
            """)

    @OptionGroup var options: EvalOptions

    @OptionGroup var reports: EvalReportOptions

    func run(_ session: CommandSession) async throws {
        let plan = try await EvalPlan(options, session)
        let store = try await session.store.store()
        let (notices, spending) = (EvalNotices(session.errors), EvalSpending(limit: options.maxSpend))
        for note in plan.notes { notices.say(note) }
        if plan.columns.contains(where: \.usesEnvironment) {
            for note in session.surroundings.notes { notices.say(note) }
        }
        let transport = transport(plan, session)
        let service = RunService(
            versions: store, blobs: NearBlobs(near: session.blobs, far: store), logs: store, transport: transport,
            onLogFailure: { notices.say("the log could not be written: \($0)") })
        let checks = try await EvalChecks(
            plan, service: service, transport: transport, timeout: options.timeout, spending: spending,
            notices: notices, session: session)
        let (record, known) = try await start(plan, checks, store, session)
        let queue = CellQueue(plan.dataset, columns: plan.columns.count, repeats: record.repeats) { [options] key in
            let cell = known[key]
            return options.only?.takes(cell) ?? (cell?.state != .answered)
        }
        try EvalConfirmation(session: session).check(plan, queue)
        let comparisons = EvalComparisons(plan, evaluation: record, known: known, store: store, checks: checks)
        let listener = EvalListener(
            record, rows: plan.dataset.rows, known: known, queue: queue, format: format, spending: spending,
            comparisons: comparisons, notices: notices, session: session)
        try format.begin(record, session.output)
        let engine = EvaluationEngine(
            evaluation: record.id, columns: plan.columns, dataset: plan.dataset, store: store, service: service,
            jobs: plan.jobs, timeout: options.timeout,
            images: { [folder = plan.folder] request in
                for name in request.config.imageVariableNames {
                    guard let url = request.inputs[name]?.stringValue else { continue }
                    request.inputImages[name] = try await session.files.read(
                        ImagePart(url: url), relativeTo: folder, blobs: session.blobs)
                }
            }, checks: { await checks.finding($0, $1, $2) })
        let signal = try await send(queue, by: engine, listener, session.edges)
        try await listener.finish()
        let cells = await listener.cells.values
        let summary = EvaluationSummary(record, cells: cells)
        try format.end(summary, session.output)
        try await reports.write(summary, cells: cells, rows: EvalResumption.rows(plan.dataset), store, session)
        if let signal { throw ExitCode(128 + signal) }
        if summary.missing > 0 { throw ExitCode(1) }
        if !summary.reaches(plan.failUnder ?? 1) { throw ExitCode(4) }
    }

    private var format: EvalFormat { options.json ? .json : options.csv ? .csv : .text }

    /// What carries requests, as fast as each provider allows.
    private func transport(_ plan: EvalPlan, _ session: CommandSession) -> @Sendable (Provider) -> any Transport {
        if plan.columns.contains(where: { $0.provider.kind == .http }) { session.edges.expectRequest() }
        let limiters = EvalLimiters(jobs: plan.jobs)
        return { [edges = session.edges] provider in
            PacedTransport(edges.transport(for: provider), limiter: limiters.limiter(of: provider.name))
        }
    }

    /// The evaluation to write into, and the cells that it has.
    private func start(
        _ plan: EvalPlan, _ checks: EvalChecks, _ store: Store, _ session: CommandSession
    ) async throws -> (EvaluationRecord, [CellKey: CellRecord]) {
        let now = RunClock.system.now()
        var record = EvaluationRecord(
            id: LogID.next(atSecondsSince1970: now.timeIntervalSince1970), createdAt: now, dataset: plan.dataset.id,
            rows: plan.dataset.rows.count, repeats: plan.repeats, columns: plan.columns.map(\.column),
            settings: plan.settings)
        var known: [CellKey: CellRecord] = [:]
        let earlier = EvalResumption(plan: plan, checks: checks, store: store)
        if options.resume || options.only != nil {
            if let found = try await store.newestEvaluation(fingerprint: record.fingerprint) {
                record.id = found.id
                record.createdAt = found.createdAt
                if options.repeats == nil { record.repeats = max(found.repeats, record.repeats) }
                known = try await earlier.cells(of: found.id)
            } else if options.only != nil {
                throw CommandFailure("there is no evaluation of these columns and rows to send cells of again")
            } else {
                session.errors.line("etude: there is no evaluation of these columns and rows yet; this is a new one")
            }
        }
        try await store.save(record)
        if options.reuse { known = try await earlier.reused(in: record) }
        return (record, known)
    }

    /// Sends what is to be sent. Ctrl-C finishes what is under way, a second one stops it.
    ///
    /// - Returns: the signal that stopped it; nil if none did.
    private func send(
        _ queue: CellQueue, by engine: EvaluationEngine, _ listener: EvalListener, _ edges: CommandEdges
    ) async throws -> Int32? {
        let work = Task { try await engine.run(queue, listener) }
        let presses = Mutex(0)
        let stop = edges.interruption {
            let count = presses.withLock { count in
                count += 1
                return count
            }
            queue.stop()
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

/// The pace of each provider, judges' included.
final class EvalLimiters: Sendable {
    private let jobs: Int
    private let limiters = Mutex<[String: ProviderLimiter]>([:])

    init(jobs: Int) { self.jobs = jobs }

    func limiter(of provider: String) -> ProviderLimiter {
        limiters.withLock { limiters in
            let limiter = limiters[provider] ?? ProviderLimiter(most: jobs)
            limiters[provider] = limiter
            return limiter
        }
    }
}

extension PlannedColumn {
    /// Whether the environment or a `.env` may say where requests go.
    fileprivate var usesEnvironment: Bool { provider.kind == .simulator || provider.name == "openai" }
}
