/// Stores people's ratings of answers.
package protocol LogFeedback: Sendable {
    /// Keeps a person's rating of an answer; nil removes it.
    ///
    /// - Throws: ``FieldError`` if there is no such log.
    func judge(log id: String, as feedback: LogRecord.Feedback?) async throws
}
