package import Prompts
package import TextUI

/// A list to choose from, filtered as one types.
package struct Dropdown: Sendable {
    /// What is being chosen.
    package enum Purpose: Hashable, Sendable {
        case model, provider, output, toolChoice, theme
        case parameter(Parameter)
        /// A request field to set.
        case field
        /// The type of a property in the form below.
        case formType
        /// A tool that came with Étude.
        case preset
        /// The tool choice of one run.
        case runChoice
        /// Where a version is deployed to.
        case deployment(VersionID)
        /// Whether an environment moves.
        case confirmation(PlannedMove)
        /// What the prompt is shown in as a program.
        case program
        /// An MCP server.
        case server
        /// The result of a call.
        case result(CallRef)
    }

    /// A row of the list.
    package struct Item: Sendable, Hashable {
        package var label: String
        /// What helps to choose; the last ones are left out where it is narrow.
        package var columns: [String]
        /// What is taken; nil unsets.
        package var value: String?
        /// What the choice means here, shown while the row is selected.
        package var note: String
        package var isDim: Bool

        package init(_ label: String, columns: [String] = [], value: String?, note: String = "", isDim: Bool = false) {
            self.label = label
            self.columns = columns
            self.value = value
            self.note = note
            self.isDim = isDim
        }
    }

    package var title: String
    package var purpose: Purpose
    package var items: [Item]
    /// Whether what is typed may be taken as it is.
    package var allowsTyped: Bool
    /// What taking it as typed means.
    package var typedNote: String
    package var filter = TextBuffer("", isMultiline: false)
    /// The row under the cursor, among those shown.
    package var selection: Int

    package init(
        title: String, purpose: Purpose, items: [Item], current: String?, allowsTyped: Bool = false,
        typedNote: String = ""
    ) {
        self.title = title
        self.purpose = purpose
        self.items = items
        self.allowsTyped = allowsTyped
        self.typedNote = typedNote
        selection = items.firstIndex { $0.value == current } ?? 0
    }

    /// The items that match what is typed: those that end with it first, so that `4o-mini` finds the model before its
    /// longer cousins, then those that hold it, then by letters in order.
    package var shown: [Item] {
        let query = filter.text.lowercased().trimmingSpaces
        guard !query.isEmpty else { return items }
        var (ending, holding, others): ([Item], [Item], [Item]) = ([], [], [])
        for item in items {
            let label = item.label.lowercased()
            if label.hasSuffix(query) {
                ending.append(item)
            } else if label.contains(query) {
                holding.append(item)
            } else if FuzzyMatch.score(query, in: item.label) != nil {
                others.append(item)
            }
        }
        return ending + holding + others
    }

    /// What is typed, where it may be taken and is no item itself.
    package var typed: String? {
        let text = filter.text.trimmingSpaces
        guard allowsTyped, !text.isEmpty, !items.contains(where: { $0.value == text }) else { return nil }
        return text
    }

    /// Rows that can be selected: the items shown, then the text as typed.
    package var rowCount: Int { shown.count + (typed == nil ? 0 : 1) }

    /// What taking the selected row means.
    package var note: String {
        let shown = shown
        return shown.indices.contains(selection) ? shown[selection].note : typed == nil ? "" : typedNote
    }

    /// Does an edit in the filter; an item that is what was typed, else the first match, is then selected.
    package mutating func type(_ edit: TextEdit) {
        let before = filter.text
        filter.apply(edit)
        guard filter.text != before else { return }
        let text = filter.text.trimmingSpaces
        selection = shown.firstIndex { $0.label == text } ?? 0
    }
}

extension AppState {
    package mutating func openDropdown(_ dropdown: Dropdown) {
        overlays.append(.dropdown(dropdown))
    }

    package mutating func openThemes() {
        let items = settings.themes.map { Dropdown.Item($0.name, value: $0.name) }
        return openDropdown(Dropdown(title: "Theme", purpose: .theme, items: items, current: settings.theme.name))
    }

    mutating func pressInDropdown(_ dropdown: Dropdown, _ key: Key) {
        var dropdown = dropdown
        switch key {
        case .escape: return closeOverlay()
        case .enter, .tab: return take(dropdown, row: dropdown.selection)
        case .control("u"): dropdown.type(.replaceAll(""))
        default:
            let page = DropdownView.listHeight(dropdown, size)
            if let place = ListKeys.place(
                after: key, from: dropdown.selection, count: dropdown.rowCount, page: page, hasLetters: false)
            {
                dropdown.selection = place
            } else if let edit = TextBuffer.edit(for: key, isMultiline: false) {
                dropdown.type(edit)
            }
        }
        setTopOverlay(.dropdown(dropdown))
    }

    /// Takes the choice of a row.
    mutating func take(_ dropdown: Dropdown, row: Int) {
        let shown = dropdown.shown
        if shown.indices.contains(row) {
            closeOverlay()
            return take(shown[row].value, for: dropdown.purpose)
        }
        if let typed = dropdown.typed, row == shown.count {
            closeOverlay()
            return take(typed, for: dropdown.purpose)
        }
        return say("nothing here is called '\(dropdown.filter.text)'", .warning)
    }
}
