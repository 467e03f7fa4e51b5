package import Logbook
import RequestCore
import TextUI

/// What completes the filter that is being typed: fields, the values that logs have, and the names of saved filters.
package struct LogFilterChoices: Sendable {
    /// One of them.
    package enum Choice: Sendable, Hashable {
        case field(LogField)
        case value(LogFieldValue)
        case saved(SavedFilter)

        /// What is written into the filter.
        var text: String {
            switch self {
            case .field(let field): field.name + ":"
            case .value(let value): FilterCompletion.written(value.value)
            case .saved(let filter): filter.name
            }
        }
    }

    /// The most values of a field that are asked for.
    package static let mostValues = 200

    /// The values of fields, as far as the store has told them.
    var values: [LogField: [LogFieldValue]] = [:]
    /// Whether Tab has asked for the choices at a place where nothing is typed yet.
    private(set) var isAsked = false
    /// The choice that Tab takes.
    private(set) var selection = 0

    package init() {}

    /// Notes that something else is typed. The first choice is the selected one again.
    mutating func typed() {
        isAsked = false
        selection = 0
    }

    mutating func ask() { isAsked = true }

    mutating func select(_ index: Int, of count: Int) { selection = max(0, min(index, count - 1)) }

    /// What is being written before the cursor; nil where nothing can be completed.
    func completion(in buffer: TextBuffer) -> FilterCompletion? {
        guard buffer.selection == nil, let line = buffer.lines.first else { return nil }
        let before = String(line.utf8.prefix(buffer.cursor.offset)) ?? ""
        return FilterCompletion(in: before, cursor: before.count)
    }

    /// What can be written, the most frequent first. Where a field has not been typed, only Tab asks for all.
    func choices(for completion: FilterCompletion, saved: [SavedFilter]) -> [Choice] {
        let beginning = completion.beginning.lowercased()
        switch completion.subject {
        case .field:
            return beginning.isEmpty && !isAsked ? [] : completion.fields.map(Choice.field)
        case .value(let field):
            return (values[field] ?? [])
                .filter { $0.value.lowercased().hasPrefix(beginning) && $0.value != completion.beginning }
                .map(Choice.value)
        case .saved:
            return saved.filter { $0.name.lowercased().hasPrefix(beginning) && $0.name != completion.beginning }
                .map(Choice.saved)
        }
    }
}

extension AppState {
    /// What completes the filter that is being typed; nil where there is nothing to choose.
    var logFilterChoices: (completion: FilterCompletion, choices: [LogFilterChoices.Choice])? {
        guard layers.isEmpty, focus == .logs, let filter = logs.filter, filter.isActive,
            let completion = filter.choices.completion(in: filter.buffer)
        else { return nil }
        let choices = filter.choices.choices(for: completion, saved: logs.savedFilters)
        return choices.isEmpty ? nil : (completion, choices)
    }

    /// Tab in a filter: takes the selected choice, or shows what can be written.
    ///
    /// - Returns: false where no filter is being typed.
    mutating func completeLogFilter() -> Bool {
        guard layers.isEmpty, focus == .logs, logs.filter?.isActive == true else { return false }
        guard let (completion, choices) = logFilterChoices else {
            logs.filter?.choices.ask()
            askForLogFilterChoices()
            return true
        }
        let index = min(logs.filter?.choices.selection ?? 0, choices.count - 1)
        takeLogFilterChoice(choices[index], for: completion)
        return true
    }

    /// A click on a choice takes it.
    package mutating func clickedLogFilterChoice(_ index: Int) {
        guard let (completion, choices) = logFilterChoices, choices.indices.contains(index) else { return }
        takeLogFilterChoice(choices[index], for: completion)
    }

    private mutating func takeLogFilterChoice(_ choice: LogFilterChoices.Choice, for completion: FilterCompletion) {
        guard var buffer = logs.filter?.buffer else { return }
        for _ in completion.range { buffer.apply(.deleteBackward) }
        let isLast = buffer.cursor.offset == buffer.text.utf8.count
        // What follows a whole term is another one.
        let end = if case .field = choice { "" } else { isLast ? " " : "" }
        buffer.apply(.insert(choice.text + end))
        changeLogFilter(to: buffer)
    }

    /// Moves among the choices.
    ///
    /// - Returns: false where there are none.
    mutating func moveInLogFilterChoices(by step: Int) -> Bool {
        guard let choices = logFilterChoices?.choices, let filter = logs.filter else { return false }
        logs.filter?.choices.select(filter.choices.selection + step, of: choices.count)
        return true
    }

    /// Asks for the values of the field that is being written, or for the saved filters, unless they are known.
    mutating func askForLogFilterChoices() {
        guard let filter = logs.filter, let completion = filter.choices.completion(in: filter.buffer) else { return }
        switch completion.subject {
        case .field: break
        case .value(let field):
            guard filter.choices.values[field] == nil else { return }
            logs.filter?.choices.values[field] = []
            ask(.logs(.values(field)))
        case .saved: ask(.logs(.filters(.list)))
        }
    }

    /// Takes the values of a field.
    package mutating func logValuesListed(_ field: LogField, _ values: [LogFieldValue]) {
        logs.filter?.choices.values[field] = values
    }
}
