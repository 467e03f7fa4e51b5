import JSON
import Markdown
import TextUI

/// What can be copied by itself of a text that is shown as it was written: a question, a result, or a raw answer.
enum PlainParts {
    /// Finds the parts that Markdown would show, and JSON.
    ///
    /// - Parameter lines: the text as it is wrapped.
    static func parts(of text: String, in lines: [WrappedLine]) -> [MessagePart] {
        guard text.utf8.count <= MessageBlock.longestMarkdown else { return [] }
        if text.looksLikeJSON, (try? JSONValue(parsing: text)) != nil {
            return [MessagePart(row: 0, content: .json(text))]
        }
        guard mayHaveParts(text), let blocks = MarkdownParser.blocks(of: text) else { return [] }
        let found = MarkdownLayout(width: 80, theme: .plain).page(of: blocks).parts
        guard !found.isEmpty else { return [] }
        var source = Source(text, lines)
        return found.map { MessagePart(row: source.row(of: $0.content), content: MessagePart.Content($0.content)) }
    }

    /// Whether it is worth reading the text: most have none of these.
    private static func mayHaveParts(_ text: String) -> Bool {
        ["```", "~~~", "|", "![", "\n    ", "\n\t"].contains { text.contains($0) }
    }

    /// The lines of the text, read from top to bottom as the parts are asked for.
    private struct Source {
        private let lines: [Substring]
        /// The rows on which the lines begin.
        private let rows: [Int]
        private var next = 0

        init(_ text: String, _ wrapped: [WrappedLine]) {
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            rows = wrapped.indices.filter { !wrapped[$0].isContinuation }
        }

        /// The row on which the next part with this content begins; that of the part before it where it is written in a way that is
        /// not known.
        mutating func row(of content: MarkdownPage.Part.Content) -> Int {
            let place: Int?
            var height = 1
            switch content {
            case .code(_, let code):
                let own = code.split(separator: "\n", omittingEmptySubsequences: false)
                let first = own.first { !$0.allSatisfy(\.isWhitespace) }?.trimmed
                place = first.flatMap { first in find { $0.trimmed.hasSuffix(first) } } ?? find(Self.isFence)
                height = max(1, own.count)
            case .table(let table):
                // The line above the rule has the headings.
                place = find(Self.isRule).map { max(next, $0 - 1) }
                height = table.rows.count + 1
            case .image(let address): place = find { $0.contains(address) }
            }
            guard let place else { return row(ofLine: next) }
            next = min(place + height, lines.count)
            return row(ofLine: place)
        }

        private func find(_ isWanted: (Substring) -> Bool) -> Int? {
            next < lines.count ? lines[next...].firstIndex(where: isWanted) : nil
        }

        private func row(ofLine line: Int) -> Int { rows.isEmpty ? 0 : rows[max(0, min(line, rows.count - 1))] }

        private static func isFence(_ line: Substring) -> Bool {
            line.trimmed.hasPrefix("```") || line.trimmed.hasPrefix("~~~")
        }

        private static func isRule(_ line: Substring) -> Bool {
            line.contains("-") && line.contains("|") && line.allSatisfy { "|-: \t>".contains($0) }
        }
    }
}

extension Substring {
    /// Without white space at its ends.
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start.prefix(0) }
        return start[...last]
    }
}
