import ArgumentParser
import Playground
import Prompts
import RequestCore
import TextUI

/// One generation; with `--tools` round after round, until an answer calls nothing or a call waits for a person.
struct ToolRun {
    let options: RunOptions
    let settings: [String: ToolSettings]
    let bench: LocalTools
    /// The folder of the prompt's file; nil for the working directory.
    let directory: String?
    let session: CommandSession

    func run(_ first: RunRequest, parent: VersionID?, with service: RunService, wire: WireFile?) async throws {
        var request = first
        var (rounds, spent) = (0, 0.0)
        var saysUnknownCost = true
        let limit = options.maxSpend ?? session.surroundings.settings.maxSpend
        while true {
            let started = try await service.start(request, parent: parent, wire: wire.map { $0.write })
            if rounds == 0 {
                for finding in started.prepared.findings where finding.severity != .note {
                    session.errors.line("etude: \(finding)")
                }
            }
            let printer = printer(started.running)
            let (reply, signal) = try await printer.follow(started.running)
            if reply.error == nil { complain(of: reply, to: request.config) }
            guard signal == nil, reply.error == nil, options.tools != nil, !reply.message.toolCalls.isEmpty
            else {
                try printer.finish(reply)
                if let signal { throw ExitCode(128 + signal) }
                if reply.error != nil { throw ExitCode(1) }
                return
            }
            guard Self.isWhole(reply) else {
                session.errors.line("etude: the calls were cut off, and are not answered")
                try printer.finish(reply)
                throw ExitCode(3)
            }
            if reply.choices.count > 1, rounds == 0 {
                session.errors.line("etude: of \(reply.choices.count) answers the first is gone on with")
            }
            let cost = started.running.record.cost
            if cost == nil, limit != nil, saysUnknownCost, request.provider.name != Provider.simulator.name {
                let model = Sanitiser.oneLine(started.running.record.model)
                session.errors.line("etude: what \(model) costs is not known: the limit counts it as nothing")
                saysUnknownCost = false
            }
            spent += cost ?? 0
            if let limit, spent >= limit {
                session.errors.line(
                    "etude: \(Readable.dollars(spent)) are enough (--max-spend, or max_spend in config.yaml)")
                try printer.finish(reply)
                throw ExitCode(3)
            }
            guard rounds < options.rounds, let results = try await answers(reply.message.toolCalls) else {
                if rounds >= options.rounds { session.errors.line("etude: \(rounds) rounds are enough (--rounds)") }
                try printer.finish(reply)
                throw ExitCode(3)
            }
            try printer.pass(reply)
            await keep(results, of: reply.message.toolCalls, log: started.prepared.id)
            request.thread += [reply.message] + results.map(\.message)
            rounds += 1
        }
    }

    /// Tells what schemas say against an answer and its calls; the exit status is as without.
    private func complain(of reply: Reply, to config: Config) {
        for choice in reply.choices {
            for call in choice.message.toolCalls {
                guard !config.tools.isEmpty, let fault = call.fault(among: config.tools) else { continue }
                session.errors.line("etude: \(Sanitiser.oneLine(call.name)): \(Sanitiser.oneLine(fault.description))")
            }
            guard choice.message.toolCalls.isEmpty, choice.message.refusal == nil,
                let fault = config.responseFormat?.fault(of: choice.message.text)
            else { continue }
            session.errors.line("etude: the answer does not fit its format: \(Sanitiser.oneLine(fault.description))")
        }
    }

    /// Arguments that were cut off may parse, and mean something else.
    private static func isWhole(_ reply: Reply) -> Bool {
        !reply.isIncomplete && reply.finishReason?.mayAnswerCalls == true
    }

    private func printer(_ running: Runner.Running) -> any RunPrinter {
        guard !options.json else {
            return JSONRunPrinter(running: running, output: session.output, errors: session.errors)
        }
        let holdsText = options.tools != nil && !session.output.isTerminal
        return PlainRunPrinter(output: session.output, errors: session.errors, holdsText: holdsText)
    }

    /// The results of all calls, told on stderr; nil where one has to wait for a person, which is told, too.
    private func answers(_ calls: [ToolCall]) async throws -> [ToolResult]? {
        if options.tools == .replay { return try await replayed(calls) }
        guard let mode = options.tools?.mode else { return nil }
        var commands: [String: CommandFacts] = [:]
        for call in calls {
            guard let source = settings[call.name]?.source, let command = source.command, commands[call.name] == nil
            else { continue }
            commands[call.name] = try await bench.facts(
                of: command, tool: source.label(ofTool: call.name), directory: directory)
        }
        var approved: Set<String> = []
        for (name, facts) in commands where await bench.isApproved(facts) { approved.insert(name) }
        let round = ToolRound(calls, settings: settings, mode: mode) { name, _ in approved.contains(name) }
        var ready: [AnswerableCall] = []
        var waits = false
        for (place, step) in round.steps.enumerated() {
            switch step.step {
            case .answer(let source): ready.append(Self.answerable(step.call, source, place))
            case .ask(let source):
                switch try await ask(step.call, commands[step.call.name]) {
                case true:
                    if try await hasChanged(commands[step.call.name], source) {
                        session.errors.line(
                            "etude: \(Sanitiser.oneLine(step.call.name)): its script changed while you were asked; nothing was run"
                        )
                        waits = true
                        continue
                    }
                    ready.append(Self.answerable(step.call, source, place))
                case false: waits = true
                }
            case .wait(let why):
                session.errors.line("etude: \(Sanitiser.oneLine(why))")
                waits = true
            }
        }
        guard !waits else { return nil }
        return try await answer(ready)
    }

    /// Whether a command is another by now than the one that was shown.
    private func hasChanged(_ facts: CommandFacts?, _ source: ToolSource) async throws -> Bool {
        guard let facts, let command = source.command else { return false }
        return try await bench.facts(of: command, tool: facts.tool, directory: directory).fingerprint
            != facts.fingerprint
    }

    /// What the calls were answered before; nil where one has no record.
    private func replayed(_ calls: [ToolCall]) async throws -> [ToolResult]? {
        let record = try await session.store.store()
        var results: [ToolResult] = []
        for call in calls {
            guard let result = try await record.replay(of: call) else {
                let what = Sanitiser.oneLine("\(call.name) \(call.canonicalArguments)")
                session.errors.line("etude: \(what) has no recorded result")
                continue
            }
            tell(call, result)
            results.append(result)
        }
        return results.count == calls.count ? results : nil
    }

    /// Keeps the results for a later replay; a record that cannot be written does not end the run.
    private func keep(_ results: [ToolResult], of calls: [ToolCall], log: String) async {
        guard !options.noStore else { return }
        do {
            try await session.store.store().keep(
                zip(calls, results).enumerated().map { place, answer in
                    AnsweredCall(
                        answer.0, text: answer.1.text, machine: answer.1,
                        place: AnsweredCall.Place(log: log, call: place))
                })
        } catch {
            session.errors.line("etude: the results could not be kept: \(error)")
        }
    }

    private static func answerable(_ call: ToolCall, _ source: ToolSource, _ place: Int) -> AnswerableCall {
        AnswerableCall(ref: CallRef(entry: 0, call: place), call: call, source: source)
    }

    /// All at the same time; Ctrl-C stops them.
    private func answer(_ calls: [AnswerableCall]) async throws -> [ToolResult] {
        let work = Task {
            await withTaskGroup(of: (Int, ToolResult).self) { group in
                for call in calls {
                    group.addTask { (call.ref.call, await bench.answer(call, directory: directory)) }
                }
                var results: [Int: ToolResult] = [:]
                for await (place, result) in group { results[place] = result }
                return calls.compactMap { results[$0.ref.call] }
            }
        }
        let stop = StopSignals { work.cancel() }
        defer { stop.cancel() }
        let results = await work.value
        for (call, result) in zip(calls, results) { tell(call.call, result) }
        if let signal = stop.received { throw ExitCode(128 + signal) }
        return results
    }

    private func tell(_ call: ToolCall, _ result: ToolResult) {
        let seconds = Readable.seconds(result.seconds * 1000)
        let text = Sanitiser.oneLine(String(result.text.prefix(200))) + (result.text.count > 200 ? "…" : "")
        let how = result.seconds > 0 ? seconds : result.source.word
        session.errors.line(
            "etude: \(Sanitiser.oneLine(call.name)) \(Sanitiser.oneLine(call.arguments)) → \(text) (\(how))")
    }

    /// Asks at the terminal; without one nobody can say yes.
    private func ask(_ call: ToolCall, _ facts: CommandFacts?) async throws -> Bool {
        let own = settings[call.name]?.source.map { $0.label(ofTool: call.name) } ?? call.name
        let what =
            facts.map { "run \($0.shownCommand) in \($0.directory)" }
            ?? (own == call.name ? "answer by its mock" : "ask \(own)")
        guard
            let answer = TerminalQuestion.ask(
                ["etude: \(call.name) \(call.arguments)", "etude: \(what)? [y]es, [a]lways, [N]o "])
        else {
            let hint = facts == nil ? "" : "; etude trust FILE approves it"
            session.errors.line("etude: \(Sanitiser.oneLine(call.name)) waits: nobody can be asked here\(hint)")
            return false
        }
        if answer.hasPrefix("a"), let facts { try await bench.approve(facts) }
        return answer.hasPrefix("y") || answer.hasPrefix("a")
    }
}
