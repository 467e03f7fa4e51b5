import Logbook
import Storage
import TextUI

extension CommandSession {
    /// Reads the logs of an earlier program anew where the filter asks for what is known only then, with progress on a terminal.
    func digestLogs(for filter: LogFilter, in store: Store) async throws {
        guard filter.needsDigest, !store.isReadOnly else { return }
        var total = 0
        try await store.digestAllLogs(piece: 500) { state in
            total = max(total, state.done + state.left)
            guard errors.isTerminal else { return }
            errors.status("reading earlier logs: \(Readable.count(total - state.left)) of \(Readable.count(total))")
        }
        if total > 0, errors.isTerminal { errors.status("") }
    }

    /// Reads a few logs of an earlier program after a command has said its part, so that each use finishes some.
    func digestSomeLogs(in store: Store) async {
        _ = try? await store.digestLogs(limit: 500)
    }
}
