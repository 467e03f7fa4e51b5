import Prompts
import RequestCore

/// Starts and stops runs, and sends their events.
@MainActor final class RunEffects {
    private let world: World
    private let wires: WireShelf
    private let writer: ConversationWriter
    private let send: @MainActor (Action) -> Void
    private var runs: [Int: Task<Void, Never>] = [:]
    /// The runs that have been sent, so that they can be stopped.
    private var running: [Int: Runner.Running] = [:]
    /// The pace of each provider that is asked many things at once.
    private var limiters: [String: ProviderLimiter] = [:]

    /// The most requests under way to one provider among those that are paced.
    private static let mostTogether = 16

    /// - Parameters:
    ///   - wires: keeps the recordings.
    ///   - writer: knows which conversation a run belongs to.
    init(
        world: World, wires: WireShelf, writer: ConversationWriter, send: @escaping @MainActor (Action) -> Void
    ) {
        self.world = world
        self.wires = wires
        self.writer = writer
        self.send = send
    }

    func perform(_ effect: RunEffect) {
        switch effect {
        case .start(let id, let request, let parent, let document): start(id, request, parent, document, pacing: nil)
        case .startPaced(let id, let request, let parent, let document):
            let name = request.provider.name
            let limiter = limiters[name] ?? ProviderLimiter(most: Self.mostTogether)
            limiters[name] = limiter
            start(id, request, parent, document, pacing: limiter)
        case .stop(let id): stop(id)
        }
    }

    private func start(
        _ id: Int, _ request: RunRequest, _ parent: VersionID?, _ document: Int, pacing limiter: ProviderLimiter?
    ) {
        runs[id] = Task {
            var request = request
            request.context.conversation = await writer.conversation(
                ofDocument: document, known: request.context.conversation)
            await run(id, request, parent, pacing: limiter)
            runs[id] = nil
        }
    }

    /// Stops all runs and waits for their end.
    func finish() async {
        for id in runs.keys { stop(id) }
        for run in runs.values { await run.value }
    }

    /// Stops a run. One that has not been sent is not sent any more.
    private func stop(_ id: Int) {
        if let sent = running[id] { sent.cancel() } else { runs[id]?.cancel() }
    }

    private func run(
        _ id: Int, _ request: RunRequest, _ parent: VersionID?, pacing limiter: ProviderLimiter?
    ) async {
        do {
            let stores = try await world.stores()
            let service = world.runService(stores, pacing: limiter, send)
            let request = try await readingInputs(of: request, stores)
            let wire = WireShelf.Slot(provider: request.provider.name)
            let started = try await service.start(request, parent: parent, wire: wire.take)
            wires.keep(wire, log: started.prepared.id)
            if let version = started.version {
                send(.run(.started(id, prompt: request.prompt, version, logID: started.prepared.id)))
            }
            running[id] = started.running
            var hasEnded = false
            for await events in started.running.events {
                if case .ended? = events.last { hasEnded = true }
                send(.run(.received(id, events)))
            }
            await started.running.waitUntilOver()
            running[id] = nil
            if !hasEnded { send(.run(.received(id, [.ended(error: .cancelled)]))) }
        } catch is CancellationError {
            send(.run(.received(id, [.ended(error: .cancelled)])))
        } catch let error as FieldError {
            send(.run(.refused(id, error)))
        } catch {
            send(.run(.refused(id, FieldError(message: "\(error)"))))
        }
    }

    /// The request with the images that its variables name.
    private func readingInputs(of request: RunRequest, _ stores: any Stores) async throws -> RunRequest {
        var request = request
        for (name, image) in request.inputImages {
            request.inputImages[name] = try await world.files.read(image, relativeTo: nil, blobs: stores)
        }
        return request
    }
}
