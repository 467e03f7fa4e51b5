package import Logbook
import Prompts
import TextUI

/// What is done with saved filters. All of it is answered by the filters that there are.
package enum SavedFilterWork: Sendable, Hashable {
    case list
    case save(SavedFilter)
    /// Saves a filter that was deleted as it was, even if it names one that is gone.
    case restore(SavedFilter)
    case rename(String, to: String)
    case remove(String)
}

/// Saving filters under names, and finding them again.
extension AppState {
    /// Lists the saved filters.
    mutating func openSavedFilters() {
        ask(.logs(.filters(.list)))
        layers.push(SavedFilterList())
    }

    /// Asks for the name under which the filter of the list is saved.
    mutating func openFilterSaving() {
        guard let text = logs.filter?.search else { return }
        // Whether a name is taken has to be known before it is typed.
        ask(.logs(.filters(.list)))
        openFilterSaving(text, name: logs.savedName ?? "")
    }

    /// - Parameter replaceable: a name that the person has been asked about.
    private mutating func openFilterSaving(_ text: String, name: String, replaceable: String? = nil) {
        var line = LineInput(
            title: "Save the filter", label: "A name; @ and the name then stand for \(Sanitiser.oneLine(text))",
            word: "save", text: name
        ) { state, names in
            let name = SavedFilter.bare(names[0])
            let isTaken = state.logs.savedFilters.contains { $0.name == name && $0.text != text }
            guard !isTaken || name == replaceable || name == state.logs.savedName else {
                state.openFilterSaving(text, name: name, replaceable: name)
                return state.say("@\(name) exists already; press Enter to replace it, Esc to keep it", .warning)
            }
            state.logs.savedName = name
            state.ask(.logs(.filters(.save(SavedFilter(name: name, text: text)))))
        }
        line.refusal = { name, _ in SavedFilter.refusal(of: name) }
        layers.push(line)
    }

    /// Filters the list by a text, in the place of its filter.
    mutating func filterLogs(by text: String) {
        logs.filter = nil
        filterLogs(adding: text)
    }

    /// Takes the filters that there are.
    ///
    /// - Parameter saved: the name of one that was saved just now.
    package mutating func savedFiltersListed(_ filters: [SavedFilter], saved: String?) {
        logs.savedFilters = filters
        if let saved { say("The filter was saved as @\(saved).") }
    }
}

extension LineInput {
    /// Another name for a saved filter.
    static func rename(_ filter: SavedFilter) -> LineInput {
        var line = LineInput(
            title: "Rename @\(filter.name)", label: "The new name", word: "rename", text: filter.name
        ) { state, names in
            let name = SavedFilter.bare(names[0])
            if name != filter.name { state.ask(.logs(.filters(.rename(filter.name, to: name)))) }
        }
        line.refusal = { name, _ in SavedFilter.refusal(of: name) }
        return line
    }
}

extension SavedFilter {
    /// A name as it was typed, without the `@` that may stand before it.
    fileprivate static func bare(_ typed: String) -> String {
        let typed = typed.trimmingSpaces
        return typed.hasPrefix("@") ? String(typed.dropFirst()) : typed
    }

    /// Why a typed text is no name; nil if it is one.
    fileprivate static func refusal(of typed: String) -> String? {
        do throws(FieldError) {
            try check(name: bare(typed))
            return nil
        } catch {
            return error.message
        }
    }
}
