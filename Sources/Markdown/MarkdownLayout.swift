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
    package func rows(of blocks: [MarkdownBlock]) -> [StyledText] { page(of: blocks).texts }

    /// The rows of blocks, and how they go on.
    package func page(of blocks: [MarkdownBlock]) -> MarkdownPage { page(of: blocks, width: width, isTight: false) }

    private func page(of blocks: [MarkdownBlock], width: Int, isTight: Bool) -> MarkdownPage {
        var page = MarkdownPage()
        for block in blocks {
            if !page.rows.isEmpty, !isTight { page.append(StyledRow("")) }
            page.append(self.page(of: block, width: width))
        }
        return page
    }

    private func page(of block: MarkdownBlock, width: Int) -> MarkdownPage {
        switch block {
        case .paragraph(let text): return prose(text, theme[.text], width: width)
        case .heading(let level, let text):
            return prose(text, level == 1 ? theme[.heading].underlined() : theme[.heading].bold(), width: width)
        case .code(let language, let text): return code(text, language, width: width)
        case .html(let text): return code(text, "html", width: width)
        case .quote(let blocks):
            return page(of: blocks, width: max(1, width - 2), isTight: false).prefixed(
                first: StyledText("│ ", theme[.dim]), others: StyledText("│ ", theme[.dim]))
        case .list(let list): return self.list(list, width: width)
        case .table(let table):
            let rows = MarkdownTableLayout(width: width, theme: theme).rows(of: table)
            let part = MarkdownPage.Part(row: 0, content: .table(table))
            return MarkdownPage(rows.map { StyledRow($0) }, parts: rows.isEmpty ? [] : [part])
        case .rule:
            let rule = String(repeating: "─", count: min(width, Self.ruleWidth))
            return MarkdownPage([StyledRow(StyledText(rule, theme[.dim]))])
        }
    }

    private func prose(_ text: [MarkdownInline], _ style: Style, width: Int) -> MarkdownPage {
        MarkdownPage(
            MarkdownProse(text, style, theme).rows(width: min(width, measure)),
            parts: text.compactMap(\.image).map { MarkdownPage.Part(row: 0, content: .image($0)) })
    }

    private func code(_ text: String, _ language: String, width: Int) -> MarkdownPage {
        let shown = text.hasSuffix("\n") ? String(text.dropLast()) : text
        let indent = StyledText("  ", theme[.text])
        let rows = ColoredCode(shown, language: language).rows(width: max(1, width - 2), theme: theme).map { row in
            StyledRow(
                indent + row.text, isContinuation: row.isContinuation, hangsSpace: row.hangsSpace,
                margin: indent.text.count)
        }
        return MarkdownPage(
            rows, parts: [MarkdownPage.Part(row: 0, content: .code(language: language, shown))])
    }

    private func list(_ list: MarkdownList, width: Int) -> MarkdownPage {
        let last = list.start.map { "\($0 + max(0, list.items.count - 1))." } ?? "•"
        let indent = last.utf8.count > 3 || list.start != nil ? last.count + 1 : 2
        var page = MarkdownPage()
        for (index, item) in list.items.enumerated() {
            if !page.rows.isEmpty, !list.isTight { page.append(StyledRow("")) }
            var marker = list.start.map { "\($0 + index)." } ?? "•"
            if let isDone = item.isDone { marker = isDone ? "☑" : "☐" }
            let space = String(repeating: " ", count: max(1, indent - marker.count))
            var inner = self.page(of: item.blocks, width: max(1, width - indent), isTight: list.isTight)
            if inner.rows.isEmpty { inner = MarkdownPage([StyledRow("")]) }
            page.append(
                inner.prefixed(
                    first: StyledText(marker + space, theme[.accent]),
                    others: StyledText(String(repeating: " ", count: indent), theme[.text])))
        }
        return page
    }
}
