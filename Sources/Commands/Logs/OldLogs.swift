import Logbook
import Storage

extension CommandSession {
    /// The logs that one command removes, so that nobody waits long for it. The next command goes on.
    private static let removedAtOnce = 1_000

    /// Removes logs that are older than `logs: {keep: …}` of `config.yaml`, after a command has said its part. Where that fails, as while
    /// another process writes, a later command does it.
    func removeOldLogs() async {
        guard let span = surroundings.settings.keepLogs, let store = try? await store.store() else { return }
        _ = try? await store.removeLogs(olderThan: span, atMost: Self.removedAtOnce)
    }
}
