import TextUI

/// Where the parts of the numbers stand.
struct NumbersPlace {
    let rect: Rect
    /// The rectangle inside the border.
    let inner: Rect
    /// The lines about all logs.
    let facts: Rect
    /// The line over time; nil if there is no room for it.
    let chart: Rect?
    /// The table of groups.
    let table: Rect
    /// The groups in view.
    var groupCount: Int { max(1, table.height - 1) }

    init(_ screen: NumbersScreen, _ state: AppState) {
        rect = LayerLayout.body(state.size)
        inner = rect.inset(by: 1)
        var rest = inner.inset(left: 1, right: 1)
        let lines = screen.report.map {
            NumbersWordsView($0, theme: state.settings.theme).lines(width: rest.width).count
        }
        (facts, rest) = rest.removingTop(lines ?? 1)
        let points = screen.report?.timeline.points.count ?? 0
        let height = inner.height >= 30 ? 9 : inner.height >= 18 ? 7 : 0
        if points > 1, height > 0 {
            var chart: Rect
            (chart, rest) = rest.removingTop(height)
            chart = chart.inset(bottom: 1)
            self.chart = chart
        } else {
            chart = nil
        }
        table = Rect(x: inner.x, y: rest.y, width: inner.width, height: rest.height)
    }
}
