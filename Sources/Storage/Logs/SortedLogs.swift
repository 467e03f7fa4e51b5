import GRDB
import Logbook

/// A list of logs in the order of a column of figures, read along the column's index.
///
/// The index is read from one end, and the filter tested row by row, unless the filter has an index that finds few logs: then
/// those are sorted. Logs without a value are a second part of the list.
struct SortedLogs {
    private let column: String
    private let isDescending: Bool
    private let list: LogList

    /// Nil for an order by time, which a list has by itself.
    init?(_ list: LogList, _ order: LogOrder) {
        guard let column = order.field.column else { return nil }
        self.column = column
        isDescending = order.isDescending
        self.list = list
    }

    func rows(_ db: Database, _ columns: String, _ page: LogQuery.Page, limit: Int) throws -> [Row] {
        let place = page.place?.position
        var parts: [(hasValue: Bool, place: LogPosition?)] =
            switch place {
            case nil: [(true, nil), (false, nil)]
            case let place?: place.value == nil ? [(false, place)] : [(true, place), (false, nil)]
            }
        if page.isBackwards {
            parts =
                switch place {
                case nil: [(false, nil), (true, nil)]
                case let place?: place.value == nil ? [(false, place), (true, nil)] : [(true, place)]
                }
        }
        var rows: [Row] = []
        let isFew = try list.isFew(db)
        for part in parts where rows.count < limit {
            let query = query(
                columns, hasValue: part.hasValue, after: part.place, isDescending: isDescending != page.isBackwards,
                isFew: isFew)
            rows += try Row.fetchAll(
                db, sql: query.sql + " LIMIT \(limit - rows.count)", arguments: StatementArguments(query.arguments))
        }
        return page.isBackwards ? rows.reversed() : rows
    }

    func query(
        _ columns: String, hasValue: Bool, after place: LogPosition?, isDescending: Bool, isFew: Bool
    ) -> SQLPiece {
        let from: SQLPiece
        var conditions: [SQLPiece]
        if isFew {
            (from, conditions) = (list.source.from, list.conditions)
        } else {
            from = SQLPiece(hasValue ? "log INDEXED BY \(index)" : "log NOT INDEXED")
            conditions = list.whole.map { [$0] } ?? []
        }
        conditions.append(SQLPiece("\(column) IS \(hasValue ? "NOT " : "")NULL"))
        let sign = isDescending ? "<" : ">"
        if let place {
            conditions.append(
                place.value.map { SQLPiece("(\(column), log.key) \(sign) (?, ?)", [$0, place.key]) }
                    ?? SQLPiece("log.key \(sign) ?", [place.key]))
        }
        var piece = SQLPiece("SELECT \(columns) FROM \(from.sql)")
        piece.arguments = from.arguments
        if let condition = SQLPiece.all(conditions) {
            piece.sql += " WHERE " + condition.sql
            piece.arguments += condition.arguments
        }
        let direction = isDescending ? "DESC" : "ASC"
        piece.sql += " ORDER BY \(hasValue ? "\(column) \(direction), " : "")log.key \(direction)"
        return piece
    }

    private var index: String { "logBy" + column.prefix(1).uppercased() + column.dropFirst() }
}

extension LogOrder.Field {
    /// The column of the figures; nil for the time.
    fileprivate var column: String? {
        switch self {
        case .time: nil
        case .cost: "cost"
        case .tokens: "totalTokens"
        case .first: "firstTokenMS"
        case .total: "totalMS"
        }
    }
}
