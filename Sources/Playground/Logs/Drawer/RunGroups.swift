import Logbook

/// The rounds of one run, which stand together in the list although other logs may have come in between.
enum RunGroups {
    /// The logs with the rounds of each run where the newest of them stands, in the order in which they came.
    static func grouped(_ logs: [LogSummary]) -> [LogSummary] {
        // A run of one round is nearly every run.
        guard logs.contains(where: { $0.run != nil }) else { return logs }
        var members: [String: [LogSummary]] = [:]
        for log in logs { members[log.runID, default: []].append(log) }
        return logs.flatMap { members.removeValue(forKey: $0.runID) ?? [] }
    }

    /// The place of a row among the rounds of its run.
    enum Place {
        /// The only one, or the first one listed.
        case first
        case middle
        case last
    }

    static func place(of index: Int, in rows: [LogSummary]) -> Place {
        guard index > 0, rows[index - 1].runID == rows[index].runID else { return .first }
        return index + 1 < rows.count && rows[index + 1].runID == rows[index].runID ? .middle : .last
    }
}
