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
    /// Finds the rows whose answers have words. Earlier requests do not matter any more.
    case find(evaluation: String, words: [String])
    /// Gets an evaluation ready; the number tells it from others.
    case prepare(Int, EvaluationStart)
    /// Sends the requests of the evaluation with that number.
    case send(Int)
    /// Forgets the evaluation with that number.
    case drop(Int)
    /// Sends no more requests of an evaluation; asked again, stops what is under way.
    case stop(String)
    /// Checks the answers again.
    case check(String)
    /// Compares two evaluations.
    case compare(String, String)
    /// Reads the file of an evaluation's rows, to change it; nil for the file that the evaluation names.
    case readRows(EvaluationRecord, file: String?, RowChange)
    /// Writes the file of an evaluation's rows.
    case writeRows(RowWrite)
    /// Reads the rows of an evaluation anew.
    case reread(EvaluationRecord)
}

/// What becomes of evaluations.
package enum GridAction: Sendable {
    case listed([EvaluationListing])
    /// An evaluation with the cells that have been read. `isWhole` is false for the rows at its top.
    case opened(OpenGrid, isWhole: Bool)
    /// The rows of the evaluation's files as they are now, or why they cannot be read.
    case rowsRead(evaluation: String, GridRows?, fault: String?)
    /// The numbers of the columns' versions; nil where they are not known.
    case numbered(evaluation: String, [Int?])
    case rated(evaluation: String, [Int: GridRatings])
    /// Cells that somebody has written since.
    case changed(evaluation: String, GridCells)
    case looked(evaluation: String, GridRowDetail)
    /// The rows whose answers have words, for each of these.
    case found(evaluation: String, [String: Set<GridRowKey>])
    /// An evaluation is ready to be sent.
    case prepared(Int, EvaluationJob)
    /// The requests of an evaluation go out.
    case started(String)
    /// All requests of an evaluation are answered, or it was stopped; with the reason if it broke off, and the number of cells
    /// that have no answer, if that is known.
    case ended(String, String?, unanswered: Int?)
    /// The answers of an evaluation were checked again.
    case checked
    /// What changed between two evaluations.
    case compared(EvaluationChanges)
    /// The file of an evaluation's rows, and what is to become of it.
    case rowsFileRead(evaluation: String, RowFile, RowChange)
    case rowsWritten(RowWrite)
    /// Something that the person should know.
    case said(String)
}
