package import Evaluations
import GRDB

extension Store: GridStore {
    package func gridCells(ofEvaluation id: String, firstRows: Int?) async throws -> GridCells {
        try await read { db in
            guard let firstRows else { return try StoredGridCells.read(db, id, where: "", arguments: []) }
            return try StoredGridCells.read(db, id, where: "AND rowIndex < ?", arguments: [firstRows])
        }
    }

    package func gridCells(ofEvaluation id: String, after revision: Int) async throws -> GridCells {
        try await read { db in
            let (_, now, repeats) = try StoredGridCells.place(db, id)
            guard now > revision else { return GridCells(cells: [], revision: now, repeats: repeats) }
            return try StoredGridCells.read(db, id, where: "AND revision > ?", arguments: [revision])
        }
    }

    package func cells(ofEvaluation id: String, row: GridRowKey) async throws -> [CellRecord] {
        try await read { db in
            let evaluation = try StoredGridCells.place(db, id)
            // The places of the columns are spelt out, so that each look-up has the whole key but the repeat.
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT evaluationCell.* FROM evaluationColumn JOIN evaluationCell USING (evaluation, place)
                    WHERE evaluation = ? AND row = ? AND ordinal = ? AND repeat < ?
                    """,
                arguments: [evaluation.key, row.row, row.ordinal, evaluation.repeats]
            ).map(StoredEvaluation.cell)
        }
    }

    package func rows(
        ofEvaluation id: String, answering words: [String]
    ) async throws -> [String: Set<GridRowKey>] {
        try await read { db in
            let key = try StoredEvaluation.key(db, id)
            var found: [String: Set<GridRowKey>] = [:]
            let isMixed = try EarlierSearch.isNeeded(db)
            for word in Set(words) {
                guard let pattern = SearchPattern(beginning: word),
                    let (table, expression) = SearchPattern.answered(beginning: word)
                else { continue }
                let name = table.rawValue
                let new = SQLPiece(
                    "\(SearchPlace.ofLog) IN (SELECT rowid FROM \(name) WHERE \(name) MATCH ?)", [expression])
                let matches = isMixed ? EarlierSearch.mixed(new, pattern.text, inAnswers: true) : new
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT evaluationCell.row, evaluationCell.ordinal FROM evaluationCell JOIN log ON log.id = evaluationCell.log
                        WHERE evaluation = ? AND \(matches.sql)
                        """, arguments: StatementArguments([key.databaseValue] + matches.arguments))
                found[word] = Set(rows.map { GridRowKey(row: $0[0], ordinal: $0[1]) })
            }
            return found
        }
    }

    package func ratings(ofEvaluation id: String) async throws -> [Int: GridRatings] {
        try await read { db in
            let evaluation = try StoredGridCells.place(db, id)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT evaluationCell.place, SUM(feedback IS 1) AS good, SUM(feedback IS -1) AS bad
                    FROM evaluationCell JOIN log ON log.id = evaluationCell.log
                    WHERE evaluation = ? AND feedback IS NOT NULL GROUP BY evaluationCell.place
                    """,
                arguments: [evaluation.key])
            return Dictionary(
                uniqueKeysWithValues: rows.map { ($0["place"], GridRatings(good: $0["good"], bad: $0["bad"])) })
        }
    }
}

/// Cells as the grid shows them, inside a transaction.
private enum StoredGridCells {
    /// The key of an evaluation, the number of its changes, and how often it asks each row.
    static func place(_ db: Database, _ id: String) throws -> (key: Int64, revision: Int, repeats: Int) {
        let key = try StoredEvaluation.key(db, id)
        let statement = try db.cachedStatement(sql: "SELECT revision, repeats FROM evaluation WHERE key = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key]) else { return (key, 0, 1) }
        return (key, row[0], row[1])
    }

    /// - Parameter condition: continues the WHERE clause; its arguments follow the evaluation's key.
    static func read(
        _ db: Database, _ id: String, where condition: String, arguments: [Int]
    ) throws -> GridCells {
        let (key, revision, repeats) = try place(db, id)
        let statement = try db.cachedStatement(
            sql: """
                SELECT place, row, ordinal, repeat, rowIndex, log, state, outcome, latencyMS, cost, completionTokens, answer
                FROM evaluationCell WHERE evaluation = ? \(condition)
                """)
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments([key] + arguments.map(Int64.init)))
        var cells: [GridCell] = []
        while let row = try rows.next() {
            cells.append(
                GridCell(
                    key: CellKey(column: row[0], row: row[1], ordinal: row[2], repeat: row[3]), index: row[4],
                    log: row[5], state: CellRecord.State(rawValue: row[6]) ?? .failed,
                    outcome: CheckOutcome(rawValue: row[7]) ?? .error, latencyMS: row[8], cost: row[9],
                    completionTokens: row[10], answer: row[11]))
        }
        return GridCells(cells: cells, revision: revision, repeats: repeats)
    }
}
