package import TextUI

/// What the log list is narrowed to, typed in its top border.
package struct LogFilter: Sendable {
    /// What has been typed, on one line.
    package var buffer = TextBuffer(isMultiline: false)
    /// Whether keys are its text; else it is kept, and the keys are the list's.
    package var isActive = true

    /// An empty filter that is being typed.
    package init() {}

    /// The words to search for; nil where there are none.
    package var search: String? {
        let words = buffer.text.trimmingSpaces
        return words.isEmpty ? nil : words
    }
}

extension AppState {
    /// Begins to type a filter, or goes on with the one there is.
    package mutating func openLogFilter() {
        if logs.filter == nil { logs.filter = LogFilter() }
        logs.filter?.isActive = true
    }

    /// Takes the filter away; the cursor stays on its log where that is among the newest.
    package mutating func closeLogFilter() {
        let hadWords = logs.filter?.search != nil
        logs.filter = nil
        if hadWords { reloadLogs() }
    }

    /// A paste goes into a filter that is being typed, and nowhere else.
    package mutating func pasteIntoLogFilter(_ text: String) {
        if logs.filter?.isActive == true { editLogFilter(.insert(text)) }
    }

    /// A key while the filter is typed: Enter keeps it, arrows move in the list below.
    mutating func typeInLogFilter(_ key: Key) {
        switch key.code {
        case .enter:
            logs.filter?.isActive = false
            if logs.filter?.search == nil { closeLogFilter() }
        case .up: return moveInLogs(by: -1)
        case .down: return moveInLogs(by: 1)
        case .pageUp: return moveInLogs(by: -logListHeight)
        case .pageDown: return moveInLogs(by: logListHeight)
        default:
            if let edit = TextBuffer.edit(for: key, isMultiline: false) { editLogFilter(edit) }
        }
    }

    /// Every change of the words is a new question to the store.
    private mutating func editLogFilter(_ edit: TextEdit) {
        let before = logs.filter?.search
        logs.filter?.buffer.apply(edit)
        if logs.filter?.search != before { reloadLogs() }
    }
}
