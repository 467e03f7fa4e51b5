import RequestCore
import TextUI

/// How the list of findings looks: one row each, below them the selected one in full.
enum FindingListView {
    static func draw(_ list: FindingList, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let findings = list.findings(in: state)
        let rect = LayerLayout.findings(state.size, rows: findings.count)
        let inside = canvas.layer(
            rect, title: "Findings", right: position(list, findings), hint: list.filter.isActive ? "" : hint)
        defer { list.filter.draw(in: rect, on: &canvas) }
        guard let finding = state.selected(list) else {
            let text = StyledText(list.filter.isActive ? "nothing matches" : "No problems found.", canvas.theme[.dim])
            return canvas.row(text, at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        }
        let foot = min(3, max(0, inside.height - 1))
        let rows = Rect(x: inside.x, y: inside.y, width: inside.width, height: inside.height - foot)
        ListView.draw(count: findings.count, selection: list.selection, in: rows, on: &canvas) { index, theme in
            let finding = findings[index]
            let left = StyledText(mark(finding) + " ", style(finding, theme))
                .appending(Sanitiser.oneLine(finding.place.description), theme[.accent])
                .appending("  " + Sanitiser.oneLine(finding.text), theme[.text])
            return (left, finding.fix == nil ? "" : StyledText("!", theme[.good]))
        }
        var lines = TextWrapper.wrap(Sanitiser.oneLine(finding.text), width: inside.width - 2).map {
            StyledText($0.text, canvas.theme[.text])
        }
        lines = Array(lines.prefix(foot - 1))
        if let fix = finding.fix { lines.append(StyledText("! " + fix.title, canvas.theme[.good])) }
        for (offset, line) in lines.prefix(foot).enumerated() {
            canvas.row(line, at: Point(x: inside.x + 1, y: rows.maxY + offset), width: inside.width - 2)
        }
    }

    private static func position(_ list: FindingList, _ findings: [Finding]) -> String {
        findings.isEmpty ? "" : "\(min(list.selection, findings.count - 1) + 1) of \(findings.count)"
    }

    private static func mark(_ finding: Finding) -> String { finding.severity == .note ? "·" : "!" }

    static func style(_ finding: Finding, _ theme: Theme) -> Style {
        switch finding.severity {
        case .error: theme[.bad]
        case .warning: theme[.warn]
        case .note: theme[.dim]
        }
    }
}
