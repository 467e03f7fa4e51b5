/// Sends prepared runs, attempt after attempt, reports their events and writes their logs.
public struct Runner: Sendable {
    let transport: any Transport
    let catalog: ModelCatalog
    let retries: RetryPolicy
    let clock: RunClock
    let log: RunLog
    let keys: KeyKeeper?
    let refusals: FieldRefusals

    /// - Parameters:
    ///   - logs: where each run writes its record; nil for none.
    ///   - blobs: where the images of a request are kept, so that its log can show them again.
    ///   - keys: has another key where the server refuses one that a command printed.
    ///   - onLogFailure: called if the log cannot be written. The run goes on.
    package init(
        transport: any Transport, logs: (any LogStore)? = nil, blobs: (any BlobStore)? = nil,
        catalog: ModelCatalog = .shared, retries: RetryPolicy = RetryPolicy(), clock: RunClock = .system,
        keys: KeyKeeper? = nil,
        refusals: FieldRefusals = .shared,
        onLogFailure: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.transport = transport
        self.catalog = catalog
        self.retries = retries
        self.clock = clock
        self.keys = keys
        self.refusals = refusals
        log = RunLog(store: logs, blobs: blobs, clock: clock, onFailure: onLogFailure)
    }

    /// A runner that keeps no logs.
    public init(transport: any Transport, retries: RetryPolicy = RetryPolicy()) {
        self.init(transport: transport, logs: nil, retries: retries)
    }

    /// A run that has begun.
    public struct Running: Sendable {
        /// The events in batches, one for each piece of the answer. `ended` is the last event; the log is complete by
        /// then. Ending the iteration, or cancelling the task that iterates, stops the transfer at once.
        ///
        /// They have to be read: a run that is 16 batches ahead waits, and makes the server wait.
        public let events: AsyncStream<[RunEvent]>
        let queue: EventQueue
        let task: Task<Void, Never>
        let live: LiveRecord

        /// The record of the run in its current state; complete after the end. It exists whether or not a log is
        /// written.
        package var record: LogRecord { live.record }

        /// Stops the transfer at once. The events go on to their end, which is `cancelled`.
        public func cancel() {
            task.cancel()
            queue.release()
        }

        /// Returns when everything is over, the log included. Somebody has to read the events or cancel the run for
        /// that.
        public func waitUntilOver() async { await task.value }
    }

    /// Starts a run.
    public func start(_ prepared: PreparedRun) -> Running {
        let queue = EventQueue()
        let execution = RunExecution(runner: self, prepared: prepared, events: queue)
        let task = Task { await execution.run() }
        let reader = EventReader(queue: queue, task: task)
        let events = AsyncStream(unfolding: { await reader.queue.next() }, onCancel: reader.stop)
        return Running(events: events, queue: queue, task: task, live: execution.live)
    }

    /// Stops the run when its events are released.
    private final class EventReader: Sendable {
        let queue: EventQueue
        let task: Task<Void, Never>

        init(queue: EventQueue, task: Task<Void, Never>) {
            self.queue = queue
            self.task = task
        }

        deinit { stop() }

        @Sendable func stop() {
            task.cancel()
            queue.abandon()
        }
    }

    /// Starts a run and returns its events; see ``Running/events``.
    public func run(_ prepared: PreparedRun) -> AsyncStream<[RunEvent]> {
        start(prepared).events
    }

    /// Runs to the end and returns the reply. If the task is cancelled, the reply has what had arrived and the error
    /// `cancelled`.
    public func reply(to prepared: PreparedRun) async -> Reply {
        let running = start(prepared)
        for await _ in running.events {}
        await running.waitUntilOver()
        return running.record.reply
    }
}

extension RunError {
    /// The error of a run that the person stopped.
    public static let cancelled = RunError(kind: .cancelled, message: "stopped")
    /// The error of a run whose process ended first: it failed as with a connection that is cut, and nobody stopped it.
    package static let interrupted = RunError(kind: .connection, message: "interrupted: the process ended")

    /// Whether the run's process ended first. An earlier program took that for a run that was stopped.
    package var isInterruption: Bool { message == Self.interrupted.message && status == nil }
}
