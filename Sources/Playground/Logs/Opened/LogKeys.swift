import RequestCore
package import TextUI

/// The keys of an opened log.
extension LogView {
    package static let place = Command.Place("log", "In an opened log")
    package static let commands = [
        Command(
            LogView.self, "log.next", "Next log in the list", "next log", help: "Opens the log below it in the list.",
            keys: ["j"], perform: { view, state in state.openNeighbour(of: view, 1) }),
        Command(
            LogView.self, "log.previous", "Previous log in the list",
            help: "Opens the log above it in the list.", keys: ["k"],
            perform: { view, state in state.openNeighbour(of: view, -1) }),
        Command(
            LogView.self, "log.nextTab", "Next tab", "next tab",
            help: "Messages, Request and so on; 1 to 6 open them directly.",
            keys: ["tab", "right"], perform: { view, _ in view.turn(1) }),
        Command(
            LogView.self, "log.previousTab", "Previous tab", help: "From the first tab to the last.",
            keys: ["shift-tab", "left"], perform: { view, _ in view.turn(-1) }),
        Command(
            LogView.self, "log.search", "Search the log", "search", help: "Finds words in the open tab.",
            keys: ["/"], perform: { $0.beginSearch($0.place(in: $1)) }),
        Command(
            LogView.self, "log.close", "Close the log", "back", help: "Goes back to the list.", keys: ["q"],
            perform: { $1.closeLog() }),
        Command(
            LogView.self, "log.nextMatch", "Next match in the log", help: "From the last match to the first.",
            keys: ["n"], perform: { $0.goToMatch(1, $0.place(in: $1)) }),
        Command(
            LogView.self, "log.previousMatch", "Previous match in the log",
            help: "From the first match to the last.", keys: ["N"],
            perform: { $0.goToMatch(-1, $0.place(in: $1)) }),
        Command(
            LogView.self, "log.rerun", "Open the log in the playground", "run again",
            help: "Its messages become the thread, its version the config.", keys: ["r"],
            perform: { view, state in state.runAgain(view.record) }),
        Command(
            LogView.self, "log.copy", "Copy the tab", "copy", help: "Copies the text of the open tab.", keys: ["y"],
            perform: { view, state in state.ask(.terminal(.copy(view.pages.plainText(of: view.tab)))) }),
        Command(
            LogView.self, "log.visual", "Select text in the log", help: "Visual mode, as in vi; y copies.", keys: ["V"],
            perform: { view, state in view.openVisualMode(in: &state) }),
        Command(
            LogView.self, "log.images", "Show the log's images", help: "Shows them large.", keys: ["v"],
            perform: { view, state in view.openImages(in: &state) }),
        Command(
            LogView.self, "log.good", "Rate the opened log as good", "good",
            help: "Rates the answer as good. Press again to clear.", keys: ["+"],
            perform: { view, state in state.judge(view.record.id, .good, now: view.record.feedback) }),
        Command(
            LogView.self, "log.bad", "Rate the opened log as bad", "bad",
            help: "Rates the answer as bad. Press again to clear.", keys: ["-"],
            perform: { view, state in state.judge(view.record.id, .bad, now: view.record.feedback) }),
        Command(
            LogView.self, "log.judge", "Judge the answer",
            help: "Score, tags, a note and a corrected answer, beside good and bad.", keys: ["J"],
            perform: { view, state in state.openJudgement(of: [view.record.id]) }),
        Command(
            LogView.self, "log.dataset", "Add the log to a dataset",
            help:
                "As a row of a CSV, JSONL, JSON or YAML file: variables, messages, and the corrected answer or the answer.",
            keys: ["A"], perform: { view, state in state.openDatasetInput(for: [view.record.id]) }),
        Command(
            LogView.self, "help.log", "Help for the log", help: "The keys of an opened log.", keys: ["?"],
            perform: { $1.openHelp(at: place) }),
        Command(
            LogView.self, "log.back", "Clear the search, or close the log", help: "Goes back one step.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
    ]

    package var takesAllKeys: Bool { search?.isActive == true }
    package var typedText: TextBuffer? { takesAllKeys ? search?.buffer : nil }

    package func textHints(in state: AppState) -> [KeyHint] {
        takesAllKeys ? [KeyHint(.enter, "keep"), KeyHint(.escape, "clear")] : []
    }

    func place(in state: AppState) -> LogPlace {
        LogPlace(self, in: state.besideRect, theme: state.settings.theme, images: state.imagePlan)
    }

    package func takes(_ key: Key) -> Bool {
        if takesAllKeys { return TextBuffer.edit(for: key) != nil }
        return key == .space || ListKeys.isMove(key, hasLetters: true) || tab(of: key) != nil
    }

    /// The tab that a digit stands for.
    private func tab(of key: Key) -> Tab? {
        key.typedCharacter?.wholeNumberValue.flatMap { Tab(rawValue: $0 - 1) }
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        if takesAllKeys { return typeInSearch(key, in: state) }
        if let tab = tab(of: key) { return show(tab) }
        let place = place(in: state)
        let next = ListKeys.place(
            after: key == .space ? .pageDown : key, from: top(place), count: place.lastTop + 1,
            page: max(1, place.lines.height - 1), hasLetters: true)
        if let next { scroll(to: next, place) }
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) { scroll(by: lines, place(in: state)) }

    /// Pastes into a search that is being typed, and nowhere else.
    package mutating func paste(_ text: String, in state: inout AppState) {
        if takesAllKeys { editSearch(.insert(text), place(in: state)) }
    }

    package mutating func close(in state: inout AppState) { state.closeLog() }

    package mutating func leave(in state: inout AppState) {
        if search == nil { state.closeLog() } else { endSearch() }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        LogViewView.draw(self, state: state, hint: state.borderHint(isTop), on: &canvas)
    }

    private mutating func typeInSearch(_ key: Key, in state: AppState) {
        let place = place(in: state)
        switch key.code {
        case .escape: endSearch()
        case .enter: keepSearch()
        case .down: goToMatch(1, place)
        case .up: goToMatch(-1, place)
        default: if let edit = TextBuffer.edit(for: key, isMultiline: false) { editSearch(edit, place) }
        }
    }

    /// Opens the large view of the log's images.
    private func openImages(in state: inout AppState) {
        let images = record.conversation.messages.compactMap(\.message).flatMap(\.images)
        guard !images.isEmpty else { return state.say("there is no image in this log") }
        state.layers.push(ImageViewer(place: .log(images)))
    }
}

extension AppState {
    /// Shows a tab of the opened log.
    ///
    /// - Parameter index: counted from 0 at the left. An index without a tab does nothing.
    package mutating func showLogTab(_ index: Int) {
        withTop(LogView.self) { view, _ in LogView.Tab(rawValue: index).map { view.show($0) } }
    }

    /// Scrolls the open tab by this many lines.
    package mutating func scrollLog(by lines: Int) { withTop(LogView.self) { $0.scroll(by: lines, in: &$1) } }
}
