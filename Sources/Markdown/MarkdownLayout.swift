package import TextUI

/// Sets blocks of Markdown in rows of styled text.
///
/// The text of a document reaches the screen only through ``Sanitiser``, as every text from outside does.
package struct MarkdownLayout {
    /// The most columns of a line of prose on the screen; longer lines are hard to read.
    package static let measure = 100
    /// The columns that a rule takes where there is room for any length.
    private static let ruleWidth = 100

    private let width: Int
    private let theme: Theme
    private let measure: Int

    /// - Parameters:
    ///   - width: the columns of a row; code and tables may fill them.
    ///   - measure: the most columns of a line of prose.
    package init(width: Int, theme: Theme, measure: Int = Self.measure) {
        self.width = max(1, width)
        self.theme = theme
        self.measure = measure
    }

    /// The rows of blocks, with a blank row between two of them.
    package func rows(of blocks: [MarkdownBlock]) -> [StyledText] {
        rows(of: blocks, width: width, isTight: false)
    }

    private func rows(of blocks: [MarkdownBlock], width: Int, isTight: Bool) -> [StyledText] {
        var rows: [StyledText] = []
        for block in blocks {
            if !rows.isEmpty, !isTight { rows.append("") }
            rows += self.rows(of: block, width: width)
        }
        return rows
    }

    private func rows(of block: MarkdownBlock, width: Int) -> [StyledText] {
        switch block {
        case .paragraph(let text): prose(text, theme[.text], width: width)
        case .heading(let level, let text):
            prose(text, level == 1 ? theme[.heading].underlined() : theme[.heading].bold(), width: width)
        case .code(let language, let text): code(text, language, width: width)
        case .html(let text): code(text, "html", width: width)
        case .quote(let blocks):
            prefixed(
                rows(of: blocks, width: max(1, width - 2), isTight: false), first: StyledText("│ ", theme[.dim]),
                others: StyledText("│ ", theme[.dim]))
        case .list(let list): self.list(list, width: width)
        case .table(let table): MarkdownTableLayout(width: width, theme: theme).rows(of: table)
        case .rule: [StyledText(String(repeating: "─", count: min(width, Self.ruleWidth)), theme[.dim])]
        }
    }

    private func prose(_ text: [MarkdownInline], _ style: Style, width: Int) -> [StyledText] {
        MarkdownProse(text, style, theme).rows(width: min(width, measure))
    }

    private func code(_ text: String, _ language: String, width: Int) -> [StyledText] {
        let shown = text.hasSuffix("\n") ? String(text.dropLast()) : text
        let colored = ColoredCode(shown, language: language)
        return colored.rows(width: max(1, width - 2), theme: theme).map { StyledText("  ", theme[.text]) + $0 }
    }

    private func list(_ list: MarkdownList, width: Int) -> [StyledText] {
        let last = list.start.map { "\($0 + max(0, list.items.count - 1))." } ?? "•"
        let indent = last.utf8.count > 3 || list.start != nil ? last.count + 1 : 2
        var rows: [StyledText] = []
        for (index, item) in list.items.enumerated() {
            if !rows.isEmpty, !list.isTight { rows.append("") }
            var marker = list.start.map { "\($0 + index)." } ?? "•"
            if let isDone = item.isDone { marker = isDone ? "☑" : "☐" }
            let space = String(repeating: " ", count: max(1, indent - marker.count))
            var inner = self.rows(of: item.blocks, width: max(1, width - indent), isTight: list.isTight)
            if inner.isEmpty { inner = [""] }
            rows += prefixed(
                inner, first: StyledText(marker + space, theme[.accent]),
                others: StyledText(String(repeating: " ", count: indent), theme[.text]))
        }
        return rows
    }

    private func prefixed(_ rows: [StyledText], first: StyledText, others: StyledText) -> [StyledText] {
        let isBlank = others.text.allSatisfy { $0 == " " }
        return rows.enumerated().map { index, row in
            index > 0 && isBlank && row.isEmpty ? row : (index == 0 ? first : others) + row
        }
    }
}
