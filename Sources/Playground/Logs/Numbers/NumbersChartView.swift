import Logbook
import TextUI

/// Draws the times to the end over time: p50 and p95 as lines of braille, with the largest value and the days beside them.
enum NumbersChartView {
    /// The most points that are asked for.
    static let points = 400
    private static let labelWidth = 9

    static func draw(_ timeline: LogTimeline, in rect: Rect, on canvas: inout Canvas) {
        let area = Rect(
            x: rect.x + labelWidth + 1, y: rect.y + 1, width: rect.width - labelWidth - 1, height: rect.height - 3)
        guard area.width > 8, area.height > 0, let highest = timeline.points.compactMap(\.p95).max(), highest > 0 else {
            return
        }
        let theme = canvas.theme
        var head = StyledText("total over time: ", theme[.dim])
        head.append("p50", theme[.accent])
        head.append("  p95", theme[.dim])
        canvas.row(head, at: rect.origin, width: rect.width)
        var median = BrailleChart(size: area.size)
        // Of the points in one column the largest counts, or peaks would vanish.
        median.draw(peaks(timeline.points.map(\.p50), columns: median.columns), in: 0...highest)
        var chart = median
        chart.draw(peaks(timeline.points.map(\.p95), columns: chart.columns), in: 0...highest)
        let isPlain = canvas.borders == .ascii
        let medians = median.rows(ascii: isPlain)
        for (row, line) in chart.rows(ascii: isPlain).enumerated() {
            let y = area.y + row
            let label = row == 0 ? Readable.seconds(highest) : row == area.height - 1 ? "0 s" : ""
            let x = area.x - 2 - DisplayWidth.of(label)
            canvas.frame.put(label, at: Point(x: x, y: y), style: theme[.dim])
            canvas.frame.put(
                String(canvas.borders.vertical), at: Point(x: area.x - 1, y: y), style: theme[.border])
            // A cell in which both lines lie has the colour of the median.
            for (column, dots) in zip(line, medians[row]).enumerated() {
                canvas.frame.put(
                    String(dots.0), at: Point(x: area.x + column, y: y),
                    style: theme[dots.1 == " " ? .dim : .accent], clip: area)
            }
        }
        let axis = String(canvas.borders.bottomLeft) + String(repeating: canvas.borders.horizontal, count: area.width)
        canvas.frame.put(axis, at: Point(x: area.x - 1, y: area.maxY), style: theme[.border])
        drawDays(timeline, in: Rect(x: area.x, y: area.maxY + 1, width: area.width, height: 1), on: &canvas)
    }

    private static func drawDays(_ timeline: LogTimeline, in line: Rect, on canvas: inout Canvas) {
        guard let start = timeline.start, let end = timeline.end else { return }
        var days = LocalDay()
        let (from, to) = (days.name(ofMilliseconds: start), days.name(ofMilliseconds: end))
        canvas.row(
            StyledText(from, canvas.theme[.dim]), right: StyledText(from == to ? "" : to, canvas.theme[.dim]),
            at: line.origin, width: line.width)
    }

    private static func peaks(_ values: [Double?], columns: Int) -> [Double?] {
        guard columns > 0, values.count > columns else { return values }
        return (0..<columns).map { column in
            values[(column * values.count / columns)..<((column + 1) * values.count / columns)].compactMap(\.self).max()
        }
    }
}
