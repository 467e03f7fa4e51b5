/// Which rows of a grid are shown.
package enum GridFilter: String, Sendable, Hashable, CaseIterable {
    case all
    /// Rows that fail in some column.
    case failures
    /// Rows with a request that failed or a check that did not run.
    case errors
    /// Rows that pass in the baseline and not in another column, or the other way round.
    case changed
    /// Rows that two columns answer differently.
    case different
}

/// In which order rows are shown.
package enum GridSort: Sendable, Hashable {
    /// As in the dataset.
    case dataset
    /// By the share of cells that pass in a column, the worst first.
    case worst(column: Int)
    /// By the share of cells that pass in a column, the best first.
    case best(column: Int)
}

extension GridTable {
    /// The places of the rows to show, in order.
    ///
    /// - Parameter matches: whether a row has the text that is looked for.
    package func order(
        _ filter: GridFilter, _ sort: GridSort, matches: (GridRowKey) -> Bool = { _ in true }
    ) -> [Int] {
        let shown = rows.indices.filter { isShown($0, filter) && matches(rows[$0].key) }
        let byIndex = shown.sorted { (rows[$0].index, $0) < (rows[$1].index, $1) }
        switch sort {
        case .dataset: return byIndex
        case .worst(let column): return byIndex.ascending { share($0, column) }
        case .best(let column): return byIndex.ascending { -share($0, column, unchecked: -1) }
        }
    }

    /// Whether a row fails in some column.
    package func fails(row: Int) -> Bool {
        record.columns.indices.contains { passes(row: row, column: $0) == false }
    }

    private func isShown(_ row: Int, _ filter: GridFilter) -> Bool {
        let columns = record.columns.indices
        switch filter {
        case .all: return true
        case .failures: return fails(row: row)
        case .errors: return columns.contains { tally(row: row, column: $0).errors > 0 }
        case .changed:
            guard let base = passes(row: row, column: baseline) else { return false }
            return columns.contains { passes(row: row, column: $0).map { $0 != base } ?? false }
        case .different:
            let answers = columns.map { column in Set(cells(row: row, column: column).compactMap(\.answer)) }
            return Set(answers.filter { !$0.isEmpty }).count > 1
        }
    }

    /// The share of a row's checked cells that pass.
    ///
    /// - Parameter unchecked: what stands for a row that was not checked, which comes after all others.
    private func share(_ row: Int, _ column: Int, unchecked: Double = 2) -> Double {
        guard record.columns.indices.contains(column) else { return unchecked }
        let tally = tally(row: row, column: column)
        return tally.checked == 0 ? unchecked : Double(tally.passed) / Double(tally.checked)
    }
}

extension [Int] {
    /// Sorted by a value that is asked for once, where equal elements keep their order.
    fileprivate func ascending(by value: (Int) -> Double) -> [Int] {
        enumerated().map { (value: value($0.element), offset: $0.offset, element: $0.element) }
            .sorted { ($0.value, $0.offset) < ($1.value, $1.offset) }.map(\.element)
    }
}
