/// A cell as the grid shows it. Its checks are read when somebody looks at its row.
package struct GridCell: Sendable, Hashable {
    /// Its place.
    package var key: CellKey
    /// The row's place in the dataset when it was sent, from 0.
    package var index: Int
    /// The log of its last generation.
    package var log: String
    /// Whether there is an answer.
    package var state: CellRecord.State
    /// What the checks say as a whole.
    package var outcome: CheckOutcome
    /// The milliseconds of all rounds.
    package var latencyMS: Double
    /// The US dollars of all rounds; nil if they are not known.
    package var cost: Double?
    /// The tokens of the answers of all rounds; nil if the server did not say.
    package var completionTokens: Int?
    /// What equal answers share; nil without an answer.
    package var answer: String?

    /// Creates a cell.
    package init(
        key: CellKey, index: Int, log: String, state: CellRecord.State, outcome: CheckOutcome, latencyMS: Double = 0,
        cost: Double? = nil, completionTokens: Int? = nil, answer: String? = nil
    ) {
        self.key = key
        self.index = index
        self.log = log
        self.state = state
        self.outcome = outcome
        self.latencyMS = latencyMS
        self.cost = cost
        self.completionTokens = completionTokens
        self.answer = answer
    }
}

/// Cells of a stored grid, as of one moment.
package struct GridCells: Sendable, Hashable {
    /// The cells, in no particular order.
    package var cells: [GridCell]
    /// The number of changes that the evaluation had taken by then.
    package var revision: Int
    /// How often each row is asked: an evaluation that goes on may ask more often.
    package var repeats: Int

    /// Creates a piece of a grid.
    package init(cells: [GridCell], revision: Int, repeats: Int) {
        self.cells = cells
        self.revision = revision
        self.repeats = repeats
    }
}
