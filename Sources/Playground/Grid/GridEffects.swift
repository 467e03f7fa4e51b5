import Evaluations
import Prompts
import RequestCore

/// Reads evaluations, and follows the one that is open.
@MainActor final class GridEffects {
    private let world: World
    private let store: StoreQueue
    private let send: @MainActor (Action) -> Void
    /// Reads the open evaluation, then follows it.
    private var following: Task<Void, Never>?
    /// Reads the row under the cursor.
    private var looking: Task<Void, Never>?
    /// Finds rows by their answers.
    private var finding: Task<Void, Never>?

    /// Evaluations that are ready, by their numbers.
    private var ready: [Int: EvaluationJob] = [:]
    /// Evaluations whose requests go out, by their ids.
    private var running: [String: (job: EvaluationJob, task: Task<Void, Never>, isStopping: Bool)] = [:]

    /// The pause between two looks at what others have written.
    private static let pause = Duration.milliseconds(250)
    /// The rows that are read first: more than any screen has.
    private static let firstRows = 100

    init(world: World, store: StoreQueue, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.store = store
        self.send = send
    }

    func perform(_ effect: GridEffect) {
        switch effect {
        case .list: store.read { .grid(.listed(try await $0.evaluations())) }
        case .open(let id):
            following?.cancel()
            following = Task { [weak self] in await self?.open(id) }
        case .close:
            following?.cancel()
            looking?.cancel()
            finding?.cancel()
        case .look(let evaluation, let row, let columns):
            looking?.cancel()
            looking = Task { [weak self] in await self?.look(evaluation, row, columns) }
        case .find(let evaluation, let words):
            finding?.cancel()
            finding = Task { [weak self] in await self?.find(evaluation, words) }
        case .prepare(let serial, let start): prepare(serial, start)
        case .send(let serial): begin(serial)
        case .drop(let serial):
            if let job = ready.removeValue(forKey: serial), job.isNew { Task { try? await job.drop() } }
        case .stop(let id): stop(id)
        case .check(let id):
            ask { [world, teller] in
                try await world.evaluations.check(id, tell: teller)
                return .checked
            }
        case .compare(let first, let second):
            ask { [world] in .compared(try await Self.changes(world, first, second)) }
        case .readRows(let record, let file, let change):
            ask { [world] in
                let read = try await world.evaluations.file(file, of: record)
                return .rowsFileRead(evaluation: record.id, read, change)
            }
        case .writeRows(let write):
            ask { [world] in
                try await world.evaluations.write(write)
                return .rowsWritten(write)
            }
        case .reread(let record): Task { await readRows(of: record) }
        }
    }

    /// Does something and sends what became of it, or the sentence of an error.
    private func ask(_ work: @escaping @Sendable () async throws -> GridAction) {
        Task {
            do { send(.grid(try await work())) } catch { send(.failed("\(error)")) }
        }
    }

    // MARK: Sending

    /// Tells the person something from anywhere.
    private var teller: @Sendable (String) -> Void {
        { [send] sentence in Task { @MainActor in send(.grid(.said(sentence))) } }
    }

    private func prepare(_ serial: Int, _ start: EvaluationStart) {
        Task {
            do {
                let job = try await world.evaluations.prepare(start, tell: teller)
                ready[serial] = job
                send(.grid(.prepared(serial, job)))
            } catch {
                send(.failed("\(error)"))
            }
        }
    }

    private func begin(_ serial: Int) {
        guard let job = ready.removeValue(forKey: serial) else { return }
        let id = job.record.id
        guard running[id] == nil else { return send(.failed("this evaluation is running already")) }
        let task = Task { [weak self] in
            var reason: String?
            do { try await job.send() } catch { reason = error is CancellationError ? nil : "\(error)" }
            let unanswered = try? await self?.unanswered(job.record)
            self?.running[id] = nil
            self?.send(.grid(.ended(id, reason, unanswered: unanswered)))
        }
        running[id] = (job, task, false)
        send(.grid(.started(id)))
    }

    /// How many cells of an evaluation have no answer.
    private func unanswered(_ record: EvaluationRecord) async throws -> Int {
        let cells = try await world.stores().gridCells(ofEvaluation: record.id, firstRows: nil)
        return record.rows * record.columns.count * cells.repeats - cells.cells.count { $0.state == .answered }
    }

    private func stop(_ id: String) {
        guard let own = running[id] else { return }
        own.job.stop()
        if own.isStopping { own.task.cancel() }
        running[id]?.isStopping = true
    }

    // MARK: Two evaluations

    /// Away from the main actor: large evaluations take a moment.
    private nonisolated static func changes(
        _ world: World, _ first: String, _ second: String
    ) async throws -> EvaluationChanges {
        let stores = try await world.stores()
        var sides: [EvaluationDifference.Side] = []
        for id in [first, second] {
            guard let record = try await stores.evaluation(id: id) else {
                throw FieldError(message: "the evaluation \(id) is gone")
            }
            sides.append(EvaluationDifference.Side(record, try await stores.cells(ofEvaluation: id)))
        }
        let difference = EvaluationDifference(sides[0], sides[1])
        var versions: [VersionID: Version] = [:]
        for column in difference.old.columns + difference.new.columns where versions[column.version] == nil {
            versions[column.version] = try await stores.version(column.version, prompt: column.prompt)
        }
        // Where the files cannot be read, rows have their numbers.
        let rows = try? await rows(of: difference.new, world)
        return EvaluationChanges(difference, versions: versions, rows: rows)
    }

    // MARK: The open evaluation

    private func open(_ id: String) async {
        do {
            let stores = try await world.stores()
            guard let record = try await stores.evaluation(id: id) else {
                return send(.failed("the evaluation \(id) is gone"))
            }
            if record.rows > Self.firstRows {
                let first = try await stores.gridCells(ofEvaluation: id, firstRows: Self.firstRows)
                send(.grid(.opened(await Self.grid(record, first), isWhole: false)))
            }
            let cells = try await stores.gridCells(ofEvaluation: id, firstRows: nil)
            send(.grid(.opened(await Self.grid(record, cells), isWhole: true)))
            try Task.checkCancellation()
            await readRows(of: record)
            send(.grid(.numbered(evaluation: id, try await numbers(of: record, stores))))
            send(.grid(.rated(evaluation: id, try await stores.ratings(ofEvaluation: id))))
            try await follow(record, from: cells.revision, stores)
        } catch is CancellationError {
            // Closed, or another one is opened.
        } catch {
            if !Task.isCancelled { send(.failed("\(error)")) }
        }
    }

    /// Away from the main actor: a large grid takes a moment.
    private nonisolated static func grid(_ record: EvaluationRecord, _ cells: GridCells) async -> OpenGrid {
        var record = record
        record.repeats = cells.repeats
        var table = GridTable(record)
        table.take(cells.cells)
        return OpenGrid(table)
    }

    private func readRows(of record: EvaluationRecord) async {
        do {
            let rows = try await Self.rows(of: record, world)
            send(.grid(.rowsRead(evaluation: record.id, rows, fault: nil)))
        } catch {
            send(.grid(.rowsRead(evaluation: record.id, nil, fault: "\(error)")))
        }
    }

    /// Away from the main actor, as ``grid(_:_:)``.
    private nonisolated static func rows(of record: EvaluationRecord, _ world: World) async throws -> GridRows {
        GridRows(try await world.evaluations.rows(of: record))
    }

    private func numbers(of record: EvaluationRecord, _ stores: any Stores) async throws -> [Int?] {
        var numbers: [Int?] = []
        for column in record.columns {
            numbers.append(try await stores.version(column.version, prompt: column.prompt)?.number)
        }
        return numbers
    }

    /// Looks again and again whether somebody has written: this process, or another one on the same home.
    private func follow(_ record: EvaluationRecord, from revision: Int, _ stores: any Stores) async throws {
        var (revision, repeats) = (revision, record.repeats)
        while true {
            try await Task.sleep(for: Self.pause)
            let changed = try await stores.gridCells(ofEvaluation: record.id, after: revision)
            guard changed.revision > revision || changed.repeats != repeats else { continue }
            guard changed.repeats == repeats else {
                // The grid has another shape now.
                perform(.open(record.id))
                return
            }
            (revision, repeats) = (changed.revision, changed.repeats)
            send(.grid(.changed(evaluation: record.id, changed)))
        }
    }

    // MARK: The row under the cursor

    private func look(_ evaluation: String, _ row: GridRowKey, _ columns: Int) async {
        do {
            let stores = try await world.stores()
            let cells = try await stores.cells(ofEvaluation: evaluation, row: row)
            var detail = GridRowDetail(key: row, cells: cells, columns: columns)
            for log in detail.logs {
                try Task.checkCancellation()
                if let record = try await stores.log(id: log) { detail.take(record) }
            }
            if !Task.isCancelled { send(.grid(.looked(evaluation: evaluation, detail))) }
        } catch is CancellationError {
            // Another row is looked at.
        } catch {
            if !Task.isCancelled { send(.failed("\(error)")) }
        }
    }

    // MARK: Rows by their answers

    private func find(_ evaluation: String, _ words: [String]) async {
        do {
            let stores = try await world.stores()
            let found = try await stores.rows(ofEvaluation: evaluation, answering: words)
            if !Task.isCancelled { send(.grid(.found(evaluation: evaluation, found))) }
        } catch is CancellationError {
            // Other words are looked for.
        } catch {
            if !Task.isCancelled { send(.failed("\(error)")) }
        }
    }
}
