package import TextUI

/// All keys, made from the commands and the keymap.
package struct HelpPage: Sendable {
    /// The line at the top.
    package var top = 0
    /// What `/` looks for; nil shows everything.
    package var filter: TextBuffer?
    /// Whether keys go into the filter.
    package var isTyping = false

    package init() {}

    /// Does an edit in the filter.
    package mutating func type(_ edit: TextEdit) {
        guard isTyping else { return }
        filter?.apply(edit)
        top = 0
    }

    package mutating func scroll(by lines: Int, in state: AppState) {
        let count = HelpText.lines(state.settings.keymap, filter: filter?.text, width: Self.textWidth(state.size)).count
        top = max(0, min(top + max(-count, min(count, lines)), count - Self.height(state.size)))
    }

    static func height(_ size: Size) -> Int { max(1, OverlayLayout.help(size).height - 2) }

    static func textWidth(_ size: Size) -> Int { OverlayLayout.help(size).width - 4 }
}

extension AppState {
    package mutating func openHelp() {
        overlays.append(.help(HelpPage()))
    }

    mutating func pressInHelp(_ page: HelpPage, _ key: Key) {
        var page = page
        if page.isTyping, key == .enter {
            page.isTyping = false
        } else if page.filter != nil, key == .escape {
            page.filter = nil
            page.isTyping = false
            page.top = 0
        } else if page.isTyping, let edit = TextBuffer.edit(for: key, isMultiline: false) {
            page.type(edit)
        } else if key == .escape || key == .character("q")
            || settings.keymap.command(for: key, in: .anywhere)?.id == "help"
        {
            return closeOverlay()
        } else if key == .character("/") {
            page.filter = TextBuffer("", isMultiline: false)
            page.isTyping = true
            page.top = 0
        } else {
            let height = HelpPage.height(size)
            let target = ListKeys.place(
                after: key == .space ? .pageDown : key, from: page.top, count: 100_000, page: height, hasLetters: true)
            if let target { page.scroll(by: target - page.top, in: self) }
        }
        setTopOverlay(.help(page))
    }
}
