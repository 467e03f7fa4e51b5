import Evaluations
import RequestCore

/// What arrives for the grid that is open.
extension AppState {
    /// Takes what has been read of an evaluation.
    mutating func gridOpened(_ grid: OpenGrid, isWhole: Bool) {
        var grid = grid
        grid.isWhole = isWhole
        if let earlier = grids.open, earlier.id == grid.id {
            grid.keep(of: earlier)
        }
        grids.open = grid
        rearrangeGrid(grid)
    }

    mutating func gridRowsRead(_ id: String, _ rows: GridRows?, fault: String?) {
        guard let before = grids.open, before.id == id else { return }
        if let rows { grids.open?.take(rows) }
        if grids.open?.isOtherDataset == true, !before.isOtherDataset, !before.rows.isEmpty {
            let key = settings.keymap.label(of: "grid.run").map { "; \($0) evaluates them" } ?? ""
            say("The rows have changed\(key). Answers of rows that stayed are kept.")
        }
        grids.open?.fault = fault
        if let grid = grids.open { rearrangeGrid(grid) }
    }

    mutating func gridNumbered(_ id: String, _ numbers: [Int?]) {
        if grids.open?.id == id { grids.open?.numbers = numbers }
    }

    mutating func gridRated(_ id: String, _ ratings: [Int: GridRatings]) {
        if grids.open?.id == id { grids.open?.ratings = ratings }
    }

    /// Takes cells that were written since. Rows keep their places: only new ones are added.
    mutating func gridChanged(_ id: String, _ changed: GridCells) {
        guard grids.open?.id == id else { return }
        let count = grids.open?.table.rows.count
        grids.open?.table.take(changed.cells)
        guard let grid = grids.open else { return }
        if grid.table.rows.count != count { rearrangeGrid(grid) }
        guard let page = layers.all(GridPage.self).last else { return }
        // What has come may have the words that are looked for.
        page.findAnswers(in: &self)
        guard let key = page.key(in: self) else { return }
        let isTouched = changed.cells.contains { $0.key.row == key.row && $0.key.ordinal == key.ordinal }
        if isTouched { page.look(in: &self) }
    }

    mutating func gridFound(_ id: String, _ rows: [String: Set<GridRowKey>]) {
        guard grids.open?.id == id else { return }
        grids.open?.take(answering: rows)
        if let grid = grids.open { rearrangeGrid(grid) }
    }

    mutating func gridLooked(_ id: String, _ detail: GridRowDetail) {
        if grids.open?.id == id { grids.open?.look(at: detail) }
    }

    /// Takes a rating into the answers that are shown, and counts it.
    mutating func gridJudged(_ log: String, _ feedback: LogRecord.Feedback?) {
        guard let detail = grids.open?.detail,
            let column = detail.columns.firstIndex(where: { $0.contains { $0.log == log } })
        else { return }
        var ratings = grids.open?.ratings[column] ?? GridRatings()
        switch detail.ratings[log] {
        case .good: ratings.good -= 1
        case .bad: ratings.bad -= 1
        case nil: break
        }
        switch feedback {
        case .good: ratings.good += 1
        case .bad: ratings.bad += 1
        case nil: break
        }
        grids.open?.ratings[column] = ratings
        grids.open?.rate(log, feedback)
    }

    private mutating func rearrangeGrid(_ grid: OpenGrid) {
        layers.change(GridPage.self) { if $0.evaluation == grid.id { $0.arrange(grid) } }
        if let page = layers.all(GridPage.self).last(where: { $0.evaluation == grid.id }) { page.look(in: &self) }
    }
}
