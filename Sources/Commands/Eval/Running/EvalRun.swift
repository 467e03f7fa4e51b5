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

/// An evaluation that is ready to be sent: where its cells go, which ones it has, and which ones are to be asked.
struct EvalRun: Sendable {
    /// Where an evaluation begins.
    enum Start: Sendable {
        /// A new one; its cells may be taken from earlier ones.
        case new(reuses: Bool)
        /// The newest one of the same columns and rows, with its number of repeats unless others were asked for.
        case newest(only: OnlyOption?, keepsRepeats: Bool)
        /// A stored one, of which some cells are sent.
        case stored(EvaluationRecord, CellWish)
    }

    /// What carries requests, as fast as each provider allows.
    private struct Carriers {
        let transport: @Sendable (Provider) -> any Transport

        init(_ plan: EvalPlan, _ session: CommandSession) {
            if plan.columns.contains(where: { $0.provider.kind == .http }) { session.edges.expectRequest() }
            let limiters = EvalLimiters(jobs: plan.jobs)
            transport = { [edges = session.edges] provider in
                PacedTransport(edges.transport(for: provider), limiter: limiters.limiter(of: provider.name))
            }
        }
    }

    let plan: EvalPlan
    let record: EvaluationRecord
    /// The cells that are there.
    let known: [CellKey: CellRecord]
    let queue: CellQueue
    /// Whether another process sends the cells of this evaluation. Then none is sent from here.
    let isSentElsewhere: Bool
    let spending: EvalSpending
    let notices: EvalNotices
    let comparisons: EvalComparisons
    private let engine: EvaluationEngine
    private let store: Store
    private let catalog: ModelCatalog

    /// Gets everything ready, and stores the evaluation. Nothing is sent.
    ///
    /// - Parameters:
    ///   - spending: counts what it costs.
    ///   - timeout: the longest wait for the next byte, in seconds; nil for the provider's own.
    /// - Throws: ``FieldError`` or ``CommandFailure``.
    init(
        _ plan: EvalPlan, _ start: Start, spending: EvalSpending, timeout: Double?, notices: EvalNotices,
        session: CommandSession
    ) async throws {
        self.plan = plan
        self.spending = spending
        self.notices = notices
        catalog = session.surroundings.catalog
        for note in plan.notes { notices.say(note) }
        if plan.columns.contains(where: \.usesEnvironment) {
            for note in session.surroundings.notes { notices.say(note) }
        }
        let store = try await session.store.store()
        self.store = store
        let carriers = Carriers(plan, session)
        var retries = RetryPolicy()
        retries.rateRetries = 8
        let service = RunService(
            versions: store, blobs: NearBlobs(near: session.blobs, far: store), logs: store, keys: session.keys,
            catalog: catalog, transport: carriers.transport, retries: retries,
            onLogFailure: { notices.say("the log could not be written: \($0)") })
        let checks = try await EvalChecks(
            plan, service: service, transport: carriers.transport, timeout: timeout, spending: spending,
            notices: notices, session: session)
        let (record, known) = try await Self.begin(plan, start, checks, store, notices)
        // Versions are numbered in the order of the columns, whichever is asked first.
        for column in plan.columns {
            _ = try await store.save(
                VersionContent(column.config), prompt: column.column.prompt, parent: column.parent)
        }
        (self.record, self.known) = (record, known)
        let isSentElsewhere = try await store.isSentElsewhere(evaluation: record.id)
        self.isSentElsewhere = isSentElsewhere
        if isSentElsewhere { notices.say("nothing is sent: \(Self.heldElsewhere)") }
        queue = CellQueue(plan.dataset, columns: plan.columns.count, repeats: record.repeats) { key in
            if isSentElsewhere { return false }
            let cell = known[key]
            return switch start {
            case .newest(let only?, _): only.takes(cell)
            case .stored(_, let wish): wish.takes(key, cell)
            case .new, .newest: cell.map { $0.state == .failed } ?? true
            }
        }
        comparisons = EvalComparisons(plan, evaluation: record, known: known, store: store, checks: checks)
        engine = EvaluationEngine(
            evaluation: record.id, columns: plan.columns, dataset: plan.dataset, store: store, service: service,
            jobs: plan.jobs, timeout: timeout,
            images: { [folder = plan.folder] request in
                for name in request.config.imageVariableNames {
                    guard let url = request.inputs[name]?.stringValue else { continue }
                    request.inputImages[name] = try await session.files.read(
                        ImagePart(url: url), relativeTo: folder, blobs: session.blobs)
                }
            }, checks: { await checks.finding($0, $1, $2) })
    }

    /// What the requests that are to be sent cost at the least.
    var estimate: CostEstimate {
        CostEstimate(plan.columns, plan.dataset, requests: queue.counts, catalog: catalog)
    }

    /// Why nothing is sent while another process sends.
    static let heldElsewhere = "another process is running this evaluation, and its answers come in by themselves"

    /// Sends what is to be sent. Cancelling the task stops what is under way.
    ///
    /// - Throws: ``CommandFailure`` if another process has begun meanwhile; nothing is sent then.
    func send(_ listener: some EvaluationEngine.Listener) async throws {
        if isSentElsewhere { return }
        guard try await store.beginSending(evaluation: record.id) else {
            throw CommandFailure("nothing was sent: \(Self.heldElsewhere)")
        }
        let result: Result<Void, any Error>
        do { result = .success(try await engine.run(queue, listener)) } catch { result = .failure(error) }
        // A cancelled task, too, has to let others go on.
        await Task { [store, id = record.id] in try? await store.endSending(evaluation: id) }.value
        try result.get()
    }

    /// Removes the evaluation if it is new and nothing was asked for it.
    func drop() async throws { try await store.removeEmptyEvaluation(id: record.id) }

    /// The evaluation to write into, and the cells that it has.
    private static func begin(
        _ plan: EvalPlan, _ start: Start, _ checks: EvalChecks, _ store: Store, _ notices: EvalNotices
    ) async throws -> (EvaluationRecord, [CellKey: CellRecord]) {
        let now = RunClock.system.now()
        var record = EvaluationRecord(
            id: LogID.next(atSecondsSince1970: now.timeIntervalSince1970), createdAt: now, dataset: plan.dataset.id,
            rows: plan.dataset.rows.count, repeats: plan.repeats, columns: plan.columns.map(\.column),
            settings: plan.settings)
        let earlier = EvalResumption(plan: plan, checks: checks, store: store)
        switch start {
        case .new(let reuses):
            try await store.save(record)
            return (record, reuses ? try await earlier.reused(in: record) : [:])
        case .newest(let only, let keepsRepeats):
            guard let found = try await store.newestEvaluation(fingerprint: record.fingerprint) else {
                guard only == nil else {
                    throw CommandFailure("there is no evaluation of these columns and rows to send cells of again")
                }
                notices.say("there is no evaluation of these columns and rows yet; this is a new one")
                try await store.save(record)
                return (record, [:])
            }
            record.id = found.id
            record.createdAt = found.createdAt
            if keepsRepeats { record.repeats = max(found.repeats, record.repeats) }
            let known = try await earlier.cells(of: found.id)
            try await store.save(record)
            return (record, known)
        case .stored(let stored, _):
            return (stored, try await earlier.cells(of: stored.id))
        }
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
