/// The place of a person in a table: the row and column under the cursor, and how far the table is scrolled.
package struct TableCursor: Sendable, Hashable {
    /// The row under the cursor; 0 if there are no rows.
    package private(set) var row = 0
    /// The row at the top of the view.
    package private(set) var top = 0
    /// The column under the cursor; nil until a person goes to one.
    package private(set) var column: TableColumn.ID?

    package init() {}

    /// Moves to the nearest row, and the view with it.
    ///
    /// - Parameter height: the rows in view.
    package mutating func select(_ index: Int, of count: Int, height: Int) {
        let height = max(1, height)
        row = max(0, min(index, count - 1))
        if row < top { top = row }
        if row >= top + height { top = row - height + 1 }
    }

    /// Scrolls the view. The cursor stays in view.
    package mutating func scroll(by lines: Int, of count: Int, height: Int) {
        let height = max(1, height)
        top = max(0, min(top + lines, count - height))
        row = max(0, min(max(row, top), top + height - 1, count - 1))
    }

    /// Follows its row where rows came or went above it, or where the order changed.
    ///
    /// - Parameter staysOnTop: whether a view that begins with the first row goes on doing so, to show what is new there.
    package mutating func follow(to index: Int, of count: Int, height: Int, staysOnTop: Bool = false) {
        if top > 0 || !staysOnTop { top = max(0, min(top + index - row, count - max(1, height))) }
        select(index, of: count, height: height)
    }

    /// The row at the top of a view of another height, such that the cursor is in view.
    package func top(of count: Int, height: Int) -> Int {
        max(0, min(max(top, row - height + 1), row, max(0, count - height)))
    }

    /// Moves this many columns to the right, as far as there are some. The first step only shows the cursor, on the first
    /// column.
    ///
    /// - Parameter columns: the shown columns, from left to right.
    package mutating func moveColumn(by step: Int, among columns: [TableColumn]) {
        guard let first = columns.first else { return }
        guard let now = columns.firstIndex(where: { $0.id == column }) else {
            column = first.id
            return
        }
        column = columns[max(0, min(now + step, columns.count - 1))].id
    }

    /// Goes to a column, as a click on its title does.
    package mutating func go(to id: TableColumn.ID) { column = id }

    /// Goes back to whole rows.
    package mutating func leaveColumns() { column = nil }
}
