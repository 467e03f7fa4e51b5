/// A grid in memory: the cells by row, column and repeat, and what they come to. Taking a change costs no more than the rows that
/// it touches and their times, unless it takes the place of answers.
package struct GridTable: Sendable {
    /// A row of the grid.
    package struct Row: Sendable, Hashable {
        /// The row's id and ordinal.
        package var key: GridRowKey
        /// Its place in the dataset, from 0.
        package var index: Int
    }

    /// The evaluation.
    package private(set) var record: EvaluationRecord
    /// The rows in the order in which they became known; others point to them by this place.
    package private(set) var rows: [Row] = []
    /// What each column comes to.
    package private(set) var heads: [GridHead]
    /// The place of the column that others are compared with.
    package private(set) var baseline: Int
    private var places: [GridRowKey: Int] = [:]
    /// By row, then column, then repeat.
    private var cells: [GridCell?] = []
    /// By row, then column.
    private var tallies: [GridTally] = []
    /// The milliseconds of the answered cells of each column, ascending.
    private var latencies: [[Double]]

    /// Creates a grid without cells.
    package init(_ record: EvaluationRecord) {
        self.record = record
        baseline = record.columns.firstIndex { $0.label == record.settings.baseline } ?? 0
        heads = record.columns.map { _ in GridHead() }
        latencies = record.columns.map { _ in [] }
    }

    private var width: Int { record.columns.count }
    private var repeats: Int { record.repeats }

    /// The cells that have an answer.
    package var answered: Int { heads.reduce(0) { $0 + $1.answered } }
    /// The cells that are under way.
    package var sent: Int { heads.reduce(0) { $0 + $1.sent } }
    /// The cells without an answer, or whose checks did not run.
    package var errors: Int { heads.reduce(0) { $0 + $1.errors } }

    /// What the repeats of a row come to in a column.
    package func tally(row: Int, column: Int) -> GridTally { tallies[row * width + column] }

    /// The repeats of a row in a column, those that were never sent left out.
    package func cells(row: Int, column: Int) -> [GridCell] {
        let start = (row * width + column) * repeats
        return cells[start..<start + repeats].compactMap(\.self)
    }

    /// Whether a row passes in a column; nil if nothing of it was checked.
    package func passes(row: Int, column: Int) -> Bool? {
        tally(row: row, column: column).passes(rowUnder: record.settings.rowUnder)
    }

    /// The place of a row; nil if it has no place in the grid.
    package func place(of key: GridRowKey) -> Int? { places[key] }

    /// Takes cells in the place of earlier ones. Cells of columns and repeats that the grid does not have are left out.
    package mutating func take(_ changed: [GridCell]) {
        var touched: Set<Int> = []
        // Sums are not taken apart again: what is subtracted from one would leave dust.
        var resummed: Set<Int> = []
        var times = latencies.map { _ in [Double]() }
        for cell in changed
        where record.columns.indices.contains(cell.key.column) && (0..<repeats).contains(cell.key.repeat) {
            let (row, column) = (
                add(GridRowKey(row: cell.key.row, ordinal: cell.key.ordinal), index: cell.index), cell.key.column
            )
            if touched.insert(row).inserted { count(row, sign: -1) }
            let place = (row * width + column) * repeats + cell.key.repeat
            if let old = cells[place], old.state == .answered {
                remove(old.latencyMS, column, &times)
                resummed.insert(column)
            }
            if cell.state == .answered {
                times[column].append(cell.latencyMS)
                heads[column].addCosts(of: cell)
            }
            cells[place] = cell
        }
        for row in touched {
            for column in 0..<width {
                let place = row * width + column
                tallies[place] = GridTally(cells[(place * repeats)..<((place + 1) * repeats)])
            }
            count(row, sign: 1)
        }
        for column in resummed { sumUpCosts(column) }
        for column in times.indices where !times[column].isEmpty || resummed.contains(column) {
            latencies[column].append(contentsOf: times[column])
            latencies[column].sort()
            heads[column].median = Statistics.percentile(50, ofSorted: latencies[column])
            heads[column].high = Statistics.percentile(95, ofSorted: latencies[column])
        }
    }

    /// Adds the rows of the dataset that the evaluation was made of: some of them may have no cell yet.
    package mutating func take(_ dataset: Dataset) {
        guard dataset.id == record.dataset else { return }
        for (index, (row, ordinal)) in zip(dataset.rows, dataset.ordinals).enumerated() {
            let place = add(GridRowKey(row: row.id, ordinal: ordinal), index: index)
            rows[place].index = index
        }
    }

    /// Compares with another column from now on.
    package mutating func setBaseline(_ column: Int) {
        guard record.columns.indices.contains(column) else { return }
        for row in rows.indices { count(row, sign: -1) }
        baseline = column
        record.settings.baseline = record.columns[column].label
        for row in rows.indices { count(row, sign: 1) }
    }

    private mutating func add(_ key: GridRowKey, index: Int) -> Int {
        if let place = places[key] { return place }
        places[key] = rows.count
        rows.append(Row(key: key, index: index))
        tallies.append(contentsOf: repeatElement(GridTally(), count: width))
        cells.append(contentsOf: repeatElement(nil, count: width * repeats))
        return rows.count - 1
    }

    /// Removes a time, of those that were there or of those that are about to come.
    private mutating func remove(_ milliseconds: Double, _ column: Int, _ times: inout [[Double]]) {
        if let place = times[column].firstIndex(of: milliseconds) {
            times[column].remove(at: place)
        } else if let place = latencies[column].firstIndex(of: milliseconds) {
            latencies[column].remove(at: place)
        }
    }

    /// Counts a row in the heads of all columns, or counts it no more.
    private mutating func count(_ row: Int, sign: Int) {
        let base = tallies[row * width + baseline]
        for column in heads.indices {
            heads[column].count(
                tallies[row * width + column], base: column == baseline ? nil : base,
                rowUnder: record.settings.rowUnder, sign: sign)
        }
    }

    private mutating func sumUpCosts(_ column: Int) {
        heads[column].forgetCosts()
        for row in rows.indices {
            let start = (row * width + column) * repeats
            for case let cell? in cells[start..<start + repeats] where cell.state == .answered {
                heads[column].addCosts(of: cell)
            }
        }
    }
}
