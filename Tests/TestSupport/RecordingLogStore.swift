package import RequestCore

/// A log store that keeps what it is told, in order, and fails where a test wants that.
package actor RecordingLogStore: LogStore {
    package struct Failure: Error {
        package init() {}
    }

    package private(set) var inserted: [LogRecord] = []
    package private(set) var updates: [LogRecord] = []
    /// Whether a write ran in a task that had been cancelled.
    package private(set) var sawCancelledTask = false
    private let fails: Bool
    private let failsFirst: Bool
    private var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    /// - Parameters:
    ///   - fails: whether every write fails.
    ///   - failsFirst: whether the one of a new record does.
    package init(fails: Bool = false, failsFirst: Bool = false) {
        self.fails = fails
        self.failsFirst = failsFirst
    }

    package func insert(_ record: LogRecord) async throws {
        if Task.isCancelled { sawCancelledTask = true }
        if fails || failsFirst { throw Failure() }
        inserted.append(record)
    }

    package func update(_ record: LogRecord) async throws {
        if Task.isCancelled { sawCancelledTask = true }
        if fails { throw Failure() }
        updates.append(record)
        for waiter in waiters where waiter.count <= updates.count { waiter.continuation.resume() }
        waiters.removeAll { $0.count <= updates.count }
    }

    /// Returns when there have been that many updates.
    package func waitForUpdates(_ count: Int) async {
        if updates.count >= count { return }
        await withCheckedContinuation { waiters.append((count, $0)) }
    }
}
