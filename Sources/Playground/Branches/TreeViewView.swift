import Prompts
import RequestCore
import TextUI

/// How the list of all branches looks: `│ user 2/3  its first words`. The line marks the messages of the thread, and `●` its
/// last one.
enum TreeViewView {
    static func draw(_ view: TreeView, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let rows = view.rows(in: state)
        let rect = LayerLayout.wideList(state.size, rows: rows.count)
        let position = rows.isEmpty ? "" : "\(view.selection + 1) of \(rows.count)"
        let inside = canvas.layer(
            rect, title: "Branches", right: position, hint: view.filter.isActive ? "" : hint)
        defer { view.filter.draw(in: rect, on: &canvas) }
        if rows.isEmpty {
            let text = StyledText("nothing matches", canvas.theme[.dim])
            canvas.row(text, at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        }
        let entries = Dictionary(state.thread.entries.map { ($0.id, $0) }) { first, _ in first }
        let isASCII = canvas.borders == .ascii
        let last = state.thread.entries.last?.id
        ListView.draw(count: rows.count, selection: view.selection, in: inside, on: &canvas) { index, theme in
            let row = rows[index]
            guard let entry = entries[row.id] ?? state.thread.tree.aside[row.id]?.entry else { return ("", "") }
            return (
                left(row, entry, isLast: row.id == last, isASCII: isASCII, theme), StyledText(facts(entry), theme[.dim])
            )
        }
    }

    private static func left(
        _ row: TreeRow, _ entry: ThreadEntry, isLast: Bool, isASCII: Bool, _ theme: Theme
    ) -> StyledText {
        let indent = String(repeating: "  ", count: min(row.depth, 12))
        let mark = isLast ? "● " : row.isOnPath ? (isASCII ? "| " : "│ ") : "  "
        var text = StyledText(indent + mark, theme[row.isOnPath ? .good : .dim])
        text.append(entry.message.role.rawValue, MessageBlock(theme: theme, width: 0).style(of: entry.message.role))
        if let branch = row.branch { text.append(" \(branch.number)/\(branch.count)", theme[.accent]) }
        text.append("  " + words(of: entry), row.isOnPath ? theme[.text] : theme[.dim])
        return text
    }

    /// The first words of a message, its calls, or why it failed.
    private static func words(of entry: ThreadEntry) -> String {
        let line = entry.message.text.prefix(400).split(separator: "\n").first.map(String.init) ?? ""
        if !line.isEmpty { return Sanitiser.oneLine(line) }
        let calls = entry.message.toolCalls.map { "ƒ \($0.name)" }.joined(separator: "  ")
        if !calls.isEmpty { return Sanitiser.oneLine(calls) }
        if let failure = entry.failure { return "failed: \(failure.kind.rawValue)" }
        return entry.message.images.isEmpty ? "" : "▣ image"
    }

    private static func facts(_ entry: ThreadEntry) -> String {
        guard let facts = entry.facts else { return "" }
        return "\(Sanitiser.oneLine(facts.model)) · \(Readable.seconds(facts.totalMS))"
    }
}
