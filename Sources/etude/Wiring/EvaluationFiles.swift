import Commands
import Evaluations
import Playground

/// What the playground asks of the files of evaluations, and of what sends their requests.
struct EvaluationFiles: EvaluationBench {
    let workshop: EvalWorkshop

    func rows(of record: EvaluationRecord) async throws -> Dataset { try workshop.rows(of: record) }

    func prepare(
        _ start: EvaluationStart, tell: @escaping @Sendable (String) -> Void
    ) async throws -> EvaluationJob {
        let job =
            switch start {
            case .file(let path): try await workshop.job(file: path, tell: tell)
            case .cells(let wish, let id): try await workshop.job(wish, of: id, tell: tell)
            }
        return EvaluationJob(
            record: job.record, isNew: start.evaluation != job.record.id, requests: job.requests,
            sentence: job.sentence, asks: job.asks,
            isSentElsewhere: job.isSentElsewhere, send: { try await job.send() }, stop: { job.stop() },
            drop: { try await job.drop() })
    }

    func file(_ name: String?, of record: EvaluationRecord) async throws -> RowFile {
        let read = try workshop.file(name, of: record)
        return RowFile(path: read.path, name: read.name, text: read.text)
    }

    func write(_ write: RowWrite) async throws {
        try workshop.write(write.text, to: write.file.path, over: write.file.text)
    }

    func check(_ evaluation: String, tell: @escaping @Sendable (String) -> Void) async throws {
        try await workshop.check(evaluation, tell: tell)
    }
}
