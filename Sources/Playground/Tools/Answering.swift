package import Prompts
package import RequestCore
import TextUI

/// A call that can be answered automatically.
package struct AnswerableCall: Sendable, Hashable {
    package var ref: CallRef
    package var call: ToolCall
    package var source: ToolSource

    package init(ref: CallRef, call: ToolCall, source: ToolSource) {
        self.ref = ref
        self.call = call
        self.source = source
    }
}

/// The calls that are being answered automatically.
package struct Answering: Sendable, Hashable {
    /// The calls that were requested and have not started yet.
    package var asked: Set<CallRef> = []
    /// The start of each call, on the program's clock.
    package var started: [CallRef: Double] = [:]
    /// The machines' results that have not been sent yet.
    package var results: [CallRef: ToolResult] = [:]
    /// Whether the next request goes out when all calls are answered.
    package var goesOn = false
    /// How far the run may still go by itself.
    package var turn = ToolTurn()
    /// Whether calls are answered with recorded results, whatever their tools say.
    package var replays = false

    package var isActive: Bool { !asked.isEmpty || !started.isEmpty }
}

/// Answers calls by what the prompt's file names for their tools.
extension AppState {
    /// Answers every waiting call that can be answered automatically (Alt-A), then sends the thread.
    package mutating func answerCalls() {
        guard !isBusy() else { return }
        guard !answering.isActive else { return say("the calls are being answered; press Esc to stop them", .warning) }
        let waiting = thread.missingResults
        guard !waiting.isEmpty else { return say("No tool call is waiting for a result.", .warning) }
        if answering.replays {
            answering.turn.restartRounds()
            return replayCalls()
        }
        guard let settings = toolSettings() else { return say(toolProblem, .error) }
        let calls = answerable(waiting, settings, for: .request)
        guard !calls.isEmpty else {
            let name = waiting.first.flatMap { thread.call($0)?.name } ?? "it"
            return say(
                "no command answers \(name); name one under etude.tools.\(name) in the prompt (^T)", .warning)
        }
        answering.turn.restartRounds()
        answering.goesOn = calls.count == waiting.count
        answering.asked = Set(calls.map(\.ref))
        ask(.tools(.answer(calls, directory: draftFolder, asks: true)))
    }

    /// Answers calls of tools in mode `auto` at once. Called when an answer with calls has come.
    mutating func answerByThemselves() {
        if answering.replays { return replayCalls() }
        guard let settings = toolSettings() else { return }
        let waiting = thread.missingResults
        let calls = answerable(waiting, settings, for: .arrival)
        guard !calls.isEmpty else { return }
        answering.goesOn = calls.count == waiting.count
        answering.asked = Set(calls.map(\.ref))
        ask(.tools(.answer(calls, directory: draftFolder, asks: false)))
    }

    package mutating func answeringStarted(_ refs: [CallRef]) {
        answering.asked.subtract(refs)
        for ref in refs { answering.started[ref] = now }
        if !answering.started.isEmpty { ask(.wake(after: 0.1, .tick)) }
    }

    package mutating func answered(_ ref: CallRef, _ result: ToolResult) {
        guard answering.started.removeValue(forKey: ref) != nil, thread.openCalls.contains(ref) else { return }
        isSessionDirty = true
        if thread.isMissing(ref) {
            thread.results[ref] = TextBuffer(result.text)
            answering.results[ref] = result
        } else {
            answering.goesOn = false
            say("a result was typed in the meantime and was kept; clear it and ask again for the other", .warning)
        }
        if result.isError, result.source != .replay { answering.goesOn = false }
        guard !answering.isActive else { return }
        guard answering.goesOn, thread.missingResults.isEmpty, run == nil else {
            if let failed = answering.results.values.first(where: \.isError) {
                return say("\(Sanitiser.oneLine(failed.detail)); the result says so, and you can change it", .warning)
            }
            return
        }
        let key = settings.keymap.label(of: "run") ?? "the run key"
        if case .editing = thread.cursor { return say("all calls are answered; \(key) continues", .info) }
        guard !config.isEditing, layers.isEmpty else { return say("all calls are answered; \(key) continues", .info) }
        answering.turn.limits.spend = settings.maxSpend
        switch answering.turn.stop {
        case .rounds(let count):
            return say("\(count) requests were sent automatically; press the run key to continue", .warning)
        case .spent(let dollars):
            let spent = Readable.dollars(dollars)
            return say("\(spent) spent, the limit of a run (max_spend); press the run key to continue", .warning)
        case nil: break
        }
        let isUncounted = answering.turn.isUncounted
        continueRun()
        if run != nil, isUncounted {
            say("the price of \(modelName) is unknown, so max_spend cannot count it", .warning)
        }
    }

    /// Takes calls that could not be started.
    package mutating func answeringRefused(_ refs: [CallRef], _ sentence: String) {
        answering.asked.subtract(refs)
        answering.goesOn = false
        return say(sentence, .error)
    }

    /// Stops answering calls that are no longer open because their thread is gone. Called after every action.
    mutating func dropGoneCalls() {
        guard answering.isActive else { return }
        let open = Set(thread.openCalls)
        let gone = answering.asked.union(answering.started.keys).subtracting(open)
        guard !gone.isEmpty else { return }
        answering.asked.subtract(gone)
        for ref in gone { answering.started[ref] = nil }
        answering.goesOn = false
        ask(.tools(.stop(gone)))
    }

    /// Takes commands without approval: shows them if a person asked for the answers, else says so.
    package mutating func unapproved(_ calls: [AnswerableCall], _ commands: [CommandFacts], asks: Bool) {
        answering.asked.subtract(calls.map(\.ref))
        answering.goesOn = answering.goesOn && asks
        guard asks else {
            let key = settings.keymap.label(of: "tools.answer") ?? "the palette"
            return say(
                "\(commands.first?.tool ?? "a command") is not approved yet; \(key) shows what it runs", .warning)
        }
        layers.push(Approval(calls: calls, commands: commands, directory: draftFolder))
    }

    /// Stops one of the running calls. Its result says so and can be changed.
    package mutating func stopCall() {
        let running = answering.started.keys.sorted { ($0.entry, $0.call) < ($1.entry, $1.call) }
        let selected: CallRef? =
            switch thread.cursor {
            case .result(let ref): running.contains(ref) ? ref : nil
            case .selected(.entry(let id)): running.first { $0.entry == id }
            default: nil
            }
        guard let ref = selected ?? running.first else { return say("no call is running", .warning) }
        answering.goesOn = false
        ask(.tools(.stop([ref])))
    }

    /// Stops answering (Esc). Given results stay.
    mutating func stopAnswering() {
        answering.goesOn = false
        ask(.tools(.stop(answering.asked.union(answering.started.keys))))
    }

    /// The calls that a machine can answer; what of their commands is approved is looked at before they run.
    private func answerable(
        _ refs: [CallRef], _ settings: [String: ToolSettings], for occasion: ToolRound.Occasion
    ) -> [AnswerableCall] {
        let waiting = refs.compactMap { ref in thread.call(ref).map { (ref: ref, call: $0) } }
        let round = ToolRound(waiting.map(\.call), settings: settings, for: occasion) { _, _ in true }
        return zip(waiting, round.steps).compactMap { waiting, decided in
            decided.step.source.map { AnswerableCall(ref: waiting.ref, call: waiting.call, source: $0) }
        }
    }

    /// The settings of the tools; nil if they cannot be understood.
    func toolSettings() -> [String: ToolSettings]? {
        try? ToolSettings.all(in: draft.etude, servers: settings.servers)
    }

    private var toolProblem: String {
        do throws(FieldError) {
            _ = try ToolSettings.all(in: draft.etude, servers: settings.servers)
            return ""
        } catch {
            return error.description
        }
    }

    /// What answers a call after Alt-A, in words; nil if nothing does.
    package func answerer(of call: ToolCall) -> String? {
        guard let own = toolSettings()?[call.name], own.mode != .manual else { return nil }
        switch own.source {
        case .command(let command): return command.argv.joined(separator: " ")
        case .mock: return "its mock"
        case .http(let tool): return "\(tool.method) \(tool.url)"
        case .mcp(let tool): return tool.server.label
        case nil: return nil
        }
    }
}
