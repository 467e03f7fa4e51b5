package import TextUI

/// The words that the rows of a short list have to have, typed at its lower border.
package struct ListFilter: Sendable {
    /// nil shows all rows.
    private(set) var buffer: TextBuffer?
    private(set) var isTyping = false

    var isActive: Bool { buffer != nil }

    mutating func begin() {
        buffer = buffer ?? TextBuffer("", isMultiline: false)
        isTyping = true
    }

    /// Leaves the typing. Nothing typed is no filter.
    mutating func keep() {
        isTyping = false
        if buffer?.isEmpty == true { buffer = nil }
    }

    mutating func apply(_ edit: TextEdit) { buffer?.apply(edit) }

    /// Whether a row with this text is shown: it has all words, in capitals or not.
    func shows(_ text: String) -> Bool {
        guard let words = buffer?.text.lowercased().split(separator: " "), !words.isEmpty else { return true }
        let text = text.lowercased()
        return words.allSatisfy { text.contains($0) }
    }

    /// Draws it into the lower border of a list.
    func draw(in rect: Rect, on canvas: inout Canvas) {
        guard let buffer else { return }
        let field = BorderField(buffer: buffer, hasCursor: isTyping, width: max(2, min(40, rect.width - 8)))
        field.draw(at: Point(x: rect.x + 2, y: rect.maxY - 1), on: &canvas)
    }
}

/// A layer with a list that `/` filters as one types. Enter keeps the filter, Esc clears it before it closes the list.
package protocol FilteredList: Layer {
    var filter: ListFilter { get set }
    /// The row under the cursor, among those that are shown.
    var selection: Int { get set }
    /// Whether there is nothing to filter.
    func isEmpty(in state: AppState) -> Bool
}

extension FilteredList {
    package var takesAllKeys: Bool { filter.isTyping }
    package var typedText: TextBuffer? { filter.isTyping ? filter.buffer : nil }

    package func textHints(in state: AppState) -> [KeyHint] {
        filter.isTyping ? [KeyHint(.enter, "keep"), KeyHint(.escape, "clear")] : []
    }

    package mutating func paste(_ text: String, in state: inout AppState) {
        if filter.isTyping { type(.insert(text)) }
    }

    package mutating func leave(in state: inout AppState) {
        guard filter.isActive else { return state.layers.pop() }
        filter = ListFilter()
        selection = 0
    }

    /// Handles a key while the filter is typed, else one that moves.
    ///
    /// - Parameters:
    ///   - count: the number of rows that are shown.
    ///   - page: the number of rows on the screen.
    mutating func press(_ key: Key, count: Int, page: Int, in state: inout AppState) {
        guard filter.isTyping else {
            let place = ListKeys.place(after: key, from: selection, count: count, page: page, hasLetters: true)
            if let place { selection = place }
            return
        }
        switch key {
        case .enter, .down, .up, .tab: filter.keep()
        case .escape: leave(in: &state)
        default: if let edit = TextBuffer.edit(for: key, isMultiline: false) { type(edit) }
        }
    }

    private mutating func type(_ edit: TextEdit) {
        filter.apply(edit)
        selection = 0
    }
}

extension Command {
    /// The command that filters a list.
    ///
    /// - Parameter title: what it filters, as the command's title.
    static func filter<L: FilteredList>(_ layer: L.Type, _ id: CommandID, _ title: String) -> Command {
        Command(
            layer, id, title, "filter", help: "Shows the rows that have the words.", keys: ["/"],
            disabledReason: { list, state in list.isEmpty(in: state) ? "there is nothing to filter" : nil },
            perform: { list, _ in list.filter.begin() })
    }
}
