package import Logbook
package import TextUI

/// The filter of the log list, typed in its top border.
package struct LogFilterField: Sendable {
    /// The typed text, on one line.
    package var buffer = TextBuffer(isMultiline: false)
    /// Whether keys are typed into the filter. Otherwise the filter stays, and keys belong to the list.
    package var isActive = true

    /// What completes the text.
    var choices = LogFilterChoices()

    /// What is wrong with the text; nil if it could be read, and until the store has answered.
    package var error: LogFilterError?

    /// Makes an empty filter that is being typed.
    package init() {}

    /// Whether the value of a field is what is typed next. That it is missing needs no words then.
    var awaitsValue: Bool {
        guard isActive, let completion = choices.completion(in: buffer), case .value = completion.subject else {
            return false
        }
        return completion.beginning.isEmpty
    }

    /// The text of the filter; nil if there is none.
    package var search: String? {
        let words = buffer.text.trimmingSpaces
        return words.isEmpty ? nil : words
    }
}

extension AppState {
    /// Starts typing a filter, or goes on with the present one.
    package mutating func openLogFilter() {
        if logs.filter == nil { logs.filter = LogFilterField() }
        logs.filter?.isActive = true
    }

    /// Adds a term to the filter of the list.
    mutating func filterLogs(adding term: String) {
        show(.logs)
        let words = logs.filter?.buffer.text.trimmingSpaces ?? ""
        var filter = LogFilterField()
        filter.isActive = false
        filter.buffer.apply(.replaceAll(words.isEmpty ? term : "\(words) \(term)"))
        logs.filter = filter
        reloadLogs()
    }

    /// Removes the filter. The cursor stays on its log if that is among the newest.
    package mutating func closeLogFilter() {
        let hadWords = logs.filter?.search != nil
        logs.filter = nil
        logs.savedName = nil
        if hadWords { reloadLogs() }
    }

    /// Pastes into a filter that is being typed, and nowhere else.
    package mutating func pasteIntoLogFilter(_ text: String) {
        if logs.filter?.isActive == true { editLogFilter(.insert(text)) }
    }

    /// Handles a key while the filter is typed. Enter keeps the filter, arrows move among the choices, else in the list
    /// below.
    mutating func typeInLogFilter(_ key: Key) {
        switch key.code {
        case .enter:
            if let error = logs.filter?.error { return say(error.description, .error) }
            logs.filter?.isActive = false
            if logs.filter?.search == nil { closeLogFilter() }
        case .up: if !moveInLogFilterChoices(by: -1) { moveInLogs(by: -1) }
        case .down: if !moveInLogFilterChoices(by: 1) { moveInLogs(by: 1) }
        case .pageUp: return moveInLogs(by: -logListHeight)
        case .pageDown: return moveInLogs(by: logListHeight)
        default:
            if let edit = TextBuffer.edit(for: key, isMultiline: false) { editLogFilter(edit) }
        }
    }

    /// Edits the filter. Every change of the words is a new search.
    private mutating func editLogFilter(_ edit: TextEdit) {
        guard var buffer = logs.filter?.buffer else { return }
        buffer.apply(edit)
        changeLogFilter(to: buffer)
    }

    /// Takes the filter as it is now.
    mutating func changeLogFilter(to buffer: TextBuffer) {
        let before = logs.filter?.search
        logs.filter?.buffer = buffer
        logs.filter?.choices.typed()
        askForLogFilterChoices()
        guard logs.filter?.search != before else { return }
        logs.filter?.error = nil
        reloadLogs()
    }

    /// Shows what is wrong with the filter. The rows stay as they are, but are no answer to it: a filter that was kept before the
    /// store could say so is typed again.
    mutating func logFilterRefused(_ serial: Int, _ error: LogFilterError) {
        guard logs.awaited?.serial == serial else { return }
        logs.awaited = nil
        let isKnown = logs.filter?.error == error
        logs.filter?.error = error
        guard !isKnown, logs.filter?.isActive == false else { return }
        say(error.description, .error)
        if focus == .logs, layers.isEmpty { logs.filter?.isActive = true }
    }
}
