import GRDB

extension Store {
    /// The number of an evaluation's cells whose logs were deleted. Their results are kept, their answers are gone.
    package func cellsWithoutLog(ofEvaluation id: String) async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT COUNT(*) FROM evaluation JOIN evaluationCell ON evaluationCell.evaluation = evaluation.key
                    WHERE evaluation.id = ? AND evaluationCell.state <> 'sent'
                        AND NOT EXISTS (SELECT 1 FROM log WHERE log.id = evaluationCell.log)
                    """, arguments: [id]) ?? 0
        }
    }
}
