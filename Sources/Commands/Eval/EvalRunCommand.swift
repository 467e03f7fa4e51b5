import ArgumentParser
import Evaluations
import Glibc
import JSON
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

    func run(_ session: CommandSession) async throws {
        let plan = try await EvalPlan(options, session)
        let store = try await session.store.store()
        let (record, known) = try await start(plan, store, session)
        for note in plan.notes { session.errors.line("etude: \(note)") }
        for note in session.surroundings.notes where plan.columns.contains(where: \.usesEnvironment) {
            session.errors.line("etude: \(note)")
        }
        let queue = CellQueue(plan.dataset, columns: plan.columns.count, repeats: plan.repeats) { [options] key in
            let cell = known[key]
            return options.only?.takes(cell) ?? (cell?.state != .answered)
        }
        let listener = EvalListener(
            record, rows: plan.dataset.rows, known: known, queue: queue, format: format, maxSpend: options.maxSpend,
            session: session)
        try format.begin(record, session.output)
        let signal = try await send(plan, record, queue, listener, store, session)
        await listener.finish()
        let summary = EvaluationSummary(record, cells: await listener.cells.values)
        try format.end(summary, session.output)
        if let signal { throw ExitCode(128 + signal) }
        if summary.missing > 0 { throw ExitCode(1) }
        if !summary.reaches(plan.failUnder ?? 1) { throw ExitCode(4) }
    }

    private var format: EvalFormat { options.json ? .json : options.csv ? .csv : .text }

    /// The evaluation to write into, and the cells that it has.
    private func start(
        _ plan: EvalPlan, _ store: Store, _ session: CommandSession
    ) async throws -> (EvaluationRecord, [CellKey: CellRecord]) {
        let now = RunClock.system.now()
        var record = EvaluationRecord(
            id: LogID.next(atSecondsSince1970: now.timeIntervalSince1970), createdAt: now, dataset: plan.dataset.id,
            rows: plan.dataset.rows.count, repeats: plan.repeats, columns: plan.columns.map(\.column),
            settings: plan.settings)
        var known: [CellKey: CellRecord] = [:]
        let earlier = EvalResumption(plan: plan, store: store)
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
        _ plan: EvalPlan, _ record: EvaluationRecord, _ queue: CellQueue, _ listener: EvalListener, _ store: Store,
        _ session: CommandSession
    ) async throws -> Int32? {
        if plan.columns.contains(where: { $0.provider.kind == .http }) { session.edges.expectRequest() }
        let limiters = Dictionary(
            plan.columns.map { ($0.provider.name, ProviderLimiter(most: plan.jobs)) },
            uniquingKeysWith: { first, _ in first })
        let edges = session.edges
        let service = RunService(
            versions: store, blobs: NearBlobs(near: session.blobs, far: store), logs: store,
            transport: { provider in
                let plain = edges.transport(for: provider)
                return limiters[provider.name].map { PacedTransport(plain, limiter: $0) } ?? plain
            },
            onLogFailure: { listener.say("the log could not be written: \($0)") })
        let engine = EvaluationEngine(
            evaluation: record.id, columns: plan.columns, dataset: plan.dataset, store: store, service: service,
            jobs: plan.jobs, timeout: options.timeout,
            images: { [folder = plan.folder] request in
                for name in request.config.imageVariableNames {
                    guard let url = request.inputs[name]?.stringValue else { continue }
                    request.inputImages[name] = try await session.files.read(
                        ImagePart(url: url), relativeTo: folder, blobs: session.blobs)
                }
            }, checks: EvalChecks.unavailable)
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

extension PlannedColumn {
    /// Whether the environment or a `.env` may say where requests go.
    fileprivate var usesEnvironment: Bool { provider.kind == .simulator || provider.name == "openai" }
}
