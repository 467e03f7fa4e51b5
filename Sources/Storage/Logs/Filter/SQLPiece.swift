import GRDB

/// A condition in SQL with its arguments.
struct SQLPiece: Sendable {
    var sql: String
    var arguments: [DatabaseValue]

    init(_ sql: String, _ arguments: [any DatabaseValueConvertible] = []) {
        self.sql = sql
        self.arguments = arguments.map { $0.databaseValue }
    }

    /// What holds if all of them do; nil for none.
    static func all(_ pieces: [SQLPiece]) -> SQLPiece? { joined(pieces, " AND ") }

    /// What holds if one of them does; nil for none.
    static func any(_ pieces: [SQLPiece]) -> SQLPiece? { joined(pieces, " OR ") }

    private static func joined(_ pieces: [SQLPiece], _ separator: String) -> SQLPiece? {
        guard pieces.count > 1 else { return pieces.first }
        var piece = SQLPiece(pieces.map { "(\($0.sql))" }.joined(separator: separator))
        piece.arguments = pieces.flatMap(\.arguments)
        return piece
    }

    /// What holds where this does not, unknown things included.
    var complement: SQLPiece {
        var piece = self
        piece.sql = "(\(sql)) IS NOT TRUE"
        return piece
    }
}
