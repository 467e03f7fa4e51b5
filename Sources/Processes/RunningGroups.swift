import Glibc
import Synchronization

/// The process groups that a runner has started and not given back yet.
final class RunningGroups: Sendable {
    private struct State {
        var leaders: Set<pid_t> = []
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Starts a child, unless ``endAll()`` was called.
    func start(
        _ argv: [String], directory: String, environment: [String: String]
    ) throws(Child.Failure) -> (child: Child, pipes: Child.Pipes) {
        try state.withLock { state throws(Child.Failure) in
            guard !state.isClosed else { throw Child.Failure(words: "Étude is ending") }
            // Under the lock, so that no child is started that `endAll` does not see.
            let started = try Child.start(argv, directory: directory, environment: environment)
            state.leaders.insert(started.child.pid)
            return started
        }
    }

    /// Takes the exit status of a child that has ended, and so gives its number back.
    func takeStatus(of child: Child) -> Int32? {
        state.withLock { state in
            state.leaders.remove(child.pid)
            return child.takeStatus()
        }
    }

    func endAll() {
        state.withLock { state in
            state.isClosed = true
            for leader in state.leaders { kill(-leader, SIGKILL) }
        }
    }
}
