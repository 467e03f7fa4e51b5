package import Evaluations
import Prompts

/// What the playground asks of the files of evaluations.
package protocol EvaluationBench: Sendable {
    /// The rows of an evaluation's files as they are now.
    ///
    /// - Throws: in a person's words, where they cannot be read.
    func rows(of record: EvaluationRecord) async throws -> Dataset
}

/// Has no files.
package struct NoEvaluationBench: EvaluationBench {
    /// Creates a bench without files.
    package init() {}

    package func rows(of record: EvaluationRecord) async throws -> Dataset {
        throw FieldError(message: "the files of evaluations cannot be read here")
    }
}
