package import Prompts

/// Sends a request, answers the calls of its answer, and continues with the results until an answer calls nothing, a
/// limit is reached or a call has to wait for a person.
///
/// It prints and asks nothing itself; its ``ToolLoopHost`` does.
package struct ToolLoop: Sendable {
    /// How calls are answered.
    package enum Answering: Sendable, Hashable {
        /// Calls are not answered: an answer with calls is the last one.
        case never
        /// What the prompt names answers calls, in this mode; `manual` waits for a person's results.
        case tools(ToolMode)
        /// Recorded results answer calls.
        case replay
    }

    /// How a run ended.
    package enum Ending: Sendable, Hashable {
        /// With an answer that asks for nothing, or whose calls are not to be answered.
        case answered
        /// With an error.
        case failed
        /// With calls that were cut off.
        case cutOff
        /// With calls that wait for results, because a limit is reached.
        case stopped(ToolTurn.Stop)
        /// With calls that wait for a person.
        case waits
    }

    /// How calls are answered.
    package var answering: Answering
    /// The settings of the tools in the prompt's file, by name.
    package var settings: [String: ToolSettings]
    /// The folder of the prompt's file; nil for the working directory.
    package var directory: String?
    /// Answers calls.
    package var bench: any ToolBench
    /// Returns the record of earlier results.
    package var record: @Sendable () async throws -> any ToolRecord
    /// Whether results are recorded for a replay.
    package var keepsResults: Bool

    /// Creates a loop.
    package init(
        answering: Answering, settings: [String: ToolSettings], directory: String?, bench: any ToolBench,
        record: @escaping @Sendable () async throws -> any ToolRecord, keepsResults: Bool
    ) {
        self.answering = answering
        self.settings = settings
        self.directory = directory
        self.bench = bench
        self.record = record
        self.keepsResults = keepsResults
    }

    /// Runs a request to its end, round after round.
    ///
    /// - Parameters:
    ///   - turn: counts and limits the rounds.
    ///   - parent: the version that the config was made from.
    ///   - wire: receives everything that goes over the wire.
    ///   - host: shows what happens, and asks.
    /// - Throws: what the service, the bench, the record and the host throw.
    package func run(
        _ first: RunRequest, turn: ToolTurn, parent: VersionID?, with service: RunService,
        wire: (@Sendable (WireEntry) -> Void)? = nil, host: some ToolLoopHost
    ) async throws -> Ending {
        var (request, turn) = (first, turn)
        var saysUnknownCost = true
        while true {
            let started = try await service.start(turn.placed(request), parent: parent, wire: wire)
            turn.started(log: started.prepared.id)
            let reply = try await host.follow(started, round: turn.rounds)
            let record = started.running.record
            let demand = turn.take(reply, cost: record.cost, isFree: request.provider.name == Provider.simulator.name)
            guard answering != .never else { return reply.error == nil ? .answered : .failed }
            let calls: [ToolCall]
            switch demand {
            case .nothing: return reply.error == nil ? .answered : .failed
            case .cutOff: return .cutOff
            case .results(let demanded): calls = demanded
            }
            if reply.choices.count > 1, turn.rounds == 0 { try host.tell(.continuesWithFirst(of: reply.choices.count)) }
            if turn.isUncounted, saysUnknownCost {
                try host.tell(.unknownCost(model: record.model))
                saysUnknownCost = false
            }
            if let stop = turn.stop { return .stopped(stop) }
            guard let results = try await results(of: calls, host) else { return .waits }
            try host.tell(.goesOn(reply))
            if keepsResults { try await keep(ToolTurn.kept(results, of: calls, log: started.prepared.id), host) }
            request.thread += [reply.message] + results.map(\.message)
            turn.goOn()
        }
    }

    /// The results of all calls; nil if one has to wait for a person.
    private func results(of calls: [ToolCall], _ host: some ToolLoopHost) async throws -> [ToolResult]? {
        let results: [ToolResult]?
        switch answering {
        case .never: results = nil
        case .tools(.manual): results = nil
        case .tools(let mode): results = try await answers(to: calls, mode, host)
        case .replay: results = try await replayed(calls, host)
        }
        return results
    }

    private func answers(to calls: [ToolCall], _ mode: ToolMode, _ host: some ToolLoopHost) async throws
        -> [ToolResult]?
    {
        let sources = calls.compactMap { call in settings[call.name]?.source.map { (call: call, source: $0) } }
        let permits = try await ToolPermits(lookingAt: sources, on: bench, in: directory)
        let round = ToolRound(calls, settings: settings, for: .run(mode)) { name, _ in permits.isApproved(name) }
        var isReady = true
        for (call, step) in round.steps {
            switch step {
            case .answer: break
            case .ask(let source):
                if try await !isAllowed(call, source, permits, host) { isReady = false }
            case .wait(let why):
                try host.tell(.waits(why))
                isReady = false
            }
        }
        guard isReady else { return nil }
        return try await answer(sources, host)
    }

    /// Whether a person lets a call be answered by exactly the command that was shown.
    private func isAllowed(
        _ call: ToolCall, _ source: ToolSource, _ permits: ToolPermits, _ host: some ToolLoopHost
    ) async throws -> Bool {
        let facts = permits.facts(ofTool: call.name)
        let permission = try await host.permission(for: call, source, facts)
        guard permission != .no else { return false }
        if permission == .always, let facts { try await bench.approve(facts) }
        guard try await permits.hasChanged(call, source, on: bench, in: directory) else { return true }
        try host.tell(.changed(call))
        return false
    }

    /// Answers all calls at the same time.
    private func answer(
        _ calls: [(call: ToolCall, source: ToolSource)], _ host: some ToolLoopHost
    ) async throws -> [ToolResult] {
        let work = Task { [bench, directory] in
            await withTaskGroup(of: (Int, ToolResult).self) { group in
                for (place, call) in calls.enumerated() {
                    group.addTask { (place, await bench.answer(call.call, from: call.source, directory: directory)) }
                }
                var results: [Int: ToolResult] = [:]
                for await (place, result) in group { results[place] = result }
                return calls.indices.compactMap { results[$0] }
            }
        }
        let results = await host.results(of: work)
        for (call, result) in zip(calls, results) { try host.tell(.answered(call.call, result)) }
        return results
    }

    /// The recorded results of the calls; nil if one has none.
    private func replayed(_ calls: [ToolCall], _ host: some ToolLoopHost) async throws -> [ToolResult]? {
        let record = try await record()
        var results: [ToolResult] = []
        for call in calls {
            guard let result = try await record.replay(of: call) else {
                try host.tell(.notRecorded(call))
                continue
            }
            try host.tell(.answered(call, result))
            results.append(result)
        }
        return results.count == calls.count ? results : nil
    }

    /// Records results for a later replay. A record that cannot be written does not end the run.
    private func keep(_ answers: [AnsweredCall], _ host: some ToolLoopHost) async throws {
        do {
            try await record().keep(answers)
        } catch {
            try host.tell(.notKept(error))
        }
    }
}
