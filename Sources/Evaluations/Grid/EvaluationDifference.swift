package import JSON
import Prompts

/// What changed between two evaluations: columns, rows, checks, and which rows pass. Rows are the same if their values, messages
/// and expected answers are.
package struct EvaluationDifference: Sendable {
    /// An evaluation with its cells.
    package struct Side: Sendable {
        package var record: EvaluationRecord
        /// The cells, in no particular order.
        package var cells: [CellRecord]

        /// Creates a side.
        package init(_ record: EvaluationRecord, _ cells: [CellRecord]) {
            self.record = record
            self.cells = cells
        }
    }

    /// A column that both evaluations have, perhaps with another version, provider or model.
    package struct Pair: Sendable, Hashable {
        /// The column of the older evaluation.
        package var old: EvaluationColumn
        /// The column of the newer evaluation.
        package var new: EvaluationColumn
        /// The rows that failed and pass now.
        package var gained: [Row] = []
        /// The rows that passed and fail now.
        package var lost: [Row] = []
        /// The rows that both evaluations checked.
        package var checked = 0
        /// The rows that pass or fail as before, and are answered otherwise.
        package var answeredOtherwise = 0
    }

    /// A row by its place in the newer dataset, or in the older one if it is gone.
    package struct Row: Sendable, Hashable {
        package var key: GridRowKey
        /// Its place, from 0.
        package var index: Int
    }

    /// A check that rows have now and did not have, or the other way round.
    package struct CheckChange: Sendable, Hashable {
        /// The check's name, such as `not-contains`.
        package var type: String
        /// Its value with variables filled in; nil if rows have different ones.
        package var value: JSONValue?
        /// How many rows have the check now and did not have it.
        package var added: Int
        /// How many rows had the check and do not have it now.
        package var removed: Int
    }

    /// The older evaluation.
    package let old: EvaluationRecord
    /// The newer evaluation.
    package let new: EvaluationRecord
    /// The columns that both have, in the order of the newer one.
    package private(set) var pairs: [Pair] = []
    /// The columns that only the newer one has.
    package private(set) var addedColumns: [EvaluationColumn] = []
    /// The columns that only the older one has.
    package private(set) var removedColumns: [EvaluationColumn] = []
    /// The rows that both have.
    package private(set) var commonRows = 0
    /// The rows that only the newer one has.
    package private(set) var addedRows: [Row] = []
    /// The rows that only the older one has.
    package private(set) var removedRows: [Row] = []
    /// The checks that changed in rows that both have.
    package private(set) var checks: [CheckChange] = []

    /// Compares two evaluations, whichever is given first. It takes time with the number of cells.
    package init(_ first: Side, _ second: Side) {
        // Ids sort by the time they were made.
        let isInOrder = first.record.id <= second.record.id
        let (before, after) = isInOrder ? (first, second) : (second, first)
        (old, new) = (before.record, after.record)
        let (left, right) = (GridTable(before), GridTable(after))
        let keys = Set(left.rows.map(\.key))
        let common = right.rows.filter { keys.contains($0.key) }.sorted { $0.index < $1.index }
        commonRows = common.count
        addedRows = Self.rows(right.rows.filter { !keys.contains($0.key) })
        removedRows = Self.rows(left.rows.filter { right.place(of: $0.key) == nil })
        pairColumns()
        for place in pairs.indices { compare(place, left, right, common) }
        compareChecks(before, after, Set(common.map(\.key)))
    }

    private static func rows(_ rows: [GridTable.Row]) -> [Row] {
        rows.map { Row(key: $0.key, index: $0.index) }.sorted { $0.index < $1.index }
    }

    // MARK: Columns

    /// Finds the older column of each newer one: the one with the most in common, of the same prompt.
    private mutating func pairColumns() {
        var left = old.columns
        var partners: [Int: EvaluationColumn] = [:]
        let likenesses: [(EvaluationColumn, EvaluationColumn) -> Bool] = [
            { Self.target($0) == Self.target($1) && $0.version == $1.version },
            { Self.target($0) == Self.target($1) },
            { $0.version == $1.version && $0.label == $1.label },
            { $0.label == $1.label },
        ]
        for isLike in likenesses {
            for (place, column) in new.columns.enumerated() where partners[place] == nil {
                guard let partner = left.firstIndex(where: { $0.prompt == column.prompt && isLike($0, column) }) else {
                    continue
                }
                partners[place] = left.remove(at: partner)
            }
        }
        for (place, column) in new.columns.enumerated() {
            if let partner = partners[place] {
                pairs.append(Pair(old: partner, new: column))
            } else {
                addedColumns.append(column)
            }
        }
        removedColumns = left
    }

    private static func target(_ column: EvaluationColumn) -> [String] { [column.provider, column.model] }

    private mutating func compare(_ place: Int, _ left: GridTable, _ right: GridTable, _ common: [GridTable.Row]) {
        guard let before = old.columns.firstIndex(of: pairs[place].old),
            let after = new.columns.firstIndex(of: pairs[place].new)
        else { return }
        for row in common {
            guard let own = right.place(of: row.key), let other = left.place(of: row.key) else { continue }
            let (now, then) = (right.passes(row: own, column: after), left.passes(row: other, column: before))
            if let now, let then {
                pairs[place].checked += 1
                let moved = Row(key: row.key, index: row.index)
                if now, !then { pairs[place].gained.append(moved) }
                if !now, then { pairs[place].lost.append(moved) }
            }
            guard now == then else { continue }
            let answers = (
                Set(left.cells(row: other, column: before).compactMap(\.answer)),
                Set(right.cells(row: own, column: after).compactMap(\.answer))
            )
            if !answers.0.isEmpty, !answers.1.isEmpty, answers.0 != answers.1 { pairs[place].answeredOtherwise += 1 }
        }
    }

    // MARK: Checks

    /// A check as it was run: its name and value.
    private struct Key: Hashable {
        var type: String
        var value: JSONValue?
    }

    private mutating func compareChecks(_ before: Side, _ after: Side, _ common: Set<GridRowKey>) {
        let (then, now) = (Self.checks(of: before.cells, common), Self.checks(of: after.cells, common))
        var changes: [String: (values: Set<JSONValue?>, added: Int, removed: Int)] = [:]
        for row in common {
            // A row that was never checked on one side says nothing about its checks.
            guard let earlier = then[row], let later = now[row] else { continue }
            for key in later.subtracting(earlier) {
                changes[key.type, default: ([], 0, 0)].values.insert(key.value)
                changes[key.type, default: ([], 0, 0)].added += 1
            }
            for key in earlier.subtracting(later) {
                changes[key.type, default: ([], 0, 0)].values.insert(key.value)
                changes[key.type, default: ([], 0, 0)].removed += 1
            }
        }
        checks = changes.sorted { $0.key < $1.key }.map { type, change in
            let value = change.values.count == 1 ? change.values.first.flatMap(\.self) : nil
            return CheckChange(type: type, value: value, added: change.added, removed: change.removed)
        }
    }

    /// The checks of rows, of their cells with an answer.
    private static func checks(of cells: [CellRecord], _ rows: Set<GridRowKey>) -> [GridRowKey: Set<Key>] {
        var checks: [GridRowKey: Set<Key>] = [:]
        for cell in cells where cell.state == .answered {
            let key = GridRowKey(row: cell.key.row, ordinal: cell.key.ordinal)
            guard rows.contains(key) else { continue }
            let own = cell.verdict.checks.map { Key(type: $0.type, value: $0.value) }
            checks[key, default: []].formUnion(own)
        }
        return checks
    }
}

extension EvaluationDifference {
    /// Whether nothing changed but the answers.
    package var isEmpty: Bool {
        addedColumns.isEmpty && removedColumns.isEmpty && addedRows.isEmpty && removedRows.isEmpty && checks.isEmpty
            && old.repeats == new.repeats && old.settings.rowUnder == new.settings.rowUnder
            && pairs.allSatisfy {
                $0.gained.isEmpty && $0.lost.isEmpty && $0.answeredOtherwise == 0 && $0.old.version == $0.new.version
                    && $0.old.provider == $0.new.provider && $0.old.model == $0.new.model
            }
    }

    /// The evaluation before another one: the newest older one of the same file, else of the same dataset's file, else of the
    /// same dataset.
    ///
    /// - Parameter records: newest first.
    package static func predecessor(of record: EvaluationRecord, in records: [EvaluationRecord]) -> EvaluationRecord? {
        let older = records.filter { $0.id < record.id }
        let likenesses: [(EvaluationRecord) -> Bool] = [
            { record.settings.file != nil && $0.settings.file == record.settings.file },
            { record.settings.data != nil && $0.settings.data == record.settings.data },
            { $0.dataset == record.dataset },
        ]
        return likenesses.lazy.compactMap { isLike in older.first(where: isLike) }.first
    }
}

extension GridTable {
    /// The grid of an evaluation with its cells.
    fileprivate init(_ side: EvaluationDifference.Side) {
        self.init(side.record)
        take(side.cells.map(GridCell.init))
    }
}

extension GridCell {
    /// A cell without what is read when somebody looks at its row.
    package init(_ cell: CellRecord) {
        self.init(
            key: cell.key, index: cell.index, log: cell.log, state: cell.state, outcome: cell.verdict.outcome,
            latencyMS: cell.latencyMS, cost: cell.cost, completionTokens: cell.completionTokens, answer: cell.answer)
    }
}
