import Logbook
import Prompts
import RequestCore
package import TextUI

/// The saved filters, to take one, rename it or delete it.
package struct SavedFilterList: FilteredList {
    package static let place = Command.Place("filters", "In the saved filters (@ in the logs)")
    package static let commands = [
        Command(
            SavedFilterList.self, "filters.take", "Filter the logs by the saved filter", "select",
            help: "The filter of the list becomes @ and its name.", keys: ["enter"],
            disabledReason: none, perform: { $0.take(in: &$1) }),
        Command(
            SavedFilterList.self, "filters.edit", "Change the saved filter's text", "edit",
            help: "Its text becomes the filter of the list; S saves it again.", keys: ["e"],
            disabledReason: none, perform: { $0.edit(in: &$1) }),
        Command(
            SavedFilterList.self, "filters.rename", "Rename the saved filter", "rename",
            help: "Filters that name it do not change.", keys: ["n"], disabledReason: none,
            perform: { list, state in
                if let filter = list.selected(in: state) { state.layers.push(LineInput.rename(filter)) }
            }),
        Command(
            SavedFilterList.self, "filters.delete", "Delete the saved filter", "delete",
            help: "It can be restored as long as the list is open.", keys: ["d", "delete"], disabledReason: none,
            perform: { $0.delete(in: &$1) }),
        Command(
            SavedFilterList.self, "filters.undelete", "Restore the deleted filter",
            help: "The one that was deleted last.",
            keys: ["u", "ctrl-_"],
            disabledReason: { list, _ in list.deleted.isEmpty ? "no filter was deleted" : nil },
            perform: { $0.restore(in: &$1) }),
        Command.filter(SavedFilterList.self, "filters.filter", "Filter the saved filters"),
        Command.help(SavedFilterList.self, "help.filters", "the saved filters"),
        Command(
            SavedFilterList.self, "filters.close", "Close the saved filters", "close", help: "Changes nothing.",
            keys: ["escape", "q"], perform: { $0.leave(in: &$1) }),
    ]

    package var selection = 0
    package var filter = ListFilter()
    /// What was deleted here, the last one at the end.
    private(set) var deleted: [SavedFilter] = []

    package init() {}

    func selected(in state: AppState) -> SavedFilter? {
        let filters = filters(in: state)
        return filters.indices.contains(selection) ? filters[selection] : nil
    }

    package func isEmpty(in state: AppState) -> Bool { state.logs.savedFilters.isEmpty }

    /// The filters that are shown.
    private func filters(in state: AppState) -> [SavedFilter] {
        state.logs.savedFilters.filter { filter.shows("@\($0.name) \($0.text)") }
    }

    @Sendable private static func none(_ list: SavedFilterList, _ state: AppState) -> String? {
        list.selected(in: state) == nil ? "no filter is saved; S in the logs saves the filter of the list" : nil
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = filters(in: state).count
        press(key, count: count, page: max(1, count), in: &state)
    }

    /// A click selects a filter; on the selected one it does what Enter does.
    package mutating func click(row: Int, in state: inout AppState) {
        guard filters(in: state).indices.contains(row) else { return }
        if row == selection { take(in: &state) } else { selection = row }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        let filters = filters(in: state)
        let rect = LayerLayout.wideList(state.size, rows: max(1, filters.count))
        let inside = canvas.layer(
            rect, title: "Saved filters", right: filters.isEmpty ? "" : "\(filters.count)",
            hint: filter.isActive ? "" : state.borderHint(isTop))
        defer { filter.draw(in: rect, on: &canvas) }
        guard !filters.isEmpty else {
            let words = StyledText(
                filter.isActive
                    ? "nothing matches" : "No filter is saved. S in the logs saves the filter of the list.",
                canvas.theme[.dim])
            return canvas.row(words, at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        }
        let room = min(30, filters.map { DisplayWidth.of($0.name) + 3 }.max() ?? 0)
        ListView.draw(count: filters.count, selection: selection, in: inside, on: &canvas) { index, theme in
            let filter = filters[index]
            let name = "@" + filter.name
            let gap = String(repeating: " ", count: max(2, room - DisplayWidth.of(name)))
            let left = StyledText(name, theme[.accent]).appending(gap + Sanitiser.oneLine(filter.text), theme[.text])
            return (left, "")
        }
    }

    private func take(in state: inout AppState) {
        guard let filter = selected(in: state) else { return }
        state.layers.pop()
        state.filterLogs(by: "@" + filter.name)
    }

    private func edit(in state: inout AppState) {
        guard let filter = selected(in: state) else { return }
        state.layers.pop()
        state.filterLogs(by: filter.text)
        state.logs.savedName = filter.name
        state.openLogFilter()
    }

    private mutating func delete(in state: inout AppState) {
        guard let filter = selected(in: state) else { return }
        deleted.append(filter)
        state.ask(.logs(.filters(.remove(filter.name))))
        let key =
            state.settings.keymap.label(of: "filters.undelete").map { " Press \($0) to restore it" }
            ?? " It can be restored"
        state.say("@\(filter.name) was deleted.\(key) while this list is open.")
        selection = max(0, min(selection, filters(in: state).count - 2))
    }

    private mutating func restore(in state: inout AppState) {
        guard let filter = deleted.popLast() else { return }
        state.ask(.logs(.filters(.restore(filter))))
        state.say("@\(filter.name) was restored.")
    }
}
