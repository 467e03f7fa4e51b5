import Evaluations
import TextUI

/// Where the parts of a grid stand.
struct GridLayout {
    /// A column that is visible.
    struct Column: Hashable {
        /// Its place among all columns.
        var place: Int
        var x: Int
        var width: Int
    }

    /// A line of the head, below the line with the columns' names.
    enum HeadLine: Hashable {
        case model, passes, against, repeats, times, costs, timesAndCosts, ratings
    }

    /// The box of the grid.
    let box: Rect
    /// The lines of the head.
    let lines: [HeadLine]
    /// The columns that are visible. The baseline always is.
    let columns: [Column]
    /// The names of the rows.
    let labels: Rect
    /// The rows, over the whole width inside the box.
    let rows: Rect
    /// The first visible row, among those that are shown.
    let top: Int
    /// Where the row under the cursor is explained: a box of its own where there is room, else the lower part of the grid's;
    /// nil where there is none.
    let detail: Rect?
    let isWide: Bool

    private static let leastColumn = 26

    /// Lays out a grid; nil while it is not open.
    init?(_ state: AppState, _ page: GridPage) {
        guard let grid = page.grid(in: state) else { return nil }
        let body = Self.body(state)
        isWide = body.width >= 100 && body.height >= 28
        lines = Self.lines(grid, isWide: isWide, height: body.height)
        let lower = isWide ? body.height * 10 / 19 : 0
        let (lowerBox, upperBox) = body.removingBottom(lower)
        box = upperBox
        let inside = upperBox.inset(by: 1)
        let head = min(inside.height - 1, lines.count + 1)
        var rest = inside.removingTop(head + 1).rest
        if isWide {
            detail = lowerBox
        } else {
            let height = max(0, rest.height - 1) * 8 / 14
            guard height >= 3 else {
                detail = nil
                (rows, labels, columns, top) = Self.parts(rest, inside, grid, page)
                return
            }
            let (removed, left) = rest.removingBottom(height + 1)
            detail = removed.removingTop(1).rest
            rest = left
        }
        (rows, labels, columns, top) = Self.parts(rest, inside, grid, page)
    }

    /// Between header and footer; an opened log stands beside the grid where there is room for both.
    private static func body(_ state: AppState) -> Rect {
        let body = LayerLayout.body(state.size)
        guard let beside = state.layout?.beside else { return body }
        return Rect(x: body.x, y: body.y, width: beside.x - body.x, height: body.height)
    }

    private static func lines(_ grid: OpenGrid, isWide: Bool, height: Int) -> [HeadLine] {
        let hasRepeats = grid.table.record.repeats > 1
        let isRated = !grid.ratings.isEmpty
        let against: [HeadLine] = grid.table.record.columns.count > 1 ? [.against] : []
        if isWide {
            return [.model, .passes] + against + (hasRepeats ? [.repeats] : []) + [.times, .costs]
                + (isRated ? [.ratings] : [])
        }
        if height >= 20 { return [.passes] + against + [.timesAndCosts] }
        return height >= 12 ? [.passes] : []
    }

    private static func parts(
        _ rows: Rect, _ inside: Rect, _ grid: OpenGrid, _ page: GridPage
    ) -> (rows: Rect, labels: Rect, columns: [Column], top: Int) {
        let labelWidth =
            inside.width < 60 ? max(8, inside.width / 3) : inside.width < 98 ? 22 : min(40, inside.width / 4 - 2)
        let labels = Rect(x: inside.x, y: rows.y, width: labelWidth, height: rows.height)
        let view = view(grid.table, page, labelWidth: labelWidth, width: inside.width)
        let columns = view.compactMap { place, seen in
            place.map { Column(place: $0, x: inside.x + seen.x - 1, width: seen.width + 1) }
        }
        let height = max(1, rows.height)
        return (rows, labels, columns, ListView.top(count: page.order.count, selection: page.selection, height: height))
    }

    /// The name of a column in what a person has changed of the grid.
    static func id(of column: EvaluationColumn) -> TableColumn.ID { TableColumn.ID(column.label) }

    /// The columns in view by their places among all, the names of the rows first, with nil. Where not all columns fit, the baseline
    /// stays and the others scroll; where one fits, it is that under the cursor.
    private static func view(
        _ table: GridTable, _ page: GridPage, labelWidth: Int, width: Int
    ) -> [(place: Int?, seen: TableLayout.Place)] {
        let columns = table.record.columns
        // On the smallest screens one column beside the names is narrower than it should be, and not missing.
        let least = max(4, min(leastColumn - 1, width - labelWidth - TableLayout.gap))
        func layout(freezing baseline: Int?) -> TableLayout {
            let names = TableColumn(
                "", "", width: .fixed(labelWidth - TableLayout.gutter), isFrozen: true, isKept: true)
            let others = columns.enumerated().map { place, column in
                TableColumn(id(of: column), "", width: .flexible(least: least), isFrozen: place == baseline)
            }
            // The last column ends at the frame, so nothing is left free before it.
            return TableLayout(
                [names] + others, manner: page.manner,
                cursor: columns.indices.contains(page.column) ? id(of: columns[page.column]) : nil,
                width: width + 1)
        }
        var view = layout(freezing: nil)
        if view.hidesLeft || view.hidesRight, view.places.count > 2 { view = layout(freezing: table.baseline) }
        return view.places.map { seen in (columns.firstIndex { id(of: $0) == seen.column.id }, seen) }
    }
}
