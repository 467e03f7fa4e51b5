/// Stores evaluations and their cells.
package protocol EvaluationStore: Sendable {
    /// Writes a new evaluation, or the new number of repeats and settings of one that goes on.
    func save(_ evaluation: EvaluationRecord) async throws
    /// The evaluation with this id; nil if there is none.
    func evaluation(id: String) async throws -> EvaluationRecord?
    /// The newest evaluation of the same columns and dataset; nil if there is none.
    func newestEvaluation(fingerprint: String) async throws -> EvaluationRecord?
    /// All evaluations, newest first.
    func evaluations() async throws -> [EvaluationListing]
    /// The cells of an evaluation.
    func cells(ofEvaluation id: String) async throws -> [CellRecord]
    /// Writes a cell in the place of the earlier one.
    func save(_ cell: CellRecord, inEvaluation id: String) async throws
    /// Answered cells of other evaluations for the same version, provider, model and row, newest first; by their repeat.
    func answeredCells(
        of column: EvaluationColumn, row: String, repeat: Int
    ) async throws -> [CellRecord]
}

/// An evaluation in a list.
package struct EvaluationListing: Sendable, Hashable {
    /// The evaluation.
    package var record: EvaluationRecord
    /// The cells that have an answer.
    package var done: Int
    /// The cells that pass their checks.
    package var passed: Int
    /// The cells that pass or fail.
    package var checked: Int

    /// Creates an entry.
    package init(record: EvaluationRecord, done: Int, passed: Int = 0, checked: Int = 0) {
        self.record = record
        self.done = done
        self.passed = passed
        self.checked = checked
    }
}
