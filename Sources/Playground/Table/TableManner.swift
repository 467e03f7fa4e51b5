package import JSON

/// What a person has changed of a table: the order of its columns, which are shown, how wide they are, and how the rows are
/// sorted.
package struct TableManner: Sendable, Hashable {
    /// The column that orders the rows, and the direction.
    package struct Sort: Sendable, Hashable {
        package var column: TableColumn.ID
        /// Whether the largest comes first.
        package var isDescending: Bool

        package init(_ column: TableColumn.ID, isDescending: Bool) {
            self.column = column
            self.isDescending = isDescending
        }
    }

    /// The widest that a column can be made.
    package static let widest = 200

    /// The order of the columns, as far as it was changed. Columns that are missing here follow in their own order.
    package private(set) var order: [TableColumn.ID] = []
    /// Columns that were shown or hidden by hand.
    package private(set) var choices: [TableColumn.ID: Bool] = [:]
    /// Widths that were set by hand, in cells.
    package private(set) var widths: [TableColumn.ID: Int] = [:]
    /// How the rows are sorted; nil for the table's own order.
    package var sort: Sort?

    package init() {}

    /// Every column in the order of the table, hidden ones too.
    package func ordered(_ columns: [TableColumn]) -> [TableColumn] {
        let known = order.compactMap { id in columns.first { $0.id == id } }
        guard !known.isEmpty else { return columns }
        return known + columns.filter { column in !known.contains { $0.id == column.id } }
    }

    /// The columns that are shown where there is room, in the order of the table.
    package func shown(_ columns: [TableColumn]) -> [TableColumn] {
        let shown = ordered(columns).filter(isShown)
        return shown.isEmpty ? Array(columns.prefix(1)) : shown
    }

    package func isShown(_ column: TableColumn) -> Bool { choices[column.id] ?? column.isShown }

    /// The cells that a column takes, as far as that was changed.
    package func width(of column: TableColumn) -> TableColumn.Width {
        widths[column.id].map { .fixed($0) } ?? column.width
    }

    /// Shows a hidden column, and hides a shown one.
    package mutating func toggle(_ column: TableColumn) {
        let isShown = !isShown(column)
        choices[column.id] = isShown == column.isShown ? nil : isShown
    }

    /// Makes a column wider or, where `step` is negative, narrower, from the width that it has on the screen.
    package mutating func resize(_ id: TableColumn.ID, from width: Int, by step: Int) {
        widths[id] = max(1, min(Self.widest, width + step))
    }

    /// Moves a column to the left or right among all columns.
    package mutating func move(_ id: TableColumn.ID, by step: Int, among columns: [TableColumn]) {
        var ids = ordered(columns).map(\.id)
        guard let index = ids.firstIndex(of: id) else { return }
        ids.remove(at: index)
        ids.insert(id, at: max(0, min(index + step, ids.count)))
        order = ids
    }

    /// Sorts by a column; by the same one again in the other direction, and the third time not at all.
    ///
    /// - Parameter isDescendingFirst: whether the largest comes first at first, as people want of figures.
    package mutating func sort(by id: TableColumn.ID, isDescendingFirst: Bool) {
        guard let now = sort, now.column == id else {
            sort = Sort(id, isDescending: isDescendingFirst)
            return
        }
        sort = now.isDescending == isDescendingFirst ? Sort(id, isDescending: !isDescendingFirst) : nil
    }

    /// Puts order, columns and widths back to the table's own.
    package mutating func reset() { self = TableManner() }
}

extension TableManner {
    /// As the session keeps it.
    package var json: JSONValue {
        var object: JSONObject = [:]
        if !order.isEmpty { object["order"] = .array(order.map { .string($0.name) }) }
        let chosen = choices.sorted { $0.key.name < $1.key.name }.map { ($0.key.name, JSONValue.bool($0.value)) }
        if !chosen.isEmpty { object["columns"] = .object(Self.object(chosen)) }
        let wide = widths.sorted { $0.key.name < $1.key.name }.map {
            ($0.key.name, JSONValue.number(JSONNumber($0.value)))
        }
        if !wide.isEmpty { object["widths"] = .object(Self.object(wide)) }
        if let sort {
            object["sort"] = ["column": .string(sort.column.name), "descending": .bool(sort.isDescending)]
        }
        return .object(object)
    }

    /// Reads what a session keeps. A part that cannot be read is left out.
    package init(json: JSONValue?) {
        self.init()
        guard let json else { return }
        order = (json["order"]?.arrayValue ?? []).compactMap { $0.stringValue.map { TableColumn.ID($0) } }
        for member in json["columns"]?.objectValue?.members ?? [] {
            choices[TableColumn.ID(member.key)] = member.value.boolValue
        }
        for member in json["widths"]?.objectValue?.members ?? [] {
            guard let width = member.value.intValue, (1...Self.widest).contains(width) else { continue }
            widths[TableColumn.ID(member.key)] = width
        }
        if let column = json["sort"]?["column"]?.stringValue {
            sort = Sort(TableColumn.ID(column), isDescending: json["sort"]?["descending"]?.boolValue ?? false)
        }
    }

    private static func object(_ members: [(String, JSONValue)]) -> JSONObject {
        members.reduce(into: JSONObject()) { $0[$1.0] = $1.1 }
    }
}
