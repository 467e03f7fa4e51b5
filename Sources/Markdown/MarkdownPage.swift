package import TextUI

/// Blocks of Markdown in rows, with the places of those that are copied by themselves.
package struct MarkdownPage: Sendable {
    /// A block that is of use by itself.
    package struct Part: Hashable, Sendable {
        /// What it is.
        package enum Content: Hashable, Sendable {
            /// - Parameter language: the first word behind the fence; empty for none.
            case code(language: String, String)
            case table(MarkdownTable)
            /// The address of an image.
            case image(String)
        }

        /// Its first row.
        package var row: Int
        package var content: Content
    }

    package private(set) var rows: [StyledRow]
    package private(set) var parts: [Part]

    init(_ rows: [StyledRow] = [], parts: [Part] = []) {
        self.rows = rows
        self.parts = parts
    }

    /// The rows without what is known of them.
    package var texts: [StyledText] { rows.map(\.text) }

    mutating func append(_ row: StyledRow) { rows.append(row) }

    /// Appends another page below.
    package mutating func append(_ page: MarkdownPage) {
        let start = rows.count
        rows += page.rows
        parts += page.parts.map { Part(row: $0.row + start, content: $0.content) }
    }

    /// The page with something before each row: a marker before the first, and the same before all others.
    ///
    /// A row that goes on from the one above has what stands before it as margin, and so has one with a margin of its own.
    func prefixed(first: StyledText, others: StyledText) -> MarkdownPage {
        let isBlank = others.text.allSatisfy { $0 == " " }
        var page = self
        for (index, row) in rows.enumerated() where index == 0 || !isBlank || !row.text.isEmpty {
            let prefix = index == 0 ? first : others
            page.rows[index].text = prefix + row.text
            let isMargin = row.margin > 0 || row.isContinuation
            page.rows[index].margin = isMargin ? row.margin + prefix.text.count : 0
        }
        return page
    }
}

extension MarkdownTable {
    /// The table as Markdown, without the emphasis in its cells.
    package var source: String {
        guard let head = rows.first else { return "" }
        let line = { (cells: [[MarkdownInline]]) in
            "| " + cells.map { Self.source(of: $0) }.joined(separator: " | ") + " |"
        }
        let marks = head.indices.map { index in
            switch index < alignments.count ? alignments[index] : .left {
            case .left: "---"
            case .center: ":-:"
            case .right: "--:"
            }
        }
        let rule = "| " + marks.joined(separator: " | ") + " |"
        return ([line(head), rule] + rows.dropFirst().map(line)).joined(separator: "\n")
    }

    private static func source(of cell: [MarkdownInline]) -> String {
        cell.map(\.text).joined().replacing("|", with: "\\|").replacing("\n", with: " ")
    }
}
