package import RequestCore

/// What is asked about logs.
package enum LogEffect: Sendable, Hashable {
    /// The number tells the answer from those of other questions.
    case list(Int, LogQuery)
    case load(String)
    case judge(String, LogRecord.Feedback?)
}

/// What becomes of logs.
package enum LogAction: Sendable {
    case listed(Int, [LogSummary], total: Int)
    case loaded(LogRecord, versionNumber: Int?, wire: WireRecord?)
    case judged(String, LogRecord.Feedback?)
}
