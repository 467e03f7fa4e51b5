/// Which logs to list, and from where on.
package struct LogQuery: Sendable, Hashable {
    /// Where a page lies in the list of all logs that match.
    package enum Page: Sendable, Hashable {
        /// The first logs of the order: the newest ones, unless another order is asked for.
        case newest
        /// The last logs of the order.
        case oldest
        /// The logs that follow this place.
        case after(LogPosition)
        /// The logs just before this place.
        case before(LogPosition)
    }

    /// Which logs are meant.
    package var filter: LogFilter
    /// The most logs to list.
    package var limit: Int
    /// Which of them.
    package var page: Page
    /// The order of all logs that match.
    package var order: LogOrder

    package init(
        _ filter: LogFilter = LogFilter(), page: Page = .newest, limit: Int = 200, order: LogOrder = .newestFirst
    ) {
        self.filter = filter
        self.page = page
        self.limit = limit
        self.order = order
    }
}
