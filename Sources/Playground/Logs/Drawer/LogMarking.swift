import RequestCore

/// Marked logs, and what is done with them. Without marks, it is done with the log under the cursor.
extension AppState {
    /// Marks the log under the cursor, or unmarks it, and goes to the next one.
    mutating func markLog() {
        guard let log = logs.selection else { return }
        logs.marks.toggle(log.id)
        moveInLogs(by: 1)
    }

    mutating func unmarkLogs() { logs.marks.removeAll() }

    /// The ids of the logs that an action is for.
    var targetLogs: [String] { logs.marks.targets(else: logs.selection?.id) }

    /// Copies the ids, a line each.
    mutating func copyLogIDs() {
        let ids = targetLogs
        if !ids.isEmpty { ask(.terminal(.copy(ids.joined(separator: "\n")))) }
    }

    /// Rates the answers of the logs. If all of them have the rating already, it is taken back.
    mutating func judgeLogs(_ feedback: LogRecord.Feedback) {
        let ids = targetLogs
        guard ids.count > 1 else {
            guard let id = ids.first else { return }
            return judge(id, feedback, now: logs.index(of: id).flatMap { logs.rows[$0].feedback })
        }
        let isAlready = ids.allSatisfy { id in logs.index(of: id).map { logs.rows[$0].feedback == feedback } ?? false }
        for id in ids { ask(.logs(.judge(id, isAlready ? nil : feedback))) }
    }
}
