/// Reads stored grids piece by piece, so that a large one is on the screen before all of it is read.
package protocol GridStore: Sendable {
    /// The cells of the first rows of an evaluation's dataset; nil for those of all rows.
    func gridCells(ofEvaluation id: String, firstRows: Int?) async throws -> GridCells
    /// The cells that were written after a revision. It costs one look-up where there are none.
    func gridCells(ofEvaluation id: String, after revision: Int) async throws -> GridCells
    /// All repeats of a row in all columns, with their checks.
    func cells(ofEvaluation id: String, row: GridRowKey) async throws -> [CellRecord]
    /// The rows with an answer or error in which a word begins so, for each of some words; by the search of logs.
    func rows(ofEvaluation id: String, answering words: [String]) async throws -> [String: Set<GridRowKey>]
    /// How people rated the answers, by column: only columns with a rating are in it.
    func ratings(ofEvaluation id: String) async throws -> [Int: GridRatings]
}

/// A row, and how many equal rows stand before it.
package struct GridRowKey: Sendable, Hashable {
    /// The row's id.
    package var row: String
    /// How many equal rows stand before it.
    package var ordinal: Int

    /// Creates a key.
    package init(row: String, ordinal: Int) {
        self.row = row
        self.ordinal = ordinal
    }
}

/// How many answers people rated as good and as bad.
package struct GridRatings: Sendable, Hashable {
    package var good: Int
    package var bad: Int

    /// Creates counts.
    package init(good: Int = 0, bad: Int = 0) {
        self.good = good
        self.bad = bad
    }
}
