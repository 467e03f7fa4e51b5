package import TextUI

/// The columns of a table, to show, hide and move them.
package struct ColumnList: Layer {
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
        Command.help(ColumnList.self, "help.columns", "the list of columns"),
        Command(
            ColumnList.self, "columns.close", "Close the list of columns", "close", help: "Keeps the changes.",
            keys: ["escape", "q"], perform: { $0.leave(in: &$1) }),
    ]

    /// The table whose columns are listed.
    let owner: TableOwner
    /// The row under the cursor.
    package private(set) var selection = 0

    package init(_ owner: TableOwner) { self.owner = owner }

    /// All columns in the order of the table.
    func columns(in state: AppState) -> [TableColumn] { state.manner(of: owner).ordered(state.columns(of: owner)) }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = columns(in: state).count
        let next = ListKeys.place(after: key, from: selection, count: count, page: count, hasLetters: true)
        if let next { selection = next }
    }

    package mutating func click(row: Int, in state: inout AppState) {
        guard columns(in: state).indices.contains(row) else { return }
        selection = row
        toggle(in: &state)
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        let columns = columns(in: state)
        let manner = state.manner(of: owner)
        let rect = LayerLayout.columns(state.size, rows: columns.count)
        canvas.layer(rect, title: "Columns", hint: state.borderHint(isTop))
        ListView.draw(count: columns.count, selection: selection, in: rect.inset(by: 1), on: &canvas) { row, theme in
            let column = columns[row]
            let sign = manner.isShown(column) ? "✓ " : "  "
            let left = StyledText(sign, theme[.good]).appending(column.title, theme[.text])
            return (left, StyledText(column.about, theme[.dim]))
        }
    }

    private func toggle(in state: inout AppState) {
        let columns = columns(in: state)
        guard columns.indices.contains(selection) else { return }
        let column = columns[selection]
        let manner = state.manner(of: owner)
        if manner.isShown(column), manner.shown(columns).count == 1 {
            return state.say("The last shown column stays.")
        }
        state.changeManner(of: owner) { $0.toggle(column) }
    }

    private mutating func move(by step: Int, in state: inout AppState) {
        let columns = columns(in: state)
        guard columns.indices.contains(selection), columns.indices.contains(selection + step) else { return }
        state.changeManner(of: owner) { $0.move(columns[selection].id, by: step, among: columns) }
        selection += step
    }

    private func reset(in state: inout AppState) {
        state.changeManner(of: owner) { manner in
            let sort = manner.sort
            manner.reset()
            manner.sort = sort
        }
    }
}
