import Logbook
import TextUI

/// Draws the numbers of the logs.
enum NumbersScreenView {
    static func draw(_ screen: NumbersScreen, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let place = NumbersPlace(screen, state)
        canvas.layer(place.rect, title: "Numbers", right: right(screen), hint: hint)
        if let refusal = screen.refusal {
            return drawRefusal(refusal, in: place.inner.inset(left: 1, right: 1), on: &canvas)
        }
        guard let report = screen.report else {
            canvas.row(StyledText("counting …", canvas.theme[.dim]), at: place.facts.origin, width: place.facts.width)
            return
        }
        guard report.all.runs > 0 else {
            canvas.row(
                StyledText("no log matches", canvas.theme[.dim]), at: place.facts.origin, width: place.facts.width)
            return
        }
        let lines = NumbersWordsView(report, theme: canvas.theme).lines(width: place.facts.width)
        for (row, line) in lines.prefix(place.facts.height).enumerated() {
            canvas.row(line, at: Point(x: place.facts.x, y: place.facts.y + row), width: place.facts.width)
        }
        if let chart = place.chart { NumbersChartView.draw(report.timeline, in: chart, on: &canvas) }
        drawTable(screen, in: place.table, on: &canvas)
    }

    /// The filter, and how many runs it leaves.
    private static func right(_ screen: NumbersScreen) -> String {
        let words = DisplayWidth.truncating(Sanitiser.oneLine(screen.words), to: 40)
        let runs = screen.report.map { $0.all.runs == 1 ? "1 run" : "\(Readable.count($0.all.runs)) runs" } ?? ""
        return [words, runs].filter { !$0.isEmpty }.joined(separator: "   ")
    }

    private static func drawRefusal(_ sentence: String, in area: Rect, on canvas: inout Canvas) {
        let lines = TextWrapper.wrap(Sanitiser.oneLine(sentence), width: area.width)
        for (row, line) in lines.prefix(area.height).enumerated() {
            canvas.row(
                StyledText(line.text, canvas.theme[.bad]), at: Point(x: area.x, y: area.y + row), width: area.width)
        }
    }

    private static func drawTable(_ screen: NumbersScreen, in rect: Rect, on canvas: inout Canvas) {
        guard !screen.groups.isEmpty else {
            let words = StyledText("by \(screen.grouping.rawValue): none", canvas.theme[.dim])
            return canvas.row(words, at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2)
        }
        TableView(
            NumbersTable.columns(screen.grouping), manner: screen.manner, cursor: screen.cursor,
            rows: NumbersRows(screen.groups, screen.grouping, borders: canvas.borders), isFocused: true
        ).draw(in: rect, on: &canvas, row: { .layerRow($0) }, head: { .tableHead($0) })
    }
}
