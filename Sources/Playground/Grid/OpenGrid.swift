package import Evaluations
import Prompts
import RequestCore

/// The evaluation that is open, as far as it has been read.
package struct OpenGrid: Sendable {
    /// Its cells, and what they come to.
    package internal(set) var table: GridTable
    /// The rows of its files by their keys; empty until they have been read.
    package internal(set) var rows: [GridRowKey: DataRow] = [:]
    /// The text of each row that a search looks at, in small letters.
    private var texts: [GridRowKey: String] = [:]
    /// The rows whose answers have a word, by the words that were looked for.
    private var answering: [String: Set<GridRowKey>] = [:]
    /// The variables that have the same value in all rows, and tell none from another.
    private var constants: Set<String> = []
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
    /// How the answers of the row that is looked at differ from the baseline's most frequent one, by their logs; empty where that
    /// is not shown.
    private(set) var differences: [String: AnswerDiff] = [:]
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
                if let message = group.message { differences[group.log] = AnswerDiff(from: base, to: message) }
            }
        }
    }

    // MARK: Rows

    /// What a row is called: its description, else the values of its variables, one after the other.
    func label(of key: GridRowKey) -> String {
        guard let row = rows[key] else { return "" }
        if let description = row.description { return description }
        let values = row.vars.filter { !constants.contains($0.key) }.map { $0.value.stringValue ?? $0.value.compact }
        guard values.isEmpty else { return values.joined(separator: ", ") }
        return row.messages?.last?["content"]?.stringValue ?? ""
    }

    /// Whether a row has all words: in its variables, messages, expected answer or description, or in an answer.
    ///
    /// - Parameter words: in small letters.
    func has(_ words: [String], _ key: GridRowKey) -> Bool {
        let text = texts[key] ?? ""
        return words.allSatisfy { text.contains($0) || answering[$0]?.contains(key) == true }
    }

    /// Takes the rows whose answers have words.
    mutating func take(answering found: [String: Set<GridRowKey>]) { answering = found }

    private static func searchable(_ row: DataRow) -> String {
        let values = row.vars.map { $0.key + " " + ($0.value.stringValue ?? $0.value.compact) }
        let expected = row.expected.map { $0.stringValue ?? $0.compact } ?? ""
        let messages = (row.messages ?? []).map { $0["content"].map { $0.stringValue ?? $0.compact } ?? "" }
        return (values + messages + [expected, row.description ?? ""]).joined(separator: "\n").lowercased()
    }

    /// Keeps what is known beside the cells when they are read again.
    mutating func keep(of earlier: OpenGrid) {
        var kept = earlier
        kept.table = table
        kept.isWhole = isWhole
        kept.table.setBaseline(earlier.table.baseline)
        self = kept
    }

    /// Takes the rows of the files.
    mutating func take(_ dataset: Dataset) {
        table.take(dataset)
        isOtherDataset = dataset.id != table.record.dataset
        let keys = zip(dataset.rows, dataset.ordinals).map { GridRowKey(row: $0.id, ordinal: $1) }
        rows = Dictionary(zip(keys, dataset.rows)) { first, _ in first }
        texts = rows.mapValues(Self.searchable)
        guard let first = dataset.rows.first, dataset.rows.count > 1 else { return constants = [] }
        let same = first.vars.filter { member in dataset.rows.allSatisfy { $0.vars[member.key] == member.value } }
        constants = same.count == first.vars.count ? [] : Set(same.map(\.key))
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
