import RequestCore
package import TextUI

/// The conversations of the prompt, the one that was used last first.
package struct ConversationList: Layer {
    package static let place = Command.Place("conversations", "In the conversations (Ctrl-X b)")
    package static let commands = [
        Command(
            ConversationList.self, "conversations.open", "Open the conversation", "open",
            help: "Goes on where it was left. The config stays.", keys: ["enter"],
            perform: { list, state in if let selected = list.selected { state.open(selected) } }),
        Command(
            ConversationList.self, "conversations.new", "Begin another conversation", "new",
            help: "The one on screen is kept.", keys: ["N"],
            perform: { _, state in
                state.layers.pop()
                state.newThread()
            }),
        Command(
            ConversationList.self, "conversations.name", "Name the selected conversation", "name",
            help: "Leave the name empty to remove it.", keys: ["n"],
            perform: { list, state in
                guard let selected = list.selected else { return }
                state.layers.push(LineInput.name(ofConversation: selected.id, text: selected.name))
            }),
        Command(
            ConversationList.self, "conversations.delete", "Delete the conversation", "delete",
            help: "It can be restored as long as Étude runs.", keys: ["d", "delete"],
            disabledReason: { list, _ in
                list.selected?.isHeldElsewhere == true ? "this conversation is open in another Étude" : nil
            },
            perform: { list, state in
                guard let selected = list.selected else { return }
                state.delete(conversation: selected.id)
                list.search(in: &state)
            }),
        Command(
            ConversationList.self, "conversations.undelete", "Restore the deleted conversation",
            help: "The one that was deleted last.", keys: ["u", "ctrl-_"],
            perform: { list, state in
                state.undeleteConversation()
                list.search(in: &state)
            }),
        Command(
            ConversationList.self, "conversations.search", "Search the conversations", "search",
            help: "For words in their names and messages.", keys: ["/"],
            perform: { list, _ in
                list.filter = list.filter ?? TextBuffer("", isMultiline: false)
                list.isTyping = true
            }),
        Command.help(ConversationList.self, "help.conversations", "the conversations"),
        Command(
            ConversationList.self, "conversations.back", "Clear the search, or close the conversations",
            help: "Goes back one step.", keys: ["escape"], perform: { $0.leave(in: &$1) }),
        Command(
            ConversationList.self, "conversations.close", "Close the conversations", "close",
            help: "Goes back to the panes.", keys: ["q"], perform: { $1.layers.pop() }),
    ]

    /// The number of the request whose answer is awaited.
    var serial = 0
    /// nil until they have been read.
    private(set) var conversations: [ConversationSummary]?
    package var selection = 0
    /// The search; nil if there is none.
    var filter: TextBuffer?
    package var isTyping = false

    var selected: ConversationSummary? {
        guard let conversations, conversations.indices.contains(selection) else { return nil }
        return conversations[selection]
    }

    /// Takes what was asked for. The cursor stays on its conversation; at first it is on the one on screen.
    mutating func take(_ conversations: [ConversationSummary], current: String?) {
        let id = selected?.id ?? (self.conversations == nil ? current : nil)
        self.conversations = conversations
        selection = conversations.firstIndex { $0.id == id } ?? max(0, min(selection, conversations.count - 1))
    }

    package var takesAllKeys: Bool { isTyping }

    package func textHints(in state: AppState) -> [KeyHint] {
        isTyping ? [KeyHint(.enter, "keep"), KeyHint(.escape, "clear")] : []
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = conversations?.count ?? 0
        guard isTyping else {
            let page = ConversationListView.height(self, state.size)
            let place = ListKeys.place(after: key, from: selection, count: count, page: page, hasLetters: true)
            if let place { selection = place }
            return
        }
        switch key {
        case .enter, .down, .up, .tab: isTyping = false
        case .escape: leave(in: &state)
        default:
            if let edit = TextBuffer.edit(for: key, isMultiline: false) { type(edit, in: &state) }
        }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { type(.insert(text), in: &state) }

    private mutating func type(_ edit: TextEdit, in state: inout AppState) {
        guard isTyping else { return }
        filter?.apply(edit)
        search(in: &state)
    }

    private mutating func search(in state: inout AppState) {
        serial = state.nextSerial()
        state.ask(.conversations(.list(serial, state.subject, search: filter?.text ?? "")))
    }

    /// A click selects a conversation; on the selected one it does what Enter does.
    package mutating func click(row: Int, in state: inout AppState) {
        if selection == row { if let selected { state.open(selected) } } else { selection = row }
    }

    package mutating func leave(in state: inout AppState) {
        guard filter != nil else { return state.layers.pop() }
        (filter, isTyping) = (nil, false)
        search(in: &state)
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        ConversationListView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }
}
