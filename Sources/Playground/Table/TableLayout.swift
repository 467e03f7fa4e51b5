/// Where the columns of a table stand at a width.
///
/// If not all of them fit, those that are not kept go, the rightmost first, then those that cannot become narrower, which the others
/// do; if it is still too narrow, the rest are out of view at the right. The column under the cursor is always in view: the others
/// scroll for it, but for frozen ones.
package struct TableLayout: Sendable, Hashable {
    /// A column in view.
    package struct Place: Sendable, Hashable {
        package let column: TableColumn
        /// The first cell, counted from the left edge of the table.
        package let x: Int
        package let width: Int

        /// The first cell behind it.
        package var end: Int { x + width }
    }

    /// The cells left of the first column, for the marks of a row.
    package static let gutter = 3
    /// The cells between two columns.
    package static let gap = 2

    /// The columns in view, from left to right.
    package let places: [Place]
    /// The cells of the whole table.
    package let width: Int
    /// Whether columns are out of view at the left, and at the right.
    package let hidesLeft: Bool
    package let hidesRight: Bool

    package init(_ columns: [TableColumn], manner: TableManner, cursor: TableColumn.ID?, width: Int) {
        let shown = manner.shown(columns)
        let room = max(0, width - Self.gutter - 1)
        let frozen = shown.filter(\.isFrozen)
        let moving = shown.filter { !$0.isFrozen }
        var first = 0
        var view = Self.view(frozen, moving[...], manner, room)
        while let cursor, first + 1 < moving.count, moving.contains(where: { $0.id == cursor }),
            !view.contains(where: { $0.id == cursor })
        {
            first += 1
            view = Self.view(frozen, moving[first...], manner, room)
        }
        self.width = width
        places = Self.place(view, manner, room)
        hidesLeft = first > 0
        hidesRight = view.last?.id != shown.last?.id
    }

    /// The place of a column; nil if it is not in view.
    package func place(of id: TableColumn.ID) -> Place? { places.first { $0.column.id == id } }

    /// The columns that fit.
    private static func view(
        _ frozen: [TableColumn], _ moving: ArraySlice<TableColumn>, _ manner: TableManner, _ room: Int
    ) -> [TableColumn] {
        var view = frozen + moving
        while view.count > 1, least(view, manner) > room {
            let dropped =
                view.lastIndex { !$0.isKept && !$0.isFrozen } ?? view.lastIndex { $0.narrowest == nil && !$0.isFrozen }
            if dropped == nil, narrowest(view, manner) <= room { break }
            view.remove(at: dropped ?? view.count - 1)
        }
        return view
    }

    /// The fewest cells that columns take, gaps included.
    private static func least(_ columns: [TableColumn], _ manner: TableManner) -> Int {
        columns.reduce(gap * (columns.count - 1)) { $0 + manner.width(of: $1).least }
    }

    /// The fewest cells that columns take where some of them become narrow, gaps included.
    private static func narrowest(_ columns: [TableColumn], _ manner: TableManner) -> Int {
        columns.reduce(gap * (columns.count - 1)) { $0 + narrowest($1, manner) }
    }

    private static func narrowest(_ column: TableColumn, _ manner: TableManner) -> Int {
        let least = manner.width(of: column).least
        return min(least, column.narrowest ?? least)
    }

    /// Columns that do not fit at their least width: each has its narrowest one and a share of what is left, by what it lacks.
    private static func placeNarrow(_ columns: [TableColumn], _ manner: TableManner, _ room: Int) -> [Place] {
        var spare = max(0, room - narrowest(columns, manner))
        var lacking = columns.reduce(0) { $0 + manner.width(of: $1).least - narrowest($1, manner) }
        var places: [Place] = []
        var x = gutter
        for column in columns {
            let narrow = narrowest(column, manner)
            let lack = manner.width(of: column).least - narrow
            let more = lacking > 0 ? min(lack, spare * lack / lacking) : 0
            spare -= more
            lacking -= lack
            places.append(Place(column: column, x: x, width: max(0, min(narrow + more, gutter + room - x))))
            x += narrow + more + gap
        }
        return places
    }

    private static func place(_ columns: [TableColumn], _ manner: TableManner, _ room: Int) -> [Place] {
        guard least(columns, manner) <= room else { return placeNarrow(columns, manner, room) }
        var spare = max(0, room - least(columns, manner))
        var shares = columns.reduce(0) { $0 + share($1, manner) }
        var places: [Place] = []
        var x = gutter
        for column in columns {
            var width = manner.width(of: column).least
            if case .flexible(_, let most, let share) = manner.width(of: column), share > 0 {
                // What rounding and the widest columns leave goes to those at the right.
                let more = max(0, min(spare * share / shares, most - width))
                width += more
                spare -= more
                shares -= share
            }
            width = max(0, min(width, gutter + room - x))
            places.append(Place(column: column, x: x, width: width))
            x += width + gap
        }
        return places
    }

    private static func share(_ column: TableColumn, _ manner: TableManner) -> Int {
        if case .flexible(_, _, let share) = manner.width(of: column) { max(0, share) } else { 0 }
    }
}
