package import RequestCore

/// Ratings of answers: good or bad, by `+` and `-` in the list of logs and in an opened log.
extension AppState {
    /// Rates an answer. The same rating again clears it.
    mutating func judge(_ id: String, _ feedback: LogRecord.Feedback, now: LogRecord.Feedback?) {
        ask(.logs(.judge(id, now == feedback ? nil : feedback)))
    }

    package mutating func logJudged(_ id: String, _ feedback: LogRecord.Feedback?) {
        logs.judge(id, feedback)
        layers.change(LogView.self) { if $0.record.id == id { $0.judge(feedback) } }
        return say(feedback.map { "rated as \($0.rawValue)" } ?? "the rating is cleared")
    }
}
