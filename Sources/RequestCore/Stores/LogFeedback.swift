/// What people say of answers.
public protocol LogFeedback: Sendable {
    /// Keeps what a person says of an answer; nil takes it back.
    ///
    /// - Throws: ``FieldError`` where there is no such log.
    func judge(log id: String, as feedback: LogRecord.Feedback?) async throws
}
