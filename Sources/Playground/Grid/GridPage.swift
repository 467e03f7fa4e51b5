package import Evaluations
package import TextUI

/// The grid of an evaluation: which rows are shown, where the cursor is, and which answer is looked at.
package struct GridPage: Layer {
    /// The id of the evaluation.
    package let evaluation: String
    /// The places of the rows that are shown, in order.
    package private(set) var order: [Int] = []
    /// The row under the cursor, among those that are shown.
    package private(set) var selection = 0
    /// The column under the cursor.
    package private(set) var column = 0
    /// Which of the column's distinct answers is shown first.
    package private(set) var answer = 0
    package private(set) var filter = GridFilter.all
    /// How rows are sorted, and how wide the columns are.
    private(set) var manner = TableManner()
    /// The text that rows have to have; nil for any.
    package private(set) var search: TextBuffer?
    package private(set) var isTyping = false
    /// The rows that are marked.
    package private(set) var marks = TableMarks<GridRowKey>()

    /// Opens a grid at its top.
    package init(evaluation: String) { self.evaluation = evaluation }

    package var takesAllKeys: Bool { isTyping }

    package func textHints(in state: AppState) -> [KeyHint] {
        isTyping ? [KeyHint(.enter, "keep"), KeyHint(.escape, "clear")] : []
    }

    /// The open grid, if it is this one.
    func grid(in state: AppState) -> OpenGrid? {
        state.grids.open.flatMap { $0.id == evaluation ? $0 : nil }
    }

    /// The row under the cursor, by its place in the table.
    func row(in grid: OpenGrid) -> Int? { order.indices.contains(selection) ? order[selection] : nil }

    func key(in state: AppState) -> GridRowKey? {
        guard let grid = grid(in: state), let row = row(in: grid) else { return nil }
        return grid.table.rows[row].key
    }

    /// Chooses and orders the rows anew. The cursor stays on its row.
    ///
    /// - Parameter key: the row for the cursor; nil for the one that it is on.
    mutating func arrange(_ grid: OpenGrid, at key: GridRowKey? = nil) {
        let rows = grid.table.rows
        let key = key ?? row(in: grid).flatMap { rows.indices.contains($0) ? rows[$0].key : nil }
        let words = words
        order = grid.table.order(filter, sort(in: grid.table)) { words.isEmpty || grid.has(words, $0) }
        let place = key.flatMap { grid.table.place(of: $0) }
        selection = place.flatMap { order.firstIndex(of: $0) } ?? max(0, min(selection, order.count - 1))
    }

    /// The words that rows have to have, in small letters.
    private var words: [String] { (search?.text ?? "").lowercased().split(separator: " ").map(String.init) }

    /// Asks for the rows whose answers have the words that are looked for.
    func findAnswers(in state: inout AppState) {
        if !words.isEmpty { state.ask(.grid(.find(evaluation: evaluation, words: words))) }
    }

    /// The group of equal answers that is looked at.
    func group(in state: AppState) -> GridRowDetail.Group? {
        guard let detail = grid(in: state)?.detail, detail.key == key(in: state),
            detail.columns.indices.contains(column), !detail.columns[column].isEmpty
        else { return nil }
        let groups = detail.columns[column]
        return groups[answer % groups.count]
    }

    // MARK: Moving

    mutating func move(to row: Int, in state: inout AppState) {
        selection = max(0, min(row, order.count - 1))
        answer = 0
        look(in: &state)
    }

    mutating func move(toColumn column: Int, in state: AppState) {
        guard let count = grid(in: state)?.table.record.columns.count else { return }
        self.column = max(0, min(column, count - 1))
        answer = 0
    }

    /// Shows another of the column's distinct answers.
    mutating func turn(_ step: Int, in state: inout AppState) {
        guard let detail = grid(in: state)?.detail, detail.columns.indices.contains(column) else { return }
        let count = detail.columns[column].count
        guard count > 1 else { return state.say("every repeat has the same answer here") }
        answer = ((answer + step) % count + count) % count
    }

    /// Asks for the answers of the row under the cursor.
    func look(in state: inout AppState) {
        guard let grid = grid(in: state), let key = key(in: state) else { return }
        state.ask(.grid(.look(evaluation: evaluation, row: key, columns: grid.table.record.columns.count)))
    }

    /// Moves to the next row that fails, and to a column in which it does.
    mutating func goToFailure(_ step: Int, in state: inout AppState) {
        guard let grid = grid(in: state), !order.isEmpty else { return }
        for offset in 1...order.count {
            let place = ((selection + step * offset) % order.count + order.count) % order.count
            guard grid.table.fails(row: order[place]) else { continue }
            let columns = grid.table.record.columns.indices
            let failing = columns.filter { grid.table.passes(row: order[place], column: $0) == false }
            if let first = failing.first, !failing.contains(column) { move(toColumn: first, in: state) }
            if place == selection { return state.say("this is the only row that fails") }
            return move(to: place, in: &state)
        }
        state.say("no row fails")
    }

    // MARK: Choosing rows

    mutating func show(_ filter: GridFilter, in state: inout AppState) {
        self.filter = filter
        rearrange(in: &state)
    }

    /// Sorts by the column under the cursor: the worst rows first, then the best, then as in the dataset.
    mutating func nextSort(in state: inout AppState) {
        guard let own = grid(in: state)?.table.record.columns[column] else { return }
        manner.sort(by: GridLayout.id(of: own), isDescendingFirst: false)
        switch manner.sort?.isDescending {
        case false?: state.say("rows that fail in \(own.label) first")
        case true?: state.say("rows that pass in \(own.label) first")
        case nil: state.say("rows as in the dataset")
        }
        rearrange(in: &state)
    }

    /// The order of the rows; as in the dataset where the column is not there.
    private func sort(in table: GridTable) -> GridSort {
        guard let sort = manner.sort,
            let column = table.record.columns.firstIndex(where: { GridLayout.id(of: $0) == sort.column })
        else { return .dataset }
        return sort.isDescending ? .best(column: column) : .worst(column: column)
    }

    /// Makes the column under the cursor wider, or narrower where the number is negative.
    mutating func resizeColumn(by step: Int, in state: AppState) {
        guard let own = grid(in: state)?.table.record.columns[column],
            let seen = GridLayout(state, self)?.columns.first(where: { $0.place == column })
        else { return }
        manner.resize(GridLayout.id(of: own), from: seen.width - 1, by: step)
    }

    private mutating func rearrange(in state: inout AppState) {
        guard let grid = grid(in: state) else { return }
        arrange(grid)
        look(in: &state)
    }

    mutating func beginSearch() {
        search = search ?? TextBuffer("", isMultiline: false)
        isTyping = true
    }

    private mutating func type(_ edit: TextEdit, in state: inout AppState) {
        guard isTyping else { return }
        search?.apply(edit)
        findAnswers(in: &state)
        rearrange(in: &state)
    }

    mutating func mark(in state: inout AppState) {
        guard let key = key(in: state) else { return }
        marks.toggle(key)
        move(to: selection + 1, in: &state)
    }

    // MARK: The layer

    package mutating func press(_ key: Key, in state: inout AppState) {
        guard isTyping else {
            let page = GridLayout(state, self)?.rows.height ?? 1
            let place = ListKeys.place(after: key, from: selection, count: order.count, page: page, hasLetters: true)
            if let place { move(to: place, in: &state) }
            return
        }
        switch key {
        case .enter, .down, .up, .tab:
            isTyping = false
            if search?.text.isEmpty == true { search = nil }
        case .escape: leave(in: &state)
        default: if let edit = TextBuffer.edit(for: key, isMultiline: false) { type(edit, in: &state) }
        }
    }

    /// Into the search that is being typed, else rows from a spreadsheet.
    package mutating func paste(_ text: String, in state: inout AppState) {
        if isTyping { return type(.insert(text), in: &state) }
        change(.paste(text), in: &state)
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) { move(to: selection + lines, in: &state) }

    /// A click selects a cell: rows by columns, counted from the first that is visible.
    package mutating func click(row: Int, in state: inout AppState) {
        guard let layout = GridLayout(state, self) else { return }
        let width = layout.columns.count + 1
        let (line, place) = (row / width, row % width)
        if place > 0 { move(toColumn: layout.columns[place - 1].place, in: state) }
        move(to: layout.top + line, in: &state)
    }

    /// Esc goes back one step: the search, the filter, then the grid.
    package mutating func leave(in state: inout AppState) {
        if search != nil {
            (search, isTyping) = (nil, false)
            return rearrange(in: &state)
        }
        if filter != .all { return show(.all, in: &state) }
        if !marks.isEmpty { return marks.removeAll() }
        close(in: &state)
    }

    package func close(in state: inout AppState) {
        state.grids.place = self
        state.layers.pop()
        state.ask(.grid(.close))
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        GridView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }
}
