import JSON
import Prompts
import RequestCore

/// Lets a model write definitions: asks, checks the answer against the rules, and asks again a limited number of
/// times.
@MainActor final class GenerationEffects {
    private let world: World
    private let send: @MainActor (Action) -> Void
    private var tasks: [Int: Task<Void, Never>] = [:]
    /// The runs that have been sent, so that they can be stopped.
    private var running: [Int: Runner.Running] = [:]

    init(world: World, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.send = send
    }

    func perform(_ effect: GenerationEffect) {
        switch effect {
        case .start(let serial, let request, let run): start(serial, request, run)
        case .stop(let serial): stop(serial)
        }
    }

    private func start(_ serial: Int, _ request: DefinitionRequest, _ run: RunRequest) {
        tasks[serial] = Task {
            do {
                send(.generation(.finished(serial, try await definition(serial, request, run))))
            } catch {
                send(.generation(.failed(serial, "\(error)")))
            }
            tasks[serial] = nil
            running[serial] = nil
        }
    }

    private func stop(_ serial: Int) {
        running[serial]?.cancel()
        tasks[serial]?.cancel()
    }

    /// Stops all runs and waits until their logs are written.
    func finish() async {
        for serial in tasks.keys { stop(serial) }
        for task in tasks.values { await task.value }
    }

    private func definition(
        _ serial: Int, _ request: DefinitionRequest, _ run: RunRequest
    ) async throws -> JSONObject {
        var run = run
        run.context.source = .playground
        var problem = FieldError(message: "no answer")
        for attempt in 1...DefinitionRequest.attempts {
            let (log, reply) = try await reply(to: run, serial, attempt: attempt)
            if let error = reply.error { throw error }
            do throws(FieldError) {
                return try request.definition(in: reply.message)
            } catch {
                problem = error
            }
            // A refusal, or an answer that was too long, is not asked for again.
            if reply.message.refusal != nil || reply.finishReason?.kind == .length { break }
            run.thread += request.reask(after: reply.message, because: problem)
            run.context = run.context.next(after: log)
        }
        throw FieldError(message: "the model's definition cannot be used: \(problem)")
    }

    private func reply(to run: RunRequest, _ serial: Int, attempt: Int) async throws -> (log: String, Reply) {
        let stores = try await world.stores()
        let started = try await world.runService(stores, send).start(run, parent: nil)
        running[serial] = started.running
        if Task.isCancelled { started.running.cancel() }
        var reply = Reply()
        for await events in started.running.events {
            for event in events { reply.apply(event) }
            send(.generation(.advanced(serial, attempt: attempt, characters: reply.message.text.count)))
        }
        await started.running.waitUntilOver()
        return (started.prepared.id, reply)
    }
}
