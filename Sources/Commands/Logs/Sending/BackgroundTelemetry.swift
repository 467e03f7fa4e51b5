import Logbook
import RequestCore

/// A command that writes logs of its own.
protocol LoggedCommand: EtudeCommand {
    /// Whether this run of it writes logs.
    var writesLogs: Bool { get }
}

/// Sends logs to the collector of `config.yaml` while a command works: what earlier processes have left, and at the end its own.
///
/// Nobody waits long for a collector that is away. It gets ``CommandEdges/collectorPatience`` from the start of the command for what
/// was left, and as much at the end only if it has taken that. What it does not take is sent by a later process.
actor BackgroundTelemetry {
    /// The time between two looks of a command that works for long.
    private static let pause = Duration.seconds(5)

    private let exporter: TelemetryExporter
    private let patience: Duration
    private let begun = ContinuousClock.now
    /// Whether the collector has taken all that was left.
    private var isReached: Bool
    /// What is being sent, or was sent last.
    private var sending: Task<Void, Never>?
    private var later: Task<Void, Never>?
    /// Whether only what was left has been sent.
    private var isFirst = true

    /// Begins to send; nil where there is no collector, where the store cannot be opened, and where another process sends already. The
    /// command itself reports a store that cannot be opened.
    static func begin(_ session: CommandSession) async -> BackgroundTelemetry? {
        guard session.surroundings.settings.otlp != nil, let store = try? await session.store.store(),
            let exporter = session.surroundings.telemetryExporter(
                from: store, over: session.edges.http, retries: 0, { _ in }),
            let isDue = try? await exporter.isDue()
        else { return nil }
        let telemetry = BackgroundTelemetry(exporter, patience: session.edges.collectorPatience, isReached: !isDue)
        await telemetry.work()
        return telemetry
    }

    private init(_ exporter: TelemetryExporter, patience: Duration, isReached: Bool) {
        self.exporter = exporter
        self.patience = patience
        self.isReached = isReached
    }

    private func work() {
        let first = isReached ? nil : send()
        later = Task {
            await first?.value
            isFirst = false
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.pause) } catch { return }
                await self.send().value
            }
        }
    }

    private func send() -> Task<Void, Never> {
        isReached = false
        let task = Task { isReached = (try? await exporter.sendNew()) != nil }
        sending = task
        return task
    }

    /// Sends what the command has left.
    ///
    /// What is under way is waited for: sent again beside it, a slow collector would get the same logs twice.
    func finish() async {
        later?.cancel()
        if let sending {
            await Self.within(isFirst ? patience - (.now - begun) : patience) {
                await withTaskCancellationHandler {
                    await sending.value
                } onCancel: {
                    sending.cancel()
                }
            }
        }
        guard isReached else { return }
        await Self.within(patience) { [exporter] in _ = try? await exporter.sendNew() }
    }

    private static func within(_ time: Duration, _ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup { group in
            group.addTask(operation: work)
            group.addTask { try? await Task.sleep(for: time) }
            await group.next()
            group.cancelAll()
        }
    }
}
