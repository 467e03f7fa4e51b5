import Glibc
import RequestCore
import Synchronization

/// The process groups that a runner has started and that have not ended yet.
final class RunningGroups: Sendable {
    private struct State {
        var leaders: Set<pid_t> = []
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Starts a child, and a thread that rings the bell when the child has ended.
    ///
    /// - Throws: also after ``endAll()``.
    func start(
        _ process: ToolProcess, telling bell: Bell
    ) throws(Child.Failure) -> (child: Child, pipes: Child.Pipes) {
        let started = try state.withLock { state throws(Child.Failure) in
            guard !state.isClosed else { throw Child.Failure(words: "Étude is ending") }
            // Under the lock, so that `endAll` sees every child.
            let started = try Child.start(
                process.argv, directory: process.directory, environment: process.environment)
            state.leaders.insert(started.child.pid)
            return started
        }
        // Only the number: a thread that held the pipes would keep the child's input open.
        try serve(started.child) { [pid = started.child.pid] in
            Child.awaitEnd(of: pid)
            bell.tell { $0.hasEnded = true }
        }
        return started
    }

    /// Starts a thread that serves a child; kills the child if there can be no such thread.
    func serve(_ child: Child, _ body: @escaping @Sendable () -> Void) throws(Child.Failure) {
        do {
            try BackgroundThread.start(body)
        } catch {
            child.signalGroup(SIGKILL)
            Child.awaitEnd(of: child.pid)
            _ = takeStatus(of: child)
            throw Child.Failure(words: error.words)
        }
    }

    /// Takes the exit status of a child that has ended, which frees its process number.
    func takeStatus(of child: Child) -> Int32? {
        state.withLock { state in
            state.leaders.remove(child.pid)
            return child.takeStatus()
        }
    }

    /// Kills all groups. No child starts after that.
    func endAll() {
        state.withLock { state in
            state.isClosed = true
            for leader in state.leaders { kill(-leader, SIGKILL) }
        }
    }
}
