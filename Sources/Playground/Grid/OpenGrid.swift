package import Evaluations
import Prompts
import RequestCore

/// The evaluation that is open, as far as it has been read.
package struct OpenGrid: Sendable {
    /// Its cells, and what they come to.
    package internal(set) var table: GridTable
    /// The rows of its files; nil until they have been read.
    private var dataset: GridRows?
    /// The rows whose answers have a word, by the words that were looked for.
    private var answering: [String: Set<GridRowKey>] = [:]
    /// Why the rows cannot be read; nil if they can, or have not been yet.
    var fault: String?
    /// Whether the dataset's file has other rows now than the evaluation was made of.
    var isOtherDataset = false
    /// The numbers of the columns' versions within their prompts; nil where they are not known.
    var numbers: [Int?] = []
    /// How people rated the answers, by column.
    var ratings: [Int: GridRatings] = [:]
    /// The row that is looked at, with its answers; nil until it has been read.
    package private(set) var detail: GridRowDetail?
    /// Whether answers are shown with their differences from the baseline's.
    private(set) var showsDifferences = false
    /// How the answers of the row that is looked at differ from the baseline's most frequent one, by their logs, with the lines that
    /// show it; empty where that is not shown.
    private(set) var differences: [String: (diff: AnswerDiff, lines: LineCache)] = [:]
    /// Whether all cells have been read.
    package internal(set) var isWhole = false

    /// Opens a grid.
    package init(_ table: GridTable) { self.table = table }

    /// The id of the evaluation.
    package var id: String { table.record.id }

    // MARK: The row that is looked at

    /// Takes the answers of a row.
    mutating func look(at detail: GridRowDetail) {
        self.detail = detail
        compareAnswers()
    }

    /// Takes a person's rating of an answer; nil clears it.
    mutating func rate(_ log: String, _ feedback: LogRecord.Feedback?) { detail?.rate(log, feedback) }

    /// Compares with another column from now on.
    mutating func setBaseline(_ column: Int) {
        table.setBaseline(column)
        compareAnswers()
    }

    /// Shows the differences of answers, or their plain texts again.
    mutating func toggleDifferences() {
        showsDifferences.toggle()
        compareAnswers()
    }

    private mutating func compareAnswers() {
        differences = [:]
        guard showsDifferences, let detail, let base = detail.columns[table.baseline].first?.message else { return }
        for (column, groups) in detail.columns.enumerated() where column != table.baseline {
            for group in groups {
                if let message = group.message {
                    differences[group.log] = (AnswerDiff(from: base, to: message), LineCache())
                }
            }
        }
    }

    // MARK: Rows

    /// The rows of its files by their keys; empty until they have been read.
    package var rows: [GridRowKey: DataRow] { dataset?.rows ?? [:] }

    /// The file of the first row that is in one; nil where there is none.
    var firstFile: String? { dataset?.dataset.rows.lazy.compactMap(\.file).first }

    /// What a row is called; empty where its file has not been read.
    func label(of key: GridRowKey) -> String { dataset?.label(of: key) ?? "" }

    /// Whether a row has all words: in its variables, messages, expected answer or description, or in an answer.
    ///
    /// - Parameter words: in small letters.
    func has(_ words: [String], _ key: GridRowKey) -> Bool {
        let text = dataset?.text(of: key) ?? ""
        return words.allSatisfy { text.contains($0) || answering[$0]?.contains(key) == true }
    }

    /// Takes the rows whose answers have words.
    mutating func take(answering found: [String: Set<GridRowKey>]) { answering = found }

    /// Keeps what is known beside the cells when they are read again.
    mutating func keep(of earlier: OpenGrid) {
        var kept = earlier
        kept.table = table
        kept.isWhole = isWhole
        kept.table.setBaseline(earlier.table.baseline)
        self = kept
    }

    /// Takes the rows of the files.
    mutating func take(_ rows: GridRows) {
        table.take(rows.dataset)
        isOtherDataset = rows.dataset.id != table.record.dataset
        dataset = rows
    }
}

/// What the playground knows of evaluations.
package struct GridShelf: Sendable {
    /// All evaluations, newest first; nil until they have been read.
    package internal(set) var listings: [EvaluationListing]?
    /// The evaluation that is open.
    package internal(set) var open: OpenGrid?
    /// Where the cursor was when the grid was closed last.
    var place: GridPage?
    /// The evaluations whose requests go out from here, by their ids.
    package internal(set) var running: [String: Running] = [:]

    /// An evaluation that is under way.
    package struct Running: Sendable {
        /// It was stopped: what is under way ends.
        package internal(set) var isStopping = false
    }

    /// Knows nothing.
    package init() {}
}
