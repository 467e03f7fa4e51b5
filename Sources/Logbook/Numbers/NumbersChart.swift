import RequestCore

/// Charts of the numbers over time, as SVG that stands in a page.
enum NumbersChart {
    private static let (width, height) = (720.0, 180.0)
    /// The room for labels at the left and below.
    private static let (left, bottom) = (56.0, 20.0)

    /// The lines of p50 and p95.
    static func times(_ timeline: LogTimeline) -> String {
        let highest = max(timeline.points.compactMap(\.p95).max() ?? 0, 1)
        var svg = start("p50 and p95 of the time to the end, over time", top: NumbersWords.time(highest), timeline)
        for (name, value) in [("p95", \LogTimeline.Point.p95), ("p50", \LogTimeline.Point.p50)] {
            svg += "<path class=\"\(name)\" d=\"\(path(timeline.points.map { $0[keyPath: value] }, highest))\"/>\n"
        }
        svg += "<text x=\"\(number(width - 60))\" y=\"12\">p95 above p50</text>\n"
        return svg + "</svg>\n"
    }

    /// A bar for each span: its runs, and the part of them that failed.
    static func runs(_ timeline: LogTimeline) -> String {
        let highest = Double(timeline.points.map(\.runs).max() ?? 1)
        var svg = start("runs over time, errors in red", top: NumbersWords.count(Int(highest)), timeline)
        let step = (width - left) / Double(timeline.points.count)
        for (place, point) in timeline.points.enumerated() where point.runs > 0 {
            for (name, count) in [("runs", point.runs), ("errors", point.errors)] where count > 0 {
                let tall = Double(count) / highest * (height - bottom)
                svg += "<rect class=\"\(name)\" x=\"\(number(left + Double(place) * step))\" "
                svg += "y=\"\(number(height - bottom - tall))\" width=\"\(number(max(step - 0.5, 0.5)))\" "
                svg += "height=\"\(number(tall))\"/>\n"
            }
        }
        return svg + "</svg>\n"
    }

    private static func start(_ title: String, top: String, _ timeline: LogTimeline) -> String {
        var days = LocalDay()
        let first = timeline.start.map { days.name(ofMilliseconds: $0) } ?? ""
        let last = timeline.end.map { days.name(ofMilliseconds: $0) } ?? ""
        let base = height - bottom
        return """
            <svg viewBox="0 0 \(number(width)) \(number(height))" role="img" aria-label="\(title)">
            <path class="axis" d="M\(number(left)) 0V\(number(base))H\(number(width))"/>
            <text x="0" y="11">\(MarkupText.escaped(top))</text><text x="0" y="\(number(base))">0</text>
            <text x="\(number(left))" y="\(number(height - 4))">\(first)</text>
            <text x="\(number(width))" y="\(number(height - 4))" text-anchor="end">\(last)</text>

            """
    }

    /// A line with gaps where values are missing. A value between two gaps is a short stroke.
    private static func path(_ values: [Double?], _ highest: Double) -> String {
        var path = ""
        var isDown = false
        let step = (width - left) / Double(max(values.count - 1, 1))
        for (place, value) in values.enumerated() {
            guard let value else {
                isDown = false
                continue
            }
            let x = left + Double(place) * step
            let y = (height - bottom) * (1 - value / highest)
            path += isDown ? "L\(number(x)) \(number(y))" : "M\(number(x)) \(number(y))h1"
            isDown = true
        }
        return path
    }

    private static func number(_ value: Double) -> String { NumbersWords.fixed(value) }
}

/// Numbers on a page, in a few words.
enum NumbersWords {
    static func count(_ value: Int?) -> String { value.map(String.init) ?? "–" }

    static func cost(_ numbers: LogNumbers) -> String {
        guard let cost = numbers.cost else { return "–" }
        return (numbers.unpriced > 0 ? "≥ " : "") + "$\((cost.value * 10_000).rounded() / 10_000)"
    }

    static func time(_ milliseconds: Double?) -> String {
        guard let milliseconds else { return "–" }
        return milliseconds < 1000 ? "\(Int(milliseconds.rounded())) ms" : "\((milliseconds / 100).rounded() / 10) s"
    }

    /// With at most two decimals.
    static func fixed(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
