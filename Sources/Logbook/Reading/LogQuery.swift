/// Which logs to list, and from where on.
package struct LogQuery: Sendable, Hashable {
    /// Where a page lies in the list of all logs that match.
    package enum Page: Sendable, Hashable {
        /// The newest logs.
        case newest
        /// The oldest logs.
        case oldest
        /// The logs that follow this place: the next older ones.
        case after(LogPosition)
        /// The logs just before this place: the next newer ones.
        case before(LogPosition)
    }

    /// Which logs are meant.
    package var filter: LogFilter
    /// The most logs to list.
    package var limit: Int
    /// Which of them.
    package var page: Page

    package init(_ filter: LogFilter = LogFilter(), page: Page = .newest, limit: Int = 200) {
        self.filter = filter
        self.page = page
        self.limit = limit
    }
}
