import Prompts
package import TextUI

/// A list to choose from, filtered as one types. Its items carry what choosing them does.
package struct Dropdown: Layer {
    package static let place = Command.Place("list", "In a list of choices")
    package static let commands = [
        Command(
            Dropdown.self, "list.take", "Take the choice", "select", help: "Chooses the selected row.",
            keys: ["enter", "tab"], perform: { list, state in list.take(row: list.selection, in: &state) }),
        Command(
            Dropdown.self, "list.mark", "Mark the model", "mark",
            help: "Enter lets the marked models answer side by side.", keys: ["alt-space", "insert"],
            disabledReason: { list, _ in list.selectedModel == nil ? "only models can be marked" : nil },
            perform: { list, _ in list.mark() }),
        Command(
            Dropdown.self, "list.close", "Close the list", "cancel", help: "Changes nothing.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
    ]

    /// A row of the list.
    package struct Item: Sendable {
        package var label: String
        /// Columns that help to choose. In a narrow list, the last ones are left out.
        package var columns: [String]
        /// The text that the item stands for, to find the current one by; nil for none.
        package var value: String?
        /// The meaning of the choice, shown while the row is selected.
        package var note: String
        package var isDim: Bool
        /// The model that the item stands for, where it can be compared with others.
        var model: ListedModel?
        let choose: @Sendable (inout AppState) -> Void

        package init(
            _ label: String, columns: [String] = [], value: String?, note: String = "", isDim: Bool = false,
            choose: @escaping @Sendable (inout AppState) -> Void
        ) {
            self.label = label
            self.columns = columns
            self.value = value
            self.note = note
            self.isDim = isDim
            self.choose = choose
        }
    }

    /// A text of the person's own, which may be taken as it is typed.
    package struct Typed: Sendable {
        /// What taking it means.
        let note: String
        let choose: @Sendable (inout AppState, String) -> Void

        package init(note: String, choose: @escaping @Sendable (inout AppState, String) -> Void) {
            self.note = note
            self.choose = choose
        }
    }

    package var title: String
    /// The row of the config that the list hangs below.
    let anchor: ConfigRow?
    package var items: [Item]
    /// What the columns mean, below the items; nil for a list that needs no words.
    package var legend: String?
    /// nil where only the items can be taken.
    let ownText: Typed?
    /// What becomes of a question that is left without an answer.
    var whenLeft: (@Sendable (inout AppState) -> Void)?
    /// The marked models, in the order of their marking.
    var marked: [ListedModel] = []
    /// Whether a choice adds a column to a comparison, and does not change the config.
    var addsColumns = false
    package var filter = TextBuffer("", isMultiline: false)
    /// The row under the cursor, among the visible ones.
    package var selection: Int

    /// - Parameter current: the value of the item to begin at.
    package init(title: String, anchor: ConfigRow? = nil, items: [Item], current: String?, typed: Typed? = nil) {
        self.title = title
        self.anchor = anchor
        self.items = items
        ownText = typed
        selection = items.firstIndex { $0.value == current } ?? 0
    }

    package mutating func leave(in state: inout AppState) {
        state.layers.pop()
        whenLeft?(&state)
    }

    package var isTyping: Bool { true }
    package var typedText: TextBuffer? { filter }

    /// The items that match the typed text. The one that equals it comes first; then those that end with it, so that
    /// `4o-mini` finds the model before longer names; then those that contain it; then those with its letters in order.
    package var shown: [Item] {
        let query = filter.text.lowercased().trimmingSpaces
        guard !query.isEmpty else { return items }
        var (equal, ending, holding, others): ([Item], [Item], [Item], [Item]) = ([], [], [], [])
        for item in items {
            let label = item.label.lowercased()
            if label == query {
                equal.append(item)
            } else if label.hasSuffix(query) {
                ending.append(item)
            } else if label.contains(query) {
                holding.append(item)
            } else if FuzzyMatch.score(query, in: item.label) != nil {
                others.append(item)
            }
        }
        return equal + ending + holding + others
    }

    /// Takes other items while the list is open. What is typed stays, and so does the cursor's row if it is there still.
    mutating func renew(_ items: [Item]) {
        let shown = shown
        let selected = shown.indices.contains(selection) ? shown[selection].value : nil
        self.items = items
        let now = self.shown
        let same = selected.flatMap { value in now.firstIndex { $0.value == value } }
        selection = same ?? min(selection, max(0, rowCount - 1))
    }

    /// The typed text, if it may be taken and is not an item.
    package var typed: String? {
        let text = filter.text.trimmingSpaces
        guard ownText != nil, !text.isEmpty, !items.contains(where: { $0.value == text }) else { return nil }
        return text
    }

    /// The number of rows that can be selected: the items, then the typed text.
    package var rowCount: Int { shown.count + (typed == nil ? 0 : 1) }

    /// The meaning of the selected row.
    package var note: String {
        let shown = shown
        return shown.indices.contains(selection) ? shown[selection].note : typed == nil ? "" : ownText?.note ?? ""
    }

    /// Applies an edit to the filter, then selects the item that equals the typed text, else the first match.
    package mutating func type(_ edit: TextEdit) {
        let before = filter.text
        filter.apply(edit)
        guard filter.text != before else { return }
        let text = filter.text.trimmingSpaces
        selection = shown.firstIndex { $0.label == text } ?? 0
    }

    /// Whether the list is so short that nobody filters it by `j` or `k`: they move, as in other lists.
    private var isShort: Bool { ownText == nil && items.count <= 9 && filter.isEmpty }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let page = DropdownView.listHeight(self, state.size)
        let place = ListKeys.place(after: key, from: selection, count: rowCount, page: page, hasLetters: false)
        if key == .control("u") {
            type(.replaceAll(""))
        } else if isShort, key == .character("j") {
            selection = min(selection + 1, max(0, rowCount - 1))
        } else if isShort, key == .character("k") {
            selection = max(0, selection - 1)
        } else if let place {
            selection = place
        } else if let edit = TextBuffer.edit(for: key, isMultiline: false) {
            type(edit)
        }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { type(.insert(text)) }

    package mutating func click(row: Int, in state: inout AppState) { take(row: row, in: &state) }

    /// The model under the cursor.
    var selectedModel: ListedModel? {
        let shown = shown
        if shown.indices.contains(selection) { return shown[selection].model }
        return addsColumns && selection == shown.count ? typed.map { ListedModel(name: $0) } : nil
    }

    /// Marks or unmarks the model under the cursor.
    private mutating func mark() {
        guard let model = selectedModel else { return }
        if marked.contains(model) { marked.removeAll { $0 == model } } else { marked.append(model) }
    }

    /// Takes the choice of a row.
    private func take(row: Int, in state: inout AppState) {
        if addsColumns || !marked.isEmpty {
            var list = self
            list.selection = row
            return state.compareMarked(list)
        }
        let shown = shown
        if shown.indices.contains(row) {
            state.layers.pop()
            shown[row].choose(&state)
        } else if let typed, let ownText, row == shown.count {
            state.layers.pop()
            ownText.choose(&state, typed)
        } else {
            state.say("No match for '\(filter.text)'", .warning)
        }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        DropdownView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }
}

extension AppState {
    package mutating func openThemes() {
        let items = settings.themes.map { theme in
            Dropdown.Item(theme.name, value: theme.name) { $0.chooseTheme(theme) }
        }
        layers.push(Dropdown(title: "Theme", items: items, current: settings.theme.name))
    }
}
