package import Evaluations
import GRDB
import JSON
import Prompts

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: EvaluationStore {
    package func save(_ evaluation: EvaluationRecord) async throws {
        let settings = evaluation.settings.json.compact
        let fingerprint = evaluation.fingerprint
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO evaluation (id, createdAt, fingerprint, dataset, rows, repeats, settings)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET repeats = excluded.repeats, settings = excluded.settings
                    """,
                arguments: [
                    evaluation.id, evaluation.createdAt.milliseconds, fingerprint, evaluation.dataset,
                    evaluation.rows, evaluation.repeats, settings,
                ])
            let key = try StoredEvaluation.key(db, evaluation.id)
            for (place, column) in evaluation.columns.enumerated() {
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO evaluationColumn
                        (evaluation, place, label, prompt, versionID, provider, model) VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        key, place, column.label, column.prompt.storable, column.version.hex, column.provider.storable,
                        column.model.storable,
                    ])
            }
        }
    }

    /// Removes an evaluation that nothing was asked for; one with cells, and one that a process sends, stays.
    package func removeEmptyEvaluation(id: String) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    DELETE FROM evaluation WHERE id = ? AND sender IS NULL
                    AND NOT EXISTS (SELECT 1 FROM evaluationCell WHERE evaluationCell.evaluation = evaluation.key)
                    """, arguments: [id])
        }
    }

    package func evaluation(id: String) async throws -> EvaluationRecord? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM evaluation WHERE id = ?", arguments: [id])
                .map { try StoredEvaluation.record(db, $0) }
        }
    }

    package func newestEvaluation(fingerprint: String) async throws -> EvaluationRecord? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM evaluation WHERE fingerprint = ? ORDER BY key DESC LIMIT 1",
                arguments: [fingerprint]
            ).map { try StoredEvaluation.record(db, $0) }
        }
    }

    package func evaluations() async throws -> [EvaluationListing] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM evaluation ORDER BY key DESC").map { row in
                let key: Int64 = row["key"]
                let counts = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT COUNT(*) FILTER (WHERE state = 'answered') AS done,
                            COUNT(*) FILTER (WHERE outcome = 'pass') AS passed,
                            COUNT(*) FILTER (WHERE outcome IN ('pass', 'fail')) AS checked
                        FROM evaluationCell WHERE evaluation = ?
                        """,
                    arguments: [key])
                return EvaluationListing(
                    record: try StoredEvaluation.record(db, row), done: counts?["done"] ?? 0,
                    passed: counts?["passed"] ?? 0, checked: counts?["checked"] ?? 0)
            }
        }
    }

    package func cells(ofEvaluation id: String) async throws -> [CellRecord] {
        try await read { db in
            let key = try StoredEvaluation.key(db, id)
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM evaluationCell WHERE evaluation = ?", arguments: [key])
            var cells: [CellRecord] = []
            while let row = try rows.next() { cells.append(try StoredEvaluation.cell(row)) }
            return cells
        }
    }

    package func save(_ cell: CellRecord, inEvaluation id: String) async throws {
        let checks = cell.verdict.json.compact
        try await write { db in
            let (key, revision) = try StoredEvaluation.nextRevision(db, id)
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO evaluationCell
                    (evaluation, place, row, ordinal, repeat, rowIndex, log, state, outcome, score, latencyMS, cost, promptTokens,
                    completionTokens, answer, checks, revision)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                key, cell.key.column, cell.key.row, cell.key.ordinal, cell.key.repeat, cell.index, cell.log,
                cell.state.rawValue,
                cell.verdict.outcome.rawValue, cell.verdict.score, cell.latencyMS, cell.cost, cell.promptTokens,
                cell.completionTokens, cell.answer, checks, revision,
            ])
        }
    }

    package func answeredCells(
        of column: EvaluationColumn, row: String, repeat: Int
    ) async throws -> [CellRecord] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT evaluationCell.* FROM evaluationColumn
                    JOIN evaluationCell USING (evaluation, place) JOIN log ON log.id = evaluationCell.log
                    WHERE evaluationColumn.versionID = ? AND evaluationColumn.provider = ? AND evaluationColumn.model = ?
                    AND evaluationCell.row = ? AND evaluationCell.repeat = ? AND evaluationCell.state = 'answered'
                    ORDER BY evaluation DESC, ordinal
                    """,
                arguments: [column.version.hex, column.provider, column.model, row, `repeat`]
            ).map(StoredEvaluation.cell)
        }
    }
}

/// Rows of evaluations, inside a transaction.
enum StoredEvaluation {
    /// - Throws: ``FieldError`` if there is no such evaluation.
    static func key(_ db: Database, _ id: String) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT key FROM evaluation WHERE id = ?")
        guard let key = try Int64.fetchOne(statement, arguments: [id]) else {
            throw FieldError(message: "there is no evaluation '\(id)'; etude eval list lists them")
        }
        return key
    }

    /// Counts a change of an evaluation.
    ///
    /// - Throws: ``FieldError`` if there is no such evaluation.
    static func nextRevision(_ db: Database, _ id: String) throws -> (key: Int64, revision: Int64) {
        let key = try key(db, id)
        try db.cachedStatement(sql: "UPDATE evaluation SET revision = revision + 1 WHERE key = ?")
            .execute(arguments: [key])
        let statement = try db.cachedStatement(sql: "SELECT revision FROM evaluation WHERE key = ?")
        return (key, try Int64.fetchOne(statement, arguments: [key]) ?? 0)
    }

    static func record(_ db: Database, _ row: Row) throws -> EvaluationRecord {
        let key: Int64 = row["key"]
        let columns = try Row.fetchAll(
            db, sql: "SELECT * FROM evaluationColumn WHERE evaluation = ? ORDER BY place", arguments: [key]
        ).map { column in
            EvaluationColumn(
                label: column["label"], prompt: column["prompt"], version: try column.versionID("versionID"),
                provider: column["provider"], model: column["model"])
        }
        let id: String = row["id"]
        return EvaluationRecord(
            id: id, createdAt: row.date("createdAt"), dataset: row["dataset"], rows: row["rows"],
            repeats: row["repeats"], columns: columns,
            settings: EvaluationRecord.Settings(json: try row.json("settings", of: "evaluation \(id)") ?? .null))
    }

    static func cell(_ row: Row) throws -> CellRecord {
        let log: String = row["log"]
        var cell = CellRecord(
            key: CellKey(column: row["place"], row: row["row"], ordinal: row["ordinal"], repeat: row["repeat"]),
            index: row["rowIndex"], log: log)
        cell.state = CellRecord.State(rawValue: row["state"]) ?? .failed
        let checks = try row.json("checks", of: "the cell of log \(log)")?.arrayValue ?? []
        cell.verdict = CellVerdict(
            checks: checks.compactMap(CheckResult.init(json:)),
            outcome: CheckOutcome(rawValue: row["outcome"]) ?? .error, score: row["score"])
        cell.latencyMS = row["latencyMS"]
        cell.cost = row["cost"]
        cell.promptTokens = row["promptTokens"]
        cell.completionTokens = row["completionTokens"]
        cell.answer = row["answer"]
        return cell
    }
}
