/// Stores what people say of answers.
package protocol LogFeedback: Sendable {
    /// Changes what was said of an answer, in one piece with reading it.
    ///
    /// - Returns: the judgement as it is now.
    /// - Throws: ``FieldError`` if there is no such log, or what `change` throws; then nothing is changed.
    @discardableResult
    func judge(
        log id: String, _ change: @escaping @Sendable (inout Judgement) throws -> Void
    ) async throws -> Judgement
}

extension LogFeedback {
    /// Keeps a person's rating of an answer; nil removes it.
    ///
    /// - Throws: ``FieldError`` if there is no such log.
    package func judge(log id: String, as feedback: LogRecord.Feedback?) async throws {
        try await judge(log: id) { $0.feedback = feedback }
    }
}
