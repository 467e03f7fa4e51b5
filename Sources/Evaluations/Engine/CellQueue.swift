import Synchronization

/// The cells that are still to be sent, in the order of rows, repeats and columns, taken by the workers of each provider.
package final class CellQueue: Sendable {
    /// A cell to be sent.
    package struct Task: Sendable, Hashable {
        /// Its place in the grid.
        package var key: CellKey
        /// The row's place in the dataset.
        package var row: Int
    }

    private struct State {
        /// For each column, the number of the next cell: row · repeats + repeat.
        var next: [Int]
        var isStopped = false
    }

    private let dataset: Dataset
    private let ordinals: [Int]
    private let repeats: Int
    private let isWanted: @Sendable (CellKey) -> Bool
    private let state: Mutex<State>

    /// - Parameter isWanted: whether a cell is to be sent.
    package init(
        _ dataset: Dataset, columns: Int, repeats: Int, isWanted: @escaping @Sendable (CellKey) -> Bool
    ) {
        self.dataset = dataset
        ordinals = dataset.ordinals
        self.repeats = repeats
        self.isWanted = isWanted
        state = Mutex(State(next: Array(repeating: 0, count: columns)))
    }

    /// How many cells of each column are to be sent.
    package var counts: [Int] {
        (0..<state.withLock(\.next.count)).map { column in
            (0..<(dataset.rows.count * repeats)).count { isWanted(key($0, column)) }
        }
    }

    /// The next cell of some columns; nil when there are none, or none are to be sent any more.
    package func next(of columns: [Int]) -> Task? {
        state.withLock { state in
            while !state.isStopped, let column = columns.min(by: { state.next[$0] < state.next[$1] }) {
                let number = state.next[column]
                guard number < dataset.rows.count * repeats else { return nil }
                state.next[column] += 1
                let key = key(number, column)
                if isWanted(key) { return Task(key: key, row: number / repeats) }
            }
            return nil
        }
    }

    /// From now on nothing more is sent; what is under way goes on.
    package func stop() { state.withLock { $0.isStopped = true } }

    private func key(_ number: Int, _ column: Int) -> CellKey {
        let row = number / repeats
        return CellKey(
            column: column, row: dataset.rows[row].id, ordinal: ordinals[row], repeat: number % repeats)
    }
}
