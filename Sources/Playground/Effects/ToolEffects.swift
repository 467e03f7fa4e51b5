import JSON
import RequestCore

/// Answers calls automatically: by approved commands and mocks, all at the same time, or with recorded results.
@MainActor final class ToolEffects {
    private let world: World
    private let store: StoreQueue
    private let send: @MainActor (Action) -> Void
    private var running: [CallRef: Task<Void, Never>] = [:]
    /// Calls whose commands are still being checked.
    private var looking: Set<CallRef> = []

    init(world: World, store: StoreQueue, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.store = store
        self.send = send
    }

    private var bench: any ToolBench { world.tools }

    func perform(_ effect: ToolEffect) {
        switch effect {
        case .answer(let calls, let directory, let asks): Task { await answer(calls, directory, asks: asks) }
        case .list(let server, let directory): Task { await list(server, directory) }
        case .approve(let commands, let calls, let server, let directory):
            Task {
                do {
                    for command in commands { try await bench.approve(command) }
                    await answer(calls, directory, asks: false)
                    if let server { await list(server, directory) }
                } catch {
                    send(.tools(.refused(calls.map(\.ref), "the approval could not be kept: \(error)")))
                }
            }
        case .stop(let refs):
            looking.subtract(refs)
            for ref in refs { running[ref]?.cancel() }
        case .replay(let calls): Task { await replay(calls) }
        case .keep(let answers):
            store.write { stores in
                try await stores.keep(answers)
                return nil
            }
        case .recall(let ref, let call):
            store.read { stores in
                .tools(
                    .recalled(
                        ref,
                        try await stores.recordedResults(
                            ofTool: call.name, arguments: call.canonicalArguments, limit: 50)))
            }
        case .loadPresets: Task { send(.tools(.presetsLoaded(await world.files.presets()))) }
        }
    }

    private func replay(_ calls: [ReplayedCall]) async {
        do {
            let record = try await world.stores()
            for call in calls {
                if let result = try await record.replay(of: call.call) {
                    send(.tools(.started([call.ref])))
                    send(.tools(.answered(call.ref, result)))
                } else {
                    let what = "\(call.call.name) \(call.call.canonicalArguments)"
                    send(
                        .tools(.refused([call.ref], "\(what) has no recorded result: write it, or switch replay off")))
                }
            }
        } catch {
            send(.tools(.refused(calls.map(\.ref), "the record of results cannot be read: \(error)")))
        }
    }

    /// Stops what is running and waits for its end.
    func stop() async {
        for task in running.values { task.cancel() }
        for task in running.values { await task.value }
        await bench.finish()
    }

    private func list(_ server: MCPServer, _ directory: String?) async {
        do {
            if !server.isOwn {
                let facts = try await bench.facts(of: server.command, tool: server.label, directory: directory)
                guard await bench.isApproved(facts) else { return send(.tools(.unapprovedServer(server, facts))) }
            }
            send(.tools(.listed(server, try await bench.tools(of: server, directory: directory))))
        } catch {
            send(.failed("\(server.name): \(error)"))
        }
    }

    private func answer(_ calls: [AnswerableCall], _ directory: String?, asks: Bool) async {
        looking.formUnion(calls.map(\.ref))
        let unapproved: [CommandFacts]
        do {
            let sources = calls.map { (call: $0.call, source: $0.source) }
            unapproved = try await ToolPermits(lookingAt: sources, on: bench, in: directory).unapproved
        } catch {
            return send(.tools(.refused(calls.map(\.ref), "\(error)")))
        }
        let stopped = calls.filter { !looking.contains($0.ref) }
        if !stopped.isEmpty { send(.tools(.refused(stopped.map(\.ref), "stopped"))) }
        let calls = calls.filter { looking.contains($0.ref) }
        looking.subtract(calls.map(\.ref))
        guard !calls.isEmpty else { return }
        guard unapproved.isEmpty else { return send(.tools(.unapproved(calls, unapproved, asks: asks))) }
        send(.tools(.started(calls.map(\.ref))))
        for call in calls {
            running[call.ref] = Task {
                let result = await bench.answer(call.call, from: call.source, directory: directory)
                running[call.ref] = nil
                send(.tools(.answered(call.ref, result)))
            }
        }
    }
}
