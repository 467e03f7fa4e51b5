import TextUI

/// Deleting logs from the list, and bringing them back.
extension AppState {
    /// Deletes the marked logs, else the one under the cursor. Several are deleted when the key is pressed again, after their number
    /// was said.
    mutating func deleteLogs() {
        let ids = targetLogs
        guard !ids.isEmpty else { return }
        if ids.count > 1, logs.askedToDelete != ids {
            logs.askedToDelete = ids
            let key = settings.keymap.label(of: "logs.delete").map { "Press \($0) again" } ?? "Do that again"
            return say("\(key) to delete \(Readable.count(ids.count)) logs.", .warning)
        }
        logs.askedToDelete = nil
        ask(.logs(.delete(ids)))
    }

    /// Takes deleted logs out of the list.
    ///
    /// - Parameter asked: how many were to be deleted; the others are running, or were gone already.
    package mutating func logsDeleted(_ ids: [String], asked: Int) {
        logs.remove(Set(ids), height: logListHeight)
        let stay = asked - ids.count
        guard !ids.isEmpty else {
            return say(
                stay == 1 ? "The log was not deleted: it is running." : "No log was deleted: they are running.",
                .warning)
        }
        let key =
            settings.keymap.label(of: "logs.undelete").map { " Press \($0) to restore" } ?? " They can be restored"
        let what = ids.count == 1 ? "1 log was deleted." : "\(Readable.count(ids.count)) logs were deleted."
        let rest = stay == 0 ? "" : stay == 1 ? " 1 is running and stays." : " \(stay) are running and stay."
        say(what + rest + key + (ids.count == 1 ? " it" : " them") + " within a day.")
        reloadLogs()
    }

    /// Brings the logs back that were deleted last, in this process or an earlier one.
    mutating func restoreDeletedLogs() { ask(.logs(.restoreDeleted)) }

    /// Shows logs that are back. The cursor goes to the newest of them.
    package mutating func logsRestored(_ ids: [String]) {
        guard !ids.isEmpty else { return say("No log was deleted within a day.") }
        say(ids.count == 1 ? "1 log was restored." : "\(Readable.count(ids.count)) logs were restored.")
        if logs.isOpen { ask(for: .window(restored: Set(ids))) }
    }
}
