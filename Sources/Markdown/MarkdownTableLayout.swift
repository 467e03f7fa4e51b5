internal import TextUI

/// Sets a table to a width.
struct MarkdownTableLayout {
    /// The least columns of a cell. Where there is less room, each row becomes lines of `heading: value`.
    private static let leastCell = 4

    let width: Int
    let theme: Theme

    func rows(of table: MarkdownTable) -> [StyledText] {
        guard let head = table.rows.first, !head.isEmpty else { return [] }
        let cells = table.rows.enumerated().map { index, row in
            row.map { MarkdownProse($0, index == 0 ? theme[.heading].bold() : theme[.text], theme) }
        }
        guard let widths = widths(of: cells, columns: head.count) else { return lines(of: table) }
        var rows: [StyledText] = []
        for (index, row) in cells.enumerated() {
            rows += set(row, widths, table.alignments)
            if index == 0 {
                let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─")
                rows.append(StyledText(rule, theme[.dim]))
            }
        }
        return rows
    }

    /// The columns of each cell; nil if there is no room for them. Columns that are narrower than their share keep
    /// their width, and the others share what is left.
    private func widths(of cells: [[MarkdownProse]], columns: Int) -> [Int]? {
        let room = width - 3 * (columns - 1)
        guard room >= columns * Self.leastCell else { return nil }
        let natural = (0..<columns).map { column in
            max(1, cells.map { column < $0.count ? $0[column].width : 0 }.max() ?? 1)
        }
        guard natural.reduce(0, +) > room else { return natural }
        var widths = natural
        var open = Set(0..<columns)
        var left = room
        while true {
            let share = max(1, left / max(1, open.count))
            let narrow = open.filter { natural[$0] <= share }
            guard !narrow.isEmpty, narrow.count < open.count else {
                for column in open { widths[column] = min(natural[column], share) }
                return widths
            }
            for column in narrow { left -= natural[column] }
            open.subtract(narrow)
        }
    }

    private func set(
        _ cells: [MarkdownProse], _ widths: [Int], _ alignments: [MarkdownTable.Alignment]
    ) -> [StyledText] {
        let wrapped = zip(cells, widths).map { $0.rows(width: $1).map(\.text) }
        let separator = StyledText(" │ ", theme[.dim])
        return (0..<(wrapped.map(\.count).max() ?? 0)).map { line in
            var row = StyledText()
            for (column, rows) in wrapped.enumerated() {
                if column > 0 { row.append(separator) }
                let alignment = column < alignments.count ? alignments[column] : .left
                let isLast = column == wrapped.count - 1
                row.append(aligned(line < rows.count ? rows[line] : "", widths[column], alignment, isLast: isLast))
            }
            return row
        }
    }

    private func aligned(
        _ text: StyledText, _ width: Int, _ alignment: MarkdownTable.Alignment, isLast: Bool
    ) -> StyledText {
        let room = max(0, width - text.width)
        let before =
            switch alignment {
            case .left: 0
            case .center: room / 2
            case .right: room
            }
        let indented = StyledText(String(repeating: " ", count: before), theme[.text]) + text
        if isLast, text.isEmpty { return text }
        return isLast ? indented : indented.padded(to: width, style: theme[.text])
    }

    /// Each row as lines of `heading: value`, for a screen too narrow for columns.
    private func lines(of table: MarkdownTable) -> [StyledText] {
        guard let head = table.rows.first else { return [] }
        let body = table.rows.count > 1 ? Array(table.rows.dropFirst()) : [head.map { _ in [] }]
        return body.flatMap { row in
            zip(head, row).flatMap { name, value in
                let title = name.map { MarkdownInline($0.text, $0.traits.union(.strong)) }
                return MarkdownProse(title + [MarkdownInline(": ")] + value, theme[.text], theme)
                    .rows(width: width).map(\.text)
            }
        }
    }
}
