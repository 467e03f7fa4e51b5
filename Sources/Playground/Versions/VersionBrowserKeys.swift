import Prompts
package import TextUI

/// The keys of the browser of versions.
extension VersionBrowser {
    package static let place = Command.Place("versions", "In the versions (F4)")
    package static let commands = [
        Command(
            VersionBrowser.self, "versions.restore", "Restore the version", "restore",
            help: "Makes it the draft.", keys: ["enter"], perform: { $0.restore(in: &$1) }),
        about(
            "versions.compare", "Compare the version", "diff",
            help: "With its parent, or with the marked version.", keys: ["d"]
        ) { $2.compare($0, $1) },
        Command(
            VersionBrowser.self, "versions.mark", "Mark for a comparison",
            help: "Marks or unmarks the version. F7 lets the marked ones answer side by side.", keys: ["space"],
            perform: { browser, state in
                guard let id = browser.selected(in: state.versions)?.id else { return }
                if browser.marked.contains(id) {
                    browser.marked.removeAll { $0 == id }
                } else {
                    browser.marked.append(id)
                }
            }),
        about(
            "versions.compareDraft", "Compare with the draft", help: "Shows how the draft differs from the version.",
            keys: ["c"]
        ) { version, _, state in
            let draft = ComparedSide.draft(state.draft.config)
            state.ask(.version(.compare(.version(version.id), draft, prompt: state.draft.name)))
        },
        about(
            "versions.compareDeployed", "Compare with what is deployed", help: "Shows what a deployment would change.",
            keys: ["D"]
        ) { $2.compareWithDeployed($0, $1) },
        about("versions.deploy", "Deploy the version", "deploy", help: "Points an environment at it.", keys: ["p"]) {
            $2.openDeploying($0, $1)
        },
        about(
            "versions.rollBack", "Roll back", help: "Points its environment back at the previous version.",
            keys: ["b"]
        ) { $2.rollBack($0, $1) },
        about("versions.name", "Name the version", "name", help: "Leave the name empty to remove it.", keys: ["n"]) {
            version, _, state in state.layers.push(LineInput.name(of: version))
        },
        about(
            "versions.note", "Write a note about the version", help: "Leave the note empty to remove it.", keys: ["a"]
        ) {
            version, _, state in state.layers.push(LineInput.note(about: version))
        },
        Command(
            VersionBrowser.self, "versions.filter", "Filter the versions", "filter",
            help: "By number, hash, name, note and environment.", keys: ["/"],
            perform: { browser, _ in
                browser.filter = browser.filter ?? TextBuffer("", isMultiline: false)
                browser.isTyping = true
            }),
        Command(
            VersionBrowser.self, "versions.fold", "Fold versions",
            help: "Shows or hides versions that were never run, named, saved or deployed.",
            keys: ["z"], perform: { browser, state in browser.toggleFolding(in: state) }),
        Command(
            VersionBrowser.self, "versions.history", "Show the deployments", help: "All deployments so far.",
            keys: ["h"], perform: { browser, state in state.openHistory(browser) }),
        about("versions.copy", "Copy the version's id", help: "Copies the whole id.", keys: ["y"]) {
            version, _, state in state.ask(.terminal(.copy(version.id.hex)))
        },
        Command(
            VersionBrowser.self, "help.versions", "Help for the versions", help: "The keys of the versions.",
            keys: ["?"], perform: { $1.openHelp(at: place) }),
        Command(
            VersionBrowser.self, "versions.back", "Clear the filter, or close the versions",
            help: "Goes back one step.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
        Command(
            VersionBrowser.self, "versions.close", "Close the versions", "close", help: "Goes back to the panes.",
            keys: ["q"], perform: { $1.layers.pop() }),
    ]

    /// A command about the version under the cursor.
    private static func about(
        _ id: CommandID, _ title: String, _ word: String? = nil, help: String, keys: [String],
        perform: @escaping @Sendable (VersionSummary, VersionBrowser, inout AppState) -> Void
    ) -> Command {
        Command(VersionBrowser.self, id, title, word, help: help, keys: keys) { browser, state in
            if let version = browser.selected(in: state.versions) { perform(version, browser, &state) }
        }
    }

    package var takesAllKeys: Bool { isTyping }
    package var typedText: TextBuffer? { isTyping ? filter : nil }

    package func textHints(in state: AppState) -> [KeyHint] {
        isTyping ? [KeyHint(.enter, "keep"), KeyHint(.escape, "clear")] : []
    }

    package func word(for command: Command, in state: AppState) -> String? {
        addsColumns && command.id == "versions.restore" ? "compare" : command.word
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        guard isTyping else {
            let page = VersionBrowserView.listHeight(self, state.size)
            let place = ListKeys.place(after: key, from: selection, count: rows.count, page: page, hasLetters: true)
            if let place { selection = place }
            return
        }
        switch key {
        case .enter, .down, .up, .tab: isTyping = false
        case .escape: leave(in: &state)
        default:
            if let edit = TextBuffer.edit(for: key, isMultiline: false) { type(edit, in: state) }
        }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { type(.insert(text), in: state) }

    /// Applies an edit to the filter.
    private mutating func type(_ edit: TextEdit, in state: AppState) {
        guard isTyping else { return }
        filter?.apply(edit)
        arrange(in: state)
    }

    /// A click selects a version; on the selected one it does what Enter does.
    package mutating func click(row: Int, in state: inout AppState) {
        if selection == row { restore(in: &state) } else { selection = row }
    }

    package mutating func leave(in state: inout AppState) {
        guard filter != nil else { return state.layers.pop() }
        (filter, isTyping) = (nil, false)
        arrange(in: state)
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        VersionBrowserView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    private mutating func toggleFolding(in state: AppState) {
        isFolded.toggle()
        arrange(in: state)
    }

    /// Takes the version of the selected row into the draft; on a fold shows what is hidden.
    private mutating func restore(in state: inout AppState) {
        guard let version = selected(in: state.versions) else {
            if !rows.isEmpty { toggleFolding(in: state) }
            return
        }
        if addsColumns { return state.compareMarked(self) }
        state.layers.pop()
        state.ask(.version(.load(version.id, prompt: state.draft.name)))
    }
}
