package import Logbook
package import Prompts
package import RequestCore

/// What is asked about logs.
package enum LogEffect: Sendable, Hashable {
    /// The number tells the answer from those of other questions.
    case list(Int, LogQuery)
    case load(String)
    /// Loads the version of a log that is being taken into the playground.
    case loadVersion(of: LogRecord)
    /// Finds the logs that were sent at a time or before it. The time is what a person typed, and the offset their time zone's.
    case find(Int, LogQuery, time: String, offset: Int)
    /// Tells when others write logs, or no longer.
    case watch(Bool)
    case judge(String, LogRecord.Feedback?)
    /// Asks what is said of an answer.
    case askJudgement(String)
    /// Changes what is said of answers.
    case change([String], JudgementChange)
    /// Asks what logs come to.
    case count(Int, LogQuery, by: LogGrouping, points: Int)
    /// Adds logs to a file of rows.
    case addRows([String], path: String)
    /// Compares two logs.
    case compare(String, String)
}

/// What becomes of logs.
package enum LogAction: Sendable {
    case listed(Int, [LogSummary], total: Int)
    /// The logs at a time, and how many there are before them in the list.
    case found(Int, [LogSummary], start: Int, total: Int)
    /// Somebody has written to the store.
    case changed
    case loaded(LogRecord, versionNumber: Int?, wire: WireRecord?)
    /// A log to take into the playground; nil where its version is not stored any more.
    case versionLoaded(LogRecord, Version?)
    case judged(String, LogRecord.Feedback?)
    case judgementLoaded([String], Judgement)
    case judgementsChanged([String: Judgement])
    case compared(LogDifference)
    case rowsAdded(Int, path: String)
    case counted(Int, LogReport)
}
