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
    /// Finds the logs that were sent at a time or before it. The time is what a person typed.
    case find(Int, LogQuestion, time: String)
    /// Tells when others write logs, or no longer.
    case watch(Bool)
    case judge(String, LogRecord.Feedback?)
    /// Asks what is said of an answer.
    case askJudgement(String)
    /// Changes what is said of answers.
    case change([String], JudgementChange)
    /// Asks what logs come to.
    case count(Int, LogQuestion, by: LogGrouping, points: Int)
    /// Adds what was tried to a file of rows.
    case addRows(TriedRows, path: String)
    /// Compares two logs.
    case compare(String, String)
    /// Deletes logs such that they can be restored within a day.
    case delete([String])
    /// Brings back the logs that were deleted last.
    case restoreDeleted
    /// Asks which values a field has.
    case values(LogField)
    case filters(SavedFilterWork)
    /// Writes logs to a file, which may take the place of one that is there.
    case export([String], path: String, replaces: Bool)
}

/// A page of the list, with the filter as it is typed: its times count back from the moment when it is asked.
package struct LogQuestion: Sendable, Hashable {
    /// The text of the filter; empty for all logs.
    package var filter: String
    package var page: LogQuery.Page
    package var limit: Int
    package var order: LogOrder
    /// The seconds that local time is ahead of UTC.
    package var offset: Int
    /// Whether the logs that match are counted to the end, however many there are.
    package var countsAll: Bool

    package init(
        filter: String = "", page: LogQuery.Page = .newest, limit: Int = LogsPane.pageSize,
        order: LogOrder = .newestFirst, offset: Int = 0, countsAll: Bool = false
    ) {
        self.countsAll = countsAll
        self.order = order
        self.filter = filter
        self.offset = offset
        self.page = page
        self.limit = limit
    }
}

/// What becomes of logs.
package enum LogAction: Sendable {
    case listed(Int, [LogSummary], total: LogCount)
    /// The logs at a time, and how many there are before them in the list.
    case found(Int, [LogSummary], start: Int, total: LogCount)
    /// The filter cannot be read.
    case refused(Int, LogFilterError)
    /// The store has failed; the sentence says how.
    case notListed(Int, String)
    /// Somebody has written to the store.
    case changed
    case loaded(LogRecord, versionNumber: Int?, wire: WireRecord?, conversation: String? = nil)
    /// A log to take into the playground; nil where its version is not stored any more.
    case versionLoaded(LogRecord, Version?)
    case judged(String, LogRecord.Feedback?)
    case judgementLoaded([String], Judgement)
    case judgementsChanged([String: Judgement])
    case compared(LogDifference)
    /// Rows were added to a file, perhaps without the expected answers.
    case rowsAdded(Int, path: String, leavesOutExpected: Bool)
    case counted(Int, LogReport)
    /// Logs cannot be counted, and why.
    case countRefused(Int, String)
    /// Logs are deleted; the number is how many were to be.
    case deleted([String], asked: Int)
    case restored([String])
    case valuesListed(LogField, [LogFieldValue])
    /// The saved filters that there are, and the name of one that was saved just now.
    case filtersListed([SavedFilter], saved: String? = nil)
    case exported(WrittenLogs, path: String)
    /// The file of an export is there already.
    case exportRefused([String], path: String)
}
