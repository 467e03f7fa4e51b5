package import TextUI

/// All keys, made from the commands and the keymap.
package struct HelpPage: Layer {
    package static let place = Command.Place("help", "In help")
    package static let commands = [
        Command(
            HelpPage.self, "help.filter", "Filter help", "filter", help: "Shows only the lines with these words.",
            keys: ["/"], perform: { page, _ in page.beginFilter() }),
        Command(
            HelpPage.self, "help.back", "Clear the filter, or close help", help: "Goes back one step.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
        Command(
            HelpPage.self, "help.close", "Close help", "close", help: "Goes back.",
            keys: ["q", "?"], perform: { $1.layers.pop() }),
    ]

    /// The line at the top.
    package var top: Int
    /// The filter; nil shows everything.
    package var filter: TextBuffer?
    /// Whether keys go into the filter.
    package var isTyping = false

    package init(top: Int = 0) { self.top = top }

    package var takesAllKeys: Bool { isTyping }
    package var typedText: TextBuffer? { isTyping ? filter : nil }

    package func textHints(in state: AppState) -> [KeyHint] {
        isTyping ? [KeyHint(.enter, "keep"), KeyHint(.escape, "clear")] : [KeyHint(.down, "scroll", label: "↓")]
    }

    private mutating func beginFilter() {
        filter = TextBuffer("", isMultiline: false)
        isTyping = true
        top = 0
    }

    /// Applies an edit to the filter.
    package mutating func type(_ edit: TextEdit) {
        guard isTyping else { return }
        filter?.apply(edit)
        top = 0
    }

    package func takes(_ key: Key) -> Bool {
        isTyping
            ? TextBuffer.edit(for: key) != nil
            : key == .space || ListKeys.isMove(key, hasLetters: true)
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        guard isTyping else { return move(key, in: state) }
        switch key {
        case .enter: isTyping = false
        case .escape: leave(in: &state)
        default:
            if let edit = TextBuffer.edit(for: key, isMultiline: false) { type(edit) } else { move(key, in: state) }
        }
    }

    private mutating func move(_ key: Key, in state: AppState) {
        let target = ListKeys.place(
            after: key == .space ? .pageDown : key, from: top, count: 100_000, page: Self.height(state.size),
            hasLetters: true)
        if let target { scroll(by: target - top, in: state) }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { type(.insert(text)) }

    package mutating func scroll(by lines: Int, in state: inout AppState) { scroll(by: lines, in: state) }

    private mutating func scroll(by lines: Int, in state: AppState) {
        let count = HelpText.lines(state.settings.keymap, filter: filter?.text, width: Self.textWidth(state.size)).count
        top = max(0, min(top + max(-count, min(count, lines)), count - Self.height(state.size)))
    }

    package mutating func leave(in state: inout AppState) {
        guard filter != nil else { return state.layers.pop() }
        (filter, isTyping, top) = (nil, false, 0)
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        HelpPageView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    static func height(_ size: Size) -> Int { max(1, LayerLayout.help(size).height - 2) }

    static func textWidth(_ size: Size) -> Int { max(1, LayerLayout.help(size).width - 4) }
}

extension AppState {
    /// F1: opens help at its beginning; on top already, closes it.
    package mutating func toggleHelp() { toggle(HelpPage()) }

    /// `?`: opens help at the keys of a place.
    mutating func openHelp(at place: Command.Place) {
        let lines = HelpText.lines(settings.keymap, filter: nil, width: HelpPage.textWidth(size))
        let heading = lines.firstIndex(of: .heading(place.title)) ?? 0
        layers.push(HelpPage(top: max(0, min(heading, lines.count - HelpPage.height(size)))))
    }
}
