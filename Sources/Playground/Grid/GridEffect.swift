package import Evaluations

/// What is asked about evaluations.
package enum GridEffect: Sendable, Hashable {
    case list
    /// Reads an evaluation, the rows at its top first, and follows what changes in it until it is closed.
    case open(String)
    /// Stops following the evaluation that is open.
    case close
    /// Reads the checks and answers of a row. Earlier requests do not matter any more.
    case look(evaluation: String, row: GridRowKey, columns: Int)
}

/// What becomes of evaluations.
package enum GridAction: Sendable {
    case listed([EvaluationListing])
    /// An evaluation with the cells that have been read. `isWhole` is false for the rows at its top.
    case opened(OpenGrid, isWhole: Bool)
    /// The rows of the evaluation's files as they are now, or why they cannot be read.
    case rowsRead(evaluation: String, Dataset?, fault: String?)
    /// The numbers of the columns' versions; nil where they are not known.
    case numbered(evaluation: String, [Int?])
    case rated(evaluation: String, [Int: GridRatings])
    /// Cells that somebody has written since.
    case changed(evaluation: String, GridCells)
    case looked(evaluation: String, GridRowDetail)
}
