import RequestCore
import TextUI

/// How the list of conversations looks: `● 10:42  Which of these floods first?   gpt-4.1-mini  4 messages  $0.0011`.
enum ConversationListView {
    /// The number of visible rows.
    static func height(_ list: ConversationList, _ size: Size) -> Int {
        max(1, rect(list, size).height - 2)
    }

    private static func rect(_ list: ConversationList, _ size: Size) -> Rect {
        LayerLayout.wideList(size, rows: list.conversations?.count ?? 0)
    }

    static func draw(_ list: ConversationList, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let rect = rect(list, state.size)
        let all = list.conversations ?? []
        let position = all.isEmpty ? "" : "\(list.selection + 1) of \(all.count)"
        let inside = canvas.layer(
            rect, title: "Conversations of \(Sanitiser.oneLine(state.draft.name))", right: position,
            hint: list.filter == nil ? hint : "")
        if all.isEmpty {
            canvas.row(
                StyledText(emptyWords(list), canvas.theme[.dim]), at: Point(x: inside.x + 1, y: inside.y),
                width: inside.width - 2)
        }
        ListView.draw(count: all.count, selection: list.selection, in: inside, on: &canvas) { index, theme in
            row(all[index], state, width: inside.width - 4, theme)
        }
        guard let filter = list.filter else { return }
        let field = BorderField(buffer: filter, hasCursor: list.isTyping, width: max(2, min(40, rect.width - 8)))
        field.draw(at: Point(x: rect.x + 2, y: rect.maxY - 1), on: &canvas)
    }

    private static func emptyWords(_ list: ConversationList) -> String {
        if list.conversations == nil { return "reading…" }
        return list.filter == nil ? "No conversations yet. The first message begins one." : "nothing matches"
    }

    /// The columns of a list from which on times have their year.
    private static let wide = 86

    /// A row of the list. Where there is no room for all, the model is left out first.
    private static func row(
        _ conversation: ConversationSummary, _ state: AppState, width: Int, _ theme: Theme
    ) -> (left: StyledText, right: StyledText) {
        let isCurrent = conversation.id == state.draft.conversation
        var left = StyledText(isCurrent ? "● " : "  ", theme[.good])
        left.append(VersionTimes.full(conversation.savedAt, state, isNarrow: width < wide) + "  ", theme[.dim])
        let title = conversation.title.isEmpty ? "(no words)" : Sanitiser.oneLine(conversation.title)
        left.append(title, conversation.name.isEmpty ? theme[.text] : theme[.accent])
        if conversation.isHeldElsewhere { left.append("  open elsewhere", theme[.warn]) }
        let facts = conversation.facts
        var pieces: [String] = []
        switch facts.messageCount {
        case 0: pieces.append("not sent")
        case 1: pieces.append("1 message")
        case let count: pieces.append("\(Readable.count(count)) messages")
        }
        if let cost = facts.cost { pieces.append(Readable.dollars(cost)) }
        if let model = facts.model.map(Sanitiser.oneLine) {
            let taken = left.width + pieces.reduce(0) { $0 + $1.count + 2 } + DisplayWidth.of(model) + 2
            if taken <= width || width >= wide { pieces.insert(model, at: 0) }
        }
        return (left, StyledText(pieces.joined(separator: "  "), theme[.dim]))
    }
}
