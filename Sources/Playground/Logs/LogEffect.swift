package import Prompts
package import RequestCore

/// What is asked about logs.
package enum LogEffect: Sendable, Hashable {
    /// The number tells the answer from those of other questions.
    case list(Int, LogQuery)
    case load(String)
    /// Loads the version of a log that is being taken into the playground.
    case loadVersion(of: LogRecord)
    case judge(String, LogRecord.Feedback?)
}

/// What becomes of logs.
package enum LogAction: Sendable {
    case listed(Int, [LogSummary], total: Int)
    case loaded(LogRecord, versionNumber: Int?, wire: WireRecord?)
    /// A log to take into the playground; nil where its version is not stored any more.
    case versionLoaded(LogRecord, Version?)
    case judged(String, LogRecord.Feedback?)
}
