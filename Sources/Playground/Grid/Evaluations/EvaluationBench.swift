package import Evaluations
import Prompts

/// What the playground asks of the files of evaluations, and of what sends their requests.
package protocol EvaluationBench: Sendable {
    /// The rows of an evaluation's files as they are now.
    ///
    /// - Throws: in a person's words, where they cannot be read.
    func rows(of record: EvaluationRecord) async throws -> Dataset
    /// Gets an evaluation ready. Nothing is sent.
    ///
    /// - Parameter tell: told what the person should know, now and while it runs.
    /// - Throws: in a person's words, where a file cannot be used.
    func prepare(
        _ start: EvaluationStart, tell: @escaping @Sendable (String) -> Void
    ) async throws -> EvaluationJob
    /// Checks the answers of an evaluation again, by the checks that its files have now. Nothing is sent.
    ///
    /// - Throws: in a person's words, where the files cannot be read.
    func check(_ evaluation: String, tell: @escaping @Sendable (String) -> Void) async throws
    /// Reads a file of an evaluation's rows.
    ///
    /// - Parameter name: as errors name it; nil for the file that the evaluation names.
    /// - Throws: in a person's words, where it cannot be read.
    func file(_ name: String?, of record: EvaluationRecord) async throws -> RowFile
    /// Writes a file of rows, unless somebody else has changed it since it was read.
    ///
    /// - Throws: in a person's words. Nothing is written then.
    func write(_ write: RowWrite) async throws
}

/// Where an evaluation begins.
package enum EvaluationStart: Sendable, Hashable {
    /// A new one, of a file.
    case file(String)
    /// Cells of a stored one.
    case cells(CellWish, of: String)

    /// The id of the stored evaluation; nil for a new one.
    package var evaluation: String? {
        switch self {
        case .file: nil
        case .cells(_, let id): id
        }
    }
}

/// An evaluation that waits for its start.
package struct EvaluationJob: Sendable {
    /// The evaluation.
    package var record: EvaluationRecord
    /// Whether it begins with these requests, so that nobody has seen its size yet.
    package var isNew: Bool
    /// How many requests there are to send.
    package var requests: Int
    /// What is sent, and what it costs, in a sentence.
    package var sentence: String
    /// Whether the person has to be asked first.
    package var asks: Bool
    /// Whether another process sends its cells. Then none is sent from here.
    package var isSentElsewhere: Bool
    /// Sends the requests, and returns when all are answered.
    let send: @Sendable () async throws -> Void
    /// Sends nothing more; what is under way ends.
    let stop: @Sendable () -> Void
    /// Sends nothing at all. A new evaluation is removed.
    let drop: @Sendable () async throws -> Void

    /// Creates a job.
    package init(
        record: EvaluationRecord, isNew: Bool = false, requests: Int, sentence: String, asks: Bool,
        isSentElsewhere: Bool = false,
        send: @escaping @Sendable () async throws -> Void, stop: @escaping @Sendable () -> Void,
        drop: @escaping @Sendable () async throws -> Void
    ) {
        self.record = record
        self.isNew = isNew
        self.requests = requests
        self.sentence = sentence
        self.asks = asks
        self.isSentElsewhere = isSentElsewhere
        self.send = send
        self.stop = stop
        self.drop = drop
    }
}

/// Has no files.
package struct NoEvaluationBench: EvaluationBench {
    private static let refusal = FieldError(message: "evaluations cannot be run here")

    /// Creates a bench without files.
    package init() {}

    package func rows(of record: EvaluationRecord) async throws -> Dataset { throw Self.refusal }

    package func prepare(
        _ start: EvaluationStart, tell: @escaping @Sendable (String) -> Void
    ) async throws -> EvaluationJob { throw Self.refusal }

    package func check(_ evaluation: String, tell: @escaping @Sendable (String) -> Void) async throws {
        throw Self.refusal
    }

    package func file(_ name: String?, of record: EvaluationRecord) async throws -> RowFile { throw Self.refusal }

    package func write(_ write: RowWrite) async throws { throw Self.refusal }
}
