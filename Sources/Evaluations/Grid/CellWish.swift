/// Which cells of a stored evaluation are to be sent.
package enum CellWish: Sendable, Hashable {
    /// Those without an answer that nobody waits for.
    case missing
    /// All repeats of some rows, in some columns; nil for every row or every column.
    case again(rows: Set<GridRowKey>?, columns: Set<Int>?)

    /// Whether a cell is to be sent.
    ///
    /// - Parameter cell: what is there; nil for a cell that was never sent, or whose request nobody waits for any more.
    package func takes(_ key: CellKey, _ cell: CellRecord?) -> Bool {
        switch self {
        case .missing: return cell.map { $0.state == .failed } ?? true
        case .again(let rows, let columns):
            // What is under way is not sent twice.
            if cell?.state == .sent { return false }
            return rows?.contains(GridRowKey(row: key.row, ordinal: key.ordinal)) ?? true
                && columns?.contains(key.column) ?? true
        }
    }
}
