package import Logbook
package import Prompts
package import RequestCore

/// What is asked about logs.
package enum LogEffect: Sendable, Hashable {
    /// The number tells the answer from those of other questions.
    case list(Int, LogQuestion)
    case load(String)
    /// Loads the version of a log that is being taken into the playground.
    case loadVersion(of: LogRecord)
    case judge(String, LogRecord.Feedback?)
}

/// A page of the list, with the filter as it is typed: its times count back from the moment when it is asked.
package struct LogQuestion: Sendable, Hashable {
    /// The text of the filter; empty for all logs.
    package var filter: String
    package var page: LogQuery.Page
    package var limit: Int
    /// The seconds that local time is ahead of UTC.
    package var offset: Int

    package init(
        filter: String = "", page: LogQuery.Page = .newest, limit: Int = LogsPane.pageSize, offset: Int = 0
    ) {
        self.filter = filter
        self.offset = offset
        self.page = page
        self.limit = limit
    }
}

/// What becomes of logs.
package enum LogAction: Sendable {
    case listed(Int, [LogSummary], total: LogCount)
    /// The filter cannot be read.
    case refused(Int, LogFilterError)
    case loaded(LogRecord, versionNumber: Int?, wire: WireRecord?)
    /// A log to take into the playground; nil where its version is not stored any more.
    case versionLoaded(LogRecord, Version?)
    case judged(String, LogRecord.Feedback?)
}
