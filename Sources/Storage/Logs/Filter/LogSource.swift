import GRDB
import Logbook

/// Where the rows of a list are read from, before the rest of its filter is tested row by row.
enum LogSource: Sendable {
    /// Along an index that ends with the time; nothing is sorted.
    case index(String, SQLPiece?)
    /// A few rows, which an index has found and which are sorted.
    case few(SQLPiece)
    /// The matches of a search.
    case search(SearchList)

    /// The `FROM` of a query, with its arguments.
    var from: SQLPiece {
        switch self {
        case .index(let name, _): return SQLPiece("log INDEXED BY \(name)")
        case .few(let condition):
            var piece = condition
            piece.sql = "(SELECT key AS found FROM log WHERE \(condition.sql)) CROSS JOIN log ON log.key = found"
            return piece
        case .search(let list): return list.matches
        }
    }

    /// Whether it has every log.
    var isEverything: Bool {
        if case .index(_, nil) = self { true } else { false }
    }

    /// What holds of all its rows, beside what is tested.
    var condition: SQLPiece? {
        switch self {
        case .index(_, let condition): condition
        case .few, .search: nil
        }
    }
}
