package import Evaluations
import Prompts
import RequestCore
import Storage

/// Evaluations for a program that has a screen of its own: nothing is printed, and nobody is asked.
package struct EvalWorkshop: Sendable {
    private let session: CommandSession

    /// - Parameters:
    ///   - edges: what requests and commands go through.
    ///   - store: the store that the program has open.
    package init(_ edges: CommandEdges, _ surroundings: Surroundings, store: LazyStore) {
        session = CommandSession(edges, surroundings, store: store)
    }

    /// The rows of an evaluation's files as they are now.
    ///
    /// - Throws: ``FieldError`` with file, line and field.
    package func rows(of record: EvaluationRecord) throws -> Dataset {
        try EvalSources(of: record, files: session.files).read().dataset
    }

    /// Gets the evaluation of a file ready. Nothing is sent.
    ///
    /// - Parameter tell: told what the person should know.
    /// - Throws: ``FieldError`` or ``CommandFailure``.
    package func job(file: String, tell: @escaping @Sendable (String) -> Void) async throws -> EvalJob {
        let options = try EvalOptions.parse([file])
        return try await job(try await EvalPlan(options, session), .new(reuses: false), options.timeout, tell)
    }

    /// Gets cells of a stored evaluation ready. Nothing is sent. Where the rows have changed since, those without an answer are
    /// a new evaluation, which takes the answers that it can.
    ///
    /// - Parameter tell: told what the person should know.
    /// - Throws: ``FieldError`` or ``CommandFailure``.
    package func job(
        _ wish: CellWish, of id: String, tell: @escaping @Sendable (String) -> Void
    ) async throws -> EvalJob {
        guard let record = try await session.store.store().evaluation(id: id) else {
            throw FieldError(message: "there is no evaluation '\(id)'")
        }
        let plan = try await EvalPlan(again: record, session)
        guard plan.dataset.id != record.dataset else { return try await job(plan, .stored(record, wish), nil, tell) }
        guard wish == .missing else {
            throw CommandFailure(
                "the rows have changed since; run what is missing to evaluate the rows as they are now")
        }
        tell("the rows have changed: this is a new evaluation, with the answers of the rows that stayed")
        return try await job(plan, .new(reuses: true), nil, tell)
    }

    /// Checks the answers of an evaluation again, by the checks that its files have now. Nothing is sent.
    ///
    /// - Throws: ``FieldError`` or ``CommandFailure``, where the files cannot be read.
    package func check(_ id: String, tell: @escaping @Sendable (String) -> Void) async throws {
        var stored = try await StoredGrid(id, session)
        try await stored.check(EvalNotices(tell: tell))
    }

    /// Reads a file of an evaluation's rows.
    ///
    /// - Parameter name: as errors name it; nil for the file of rows that the evaluation names, else its own file.
    /// - Throws: ``FieldError`` for a file that cannot be read, and if there is none.
    package func file(
        _ name: String?, of record: EvaluationRecord
    ) throws -> (path: String, name: String, text: String) {
        guard let named = name ?? record.settings.data ?? record.settings.file, named != "-" else {
            throw FieldError(
                message: "the rows came on standard input; save them as a file and evaluate with --data FILE")
        }
        let path = session.folder.absolute(named)
        return (path, name ?? path, try text(of: path))
    }

    /// Writes a file of rows, unless somebody else has changed it since.
    ///
    /// - Parameter known: the content that may be written over.
    /// - Throws: ``FieldError``; nothing is written then.
    package func write(_ text: String, to path: String, over known: String) throws {
        guard try self.text(of: path) == known else {
            throw FieldError(file: path, message: "has changed on disk since; nothing was written. Edit the row again.")
        }
        try session.files.write(text, to: path)
    }

    private func text(of path: String) throws -> String {
        guard let bytes = try DiskFiles.bytes(ofRegularFile: path) else {
            throw FieldError(file: path, message: "there is no such file")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FieldError(file: path, message: "is not UTF-8; save the file as UTF-8")
        }
        return text
    }

    private func job(
        _ plan: EvalPlan, _ start: EvalRun.Start, _ timeout: Double?, _ tell: @escaping @Sendable (String) -> Void
    ) async throws -> EvalJob {
        let run = try await EvalRun(
            plan, start, spending: EvalSpending(limit: nil), timeout: timeout, notices: EvalNotices(tell: tell),
            session: session)
        return EvalJob(run, confirmAbove: session.surroundings.settings.confirmAbove)
    }
}

/// An evaluation that waits for its start.
package struct EvalJob: Sendable {
    /// The evaluation.
    package var record: EvaluationRecord { run.record }
    /// How many requests there are to send.
    package let requests: Int
    /// What is sent, and what it costs, in a sentence.
    package let sentence: String
    /// Whether it costs more than the settings allow without a question.
    package let asks: Bool
    /// Whether another process sends the cells of this evaluation. Then none is sent from here.
    package var isSentElsewhere: Bool { run.isSentElsewhere }
    private let run: EvalRun

    init(_ run: EvalRun, confirmAbove: Double?) {
        self.run = run
        let estimate = run.estimate
        requests = estimate.requests
        sentence = EvalConfirmation.sentence(estimate)
        asks = confirmAbove.flatMap { limit in estimate.dollars.map { $0 > limit } } ?? false
    }

    /// Sends the requests, and returns when all are answered. Cancelling the task stops what is under way.
    package func send() async throws {
        try await run.send(EvalWatcher(run))
    }

    /// Sends nothing more; what is under way ends.
    package func stop() { run.queue.stop() }

    /// Sends nothing at all. A new evaluation is removed.
    package func drop() async throws { try await run.drop() }
}

/// Follows the cells of a job: compares answers of several columns, and tells why requests failed.
private actor EvalWatcher: EvaluationEngine.Listener {
    private let run: EvalRun

    init(_ run: EvalRun) { self.run = run }

    func took(_ done: EvaluationEngine.Done) async throws {
        run.spending.add(done.cell.cost)
        if let error = done.record.reply.error {
            say("\(done.record.provider) \(done.record.model): \(error.headline)")
        }
        _ = try await run.comparisons.take(done)
    }

    nonisolated func say(_ sentence: String) { run.notices.say(sentence) }
}
