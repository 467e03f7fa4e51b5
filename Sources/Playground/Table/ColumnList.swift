package import TextUI

/// The columns of a table, to show, hide and move them.
package struct ColumnList: FilteredList {
    package static let place = Command.Place("columns", "In the list of columns")
    package static let commands = [
        Command(
            ColumnList.self, "columns.toggle", "Show or hide the column", "show or hide",
            help: "The last shown column stays.", keys: ["space", "enter"], perform: { $0.toggle(in: &$1) }),
        Command(
            ColumnList.self, "columns.up", "Move the column to the left", "move left", help: "Changes the order.",
            keys: ["K", "shift-up"], perform: { $0.move(by: -1, in: &$1) }),
        Command(
            ColumnList.self, "columns.down", "Move the column to the right", "move right", help: "Changes the order.",
            keys: ["J", "shift-down"], perform: { $0.move(by: 1, in: &$1) }),
        Command(
            ColumnList.self, "columns.reset", "Reset the columns", "reset",
            help: "Puts order, widths and the choice of columns back.", keys: ["r"], perform: { $0.reset(in: &$1) }),
        Command.filter(ColumnList.self, "columns.filter", "Filter the columns"),
        Command.help(ColumnList.self, "help.columns", "the list of columns"),
        Command(
            ColumnList.self, "columns.close", "Close the list of columns", "close", help: "Keeps the changes.",
            keys: ["escape", "q"], perform: { $0.leave(in: &$1) }),
    ]

    /// The table whose columns are listed.
    let owner: TableOwner
    package var selection = 0
    package var filter = ListFilter()

    package init(_ owner: TableOwner) { self.owner = owner }

    /// All columns in the order of the table.
    func columns(in state: AppState) -> [TableColumn] { state.manner(of: owner).ordered(state.columns(of: owner)) }

    /// The columns that are shown in the list.
    func listed(in state: AppState) -> [TableColumn] {
        columns(in: state).filter { filter.shows("\($0.title) \($0.about)") }
    }

    private func selected(in state: AppState) -> TableColumn? {
        let listed = listed(in: state)
        return listed.indices.contains(selection) ? listed[selection] : nil
    }

    package func isEmpty(in state: AppState) -> Bool { columns(in: state).isEmpty }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = listed(in: state).count
        press(key, count: count, page: count, in: &state)
    }

    package mutating func click(row: Int, in state: inout AppState) {
        guard listed(in: state).indices.contains(row) else { return }
        selection = row
        toggle(in: &state)
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        let columns = listed(in: state)
        let manner = state.manner(of: owner)
        let rect = LayerLayout.columns(state.size, rows: max(1, columns.count))
        let inside = canvas.layer(rect, title: "Columns", hint: filter.isActive ? "" : state.borderHint(isTop))
        defer { filter.draw(in: rect, on: &canvas) }
        if columns.isEmpty {
            let words = StyledText("nothing matches", canvas.theme[.dim])
            canvas.row(words, at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        }
        ListView.draw(count: columns.count, selection: selection, in: rect.inset(by: 1), on: &canvas) { row, theme in
            let column = columns[row]
            let sign = manner.isShown(column) ? "✓ " : "  "
            let left = StyledText(sign, theme[.good]).appending(column.title, theme[.text])
            return (left, StyledText(column.about, theme[.dim]))
        }
    }

    private func toggle(in state: inout AppState) {
        guard let column = selected(in: state) else { return }
        let manner = state.manner(of: owner)
        if manner.isShown(column), manner.shown(columns(in: state)).count == 1 {
            return state.say("The last shown column stays.")
        }
        state.changeManner(of: owner) { $0.toggle(column) }
    }

    private mutating func move(by step: Int, in state: inout AppState) {
        let columns = columns(in: state)
        guard let id = selected(in: state)?.id, let place = columns.firstIndex(where: { $0.id == id }),
            columns.indices.contains(place + step)
        else { return }
        state.changeManner(of: owner) { $0.move(id, by: step, among: columns) }
        selection = listed(in: state).firstIndex { $0.id == id } ?? selection
    }

    private func reset(in state: inout AppState) {
        state.changeManner(of: owner) { manner in
            let sort = manner.sort
            manner.reset()
            manner.sort = sort
        }
    }
}
