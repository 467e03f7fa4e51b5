import Evaluations
import RequestCore
import TextUI

/// Explains the row under the cursor in a few lines, where the screen is small: its answers, then what the failing checks say.
enum GridBriefView {
    static func draw(
        _ page: GridPage, _ state: AppState, _ text: GridText, _ layout: GridLayout, in rect: Rect,
        on canvas: inout Canvas
    ) {
        let area = rect.inset(left: 1, right: 1)
        let lines = lines(page, state, text, layout)
        for (offset, line) in lines.prefix(area.height).enumerated() {
            canvas.row(line, at: Point(x: area.x, y: area.y + offset), width: area.width)
        }
    }

    private static func lines(
        _ page: GridPage, _ state: AppState, _ text: GridText, _ layout: GridLayout
    ) -> [StyledText] {
        let theme = text.theme
        guard let detail = page.detail(in: state) else {
            return [StyledText(page.order.isEmpty ? "" : "…", theme[.dim])]
        }
        let columns = text.grid.table.record.columns
        let failing = detail.checks.flatMap { check in
            layout.columns.compactMap { column -> StyledText? in
                let counts = check.counts[column.place]
                guard counts.failed + counts.errors + counts.unchecked > 0 else { return nil }
                let name = GridDetailView.name(of: check, in: text.grid.rows[detail.key])
                return Self.check(name, counts, columns[column.place].label, text)
            }
        }
        let room = max(2, (layout.detail?.height ?? 8) - min(failing.count, 3) - (failing.isEmpty ? 0 : 1))
        var lines: [StyledText] = []
        for column in layout.columns {
            let isCursor = column.place == page.column
            for group in page.groups(detail, column.place).prefix(max(1, room / max(1, layout.columns.count))) {
                var line = StyledText(columns[column.place].label, theme[isCursor ? .heading : .dim])
                line.append(" \(group.cells.count)×  ", theme[.dim])
                line.append(GridDetailView.oneLine(group), theme[group.error == nil ? .text : .bad])
                lines.append(line)
            }
        }
        return lines + (failing.isEmpty ? [] : [""] + failing)
    }

    /// `✗ contains  Dover   4 of A: no "Dover" in it`.
    private static func check(
        _ name: String, _ counts: GridRowDetail.CheckLine.Counts, _ label: String, _ text: GridText
    ) -> StyledText {
        let (sign, role): (String, Theme.Role) =
            counts.failed > 0
            ? (text.marks.fail, .bad) : counts.errors > 0 ? (text.marks.error, .warn) : (text.marks.unchecked, .dim)
        var line = StyledText("  \(sign) ", text.theme[role])
        line.append(name, text.theme[.text])
        line.append("   \(max(counts.failed, counts.errors, counts.unchecked)) of \(label)", text.theme[.dim])
        if let reason = counts.reason { line.append(": " + Sanitiser.oneLine(reason), text.theme[.dim]) }
        return line
    }
}

extension GridPage {
    /// The answers of the row under the cursor; nil until they have been read.
    func detail(in state: AppState) -> GridRowDetail? {
        grid(in: state)?.detail.flatMap { $0.key == key(in: state) ? $0 : nil }
    }

    /// The groups of a column, that of the cursor beginning with the answer that is looked at.
    func groups(_ detail: GridRowDetail, _ column: Int) -> [GridRowDetail.Group] {
        let groups = detail.columns[column]
        guard column == self.column, !groups.isEmpty else { return groups }
        let first = answer % groups.count
        return Array(groups[first...] + groups[..<first])
    }
}
