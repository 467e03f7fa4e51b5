package import Prompts
package import RequestCore

/// Sends the cells of a grid, checks their answers, and stores what became of them.
package struct EvaluationEngine: Sendable {
    /// A cell that is over.
    package struct Done: Sendable {
        /// What is stored of it.
        package var cell: CellRecord
        /// The row's place in the dataset.
        package var row: Int
        /// The record of its last generation.
        package var record: LogRecord

        /// Creates a cell that is over.
        package init(cell: CellRecord, row: Int, record: LogRecord) {
            self.cell = cell
            self.row = row
            self.record = record
        }
    }

    /// What the engine tells while it works.
    package protocol Listener: Sendable {
        /// A cell is over.
        ///
        /// - Throws: what ends the evaluation at once, such as a reader that went away.
        func took(_ done: Done) async throws
        /// Something that a person should know, in a sentence.
        func say(_ sentence: String)
    }

    private let evaluation: String
    private let columns: [PlannedColumn]
    private let dataset: Dataset
    private let store: any EvaluationStore
    private let service: RunService
    private let jobs: Int
    private let timeout: Double?
    private let images: @Sendable (inout RunRequest) async throws -> Void
    private let checks: @Sendable (Check, CheckType.Runner, CheckContext) async -> CheckFinding

    /// - Parameters:
    ///   - evaluation: the id under which cells are stored.
    ///   - jobs: the most requests under way to one provider.
    ///   - timeout: the longest wait for the next byte, in seconds; nil for the provider's own.
    ///   - images: reads the images that the values of a request name.
    ///   - checks: runs the checks that need a model or a program.
    package init(
        evaluation: String, columns: [PlannedColumn], dataset: Dataset, store: any EvaluationStore,
        service: RunService, jobs: Int, timeout: Double?,
        images: @escaping @Sendable (inout RunRequest) async throws -> Void,
        checks: @escaping @Sendable (Check, CheckType.Runner, CheckContext) async -> CheckFinding
    ) {
        self.evaluation = evaluation
        self.columns = columns
        self.dataset = dataset
        self.store = store
        self.service = service
        self.jobs = jobs
        self.timeout = timeout
        self.images = images
        self.checks = checks
    }

    /// Sends cells until the queue is empty or stopped. Cancelling the task stops what is under way.
    package func run(_ queue: CellQueue, _ listener: some Listener) async throws {
        let byProvider = Dictionary(grouping: columns.indices) { columns[$0].provider.name }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for own in byProvider.values {
                for _ in 0..<jobs {
                    group.addTask {
                        while let task = queue.next(of: own) {
                            try Task.checkCancellation()
                            if let done = try await send(task, listener) { try await listener.took(done) }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Sends one cell; nil if it was stopped before anything was sent.
    private func send(_ task: CellQueue.Task, _ listener: some Listener) async throws -> Done? {
        let column = columns[task.key.column]
        let row = dataset.rows[task.row]
        var request = try column.request(for: row, timeout: timeout)
        try await images(&request)
        let host = CellHost { log in
            try await store.save(CellRecord(key: task.key, index: task.row, log: log), inEvaluation: evaluation)
        } say: {
            listener.say($0)
        }
        _ = try await column.loop.run(
            request, turn: ToolTurn(limits: ToolTurn.Limits()), parent: column.parent, with: service, host: host)
        guard let record = host.record else { return nil }
        var cell = CellRecord(key: task.key, index: task.row, log: record.id)
        cell.latencyMS = host.latencyMS
        cell.cost = column.provider.kind == .simulator ? nil : host.cost
        cell.promptTokens = host.promptTokens
        cell.completionTokens = host.completionTokens
        let judged = await judged(cell, row, record, earlier: host.earlier, column)
        try await store.save(judged, inEvaluation: evaluation)
        return Done(cell: judged, row: task.row, record: record)
    }

    /// A cell with its state, its answer's key and the verdict of its row's checks.
    ///
    /// - Parameter earlier: the calls of the rounds before the last.
    package func judged(
        _ cell: CellRecord, _ row: DataRow, _ record: LogRecord, earlier: [ToolCall], _ column: PlannedColumn
    ) async -> CellRecord {
        await CellJudge(checks: checks).judged(
            cell, row, record, earlier: earlier, tools: column.config.enabledTools, column: column)
    }
}
