import RequestCore

/// Numbers over time, in equal spans from the first log to the last.
package struct LogTimeline: Sendable, Hashable {
    /// What the logs of one span come to.
    package struct Point: Sendable, Hashable {
        package var runs = 0
        package var errors = 0
        /// The median of finished runs, in milliseconds; nil if none finished.
        package var p50: Double?
        package var p95: Double?
    }

    /// A log as the line needs it.
    struct Moment {
        /// Milliseconds since 1970.
        var at: Int64
        /// nil for a run that did not finish.
        var totalMS: Double?
        var isError: Bool
    }

    /// The time of the first log, in milliseconds since 1970; nil where there is none.
    package var start: Int64?
    /// The time of the last log, in milliseconds since 1970; nil where there is none.
    package var end: Int64?
    package var points: [Point] = []

    /// Of fewer logs, the 95th percentile would be the slowest.
    private static let fewestPerPoint = 20

    /// - Parameter most: the most spans. Fewer logs make fewer spans.
    init(_ moments: [Moment], points most: Int) {
        guard most > 0, let first = moments.first else { return }
        let count = min(most, max(1, moments.count / Self.fewestPerPoint))
        let (start, end) = moments.reduce((first.at, first.at)) { (min($0.0, $1.at), max($0.1, $1.at)) }
        (self.start, self.end) = (start, end)
        let span = max(1, (end - start) / Int64(count) + 1)
        var times = [[Double]](repeating: [], count: Int((end - start) / span) + 1)
        points = times.map { _ in Point() }
        for moment in moments {
            let place = Int((moment.at - start) / span)
            points[place].runs += 1
            if moment.isError { points[place].errors += 1 }
            if let total = moment.totalMS { times[place].append(total) }
        }
        for place in points.indices {
            let sorted = times[place].sorted()
            points[place].p50 = NearestRank.value(50, ofSorted: sorted)
            points[place].p95 = NearestRank.value(95, ofSorted: sorted)
        }
    }
}
