package import Prompts
package import RequestCore
import TextUI

/// From the run key to the last token.
extension AppState {
    /// Sends the thread, as the run key does: the cursor goes to the next message.
    ///
    /// - Parameters:
    ///   - withComposer: false leaves the message being written unsent.
    ///   - choice: the tool choice of this run only. The draft stays, and the run gets a version of its own.
    ///   - earlier: the moment that undo goes back to, where the caller has changed something for this run.
    package mutating func startRun(
        withComposer: Bool = true, choice: ToolChoice? = nil, before earlier: History.Moment? = nil
    ) {
        do throws(SendingObstacle) {
            let request = try commitThread(withComposer: withComposer, choice: choice, before: earlier)
            answering.turn = ToolTurn()
            thread.cursor = .composer
            thread.top = nil
            if focus == .logs, size.width < 100 { closeLogs() }
            focus = .thread
            send(request)
        } catch {
            show(error)
        }
    }

    /// Sends the thread without a key: the cursor stays where it is, unless it was in a text that has been sent.
    mutating func continueRun() {
        do throws(SendingObstacle) {
            let request = answering.turn.placed(try commitThread(withComposer: false))
            answering.turn.goOn()
            if case .selected = thread.cursor {
                repairCursor()
            } else {
                thread.cursor = .composer
                thread.top = nil
            }
            send(request)
        } catch {
            show(error)
        }
    }

    private mutating func send(_ request: RunRequest) {
        let id = nextSerial()
        run = ActiveRun(
            id: id, provider: request.provider.name, dialect: request.provider.dialect(for: request.config),
            model: modelName, format: draft.config.responseFormat,
            startedAt: now)
        isSessionDirty = true
        start(request, as: id)
        ask(.wake(after: 0.1, .tick))
    }

    /// Says why the thread cannot be sent, and goes to the place that needs a change.
    mutating func show(_ obstacle: SendingObstacle) {
        switch obstacle {
        case .running: _ = isBusy()
        case .noProvider(let error): say(error.description, .error)
        case .openField: focus = .config
        case .untaken:
            say("Take an answer into the thread with Enter first, or press e to change the question.", .warning)
        case .missingVariable(let name):
            focus = .config
            moveConfigCursor(to: .variable(name))
            perform("config.edit")
            say("\(name) needs a value before the prompt can be sent", .warning)
        case .nothingToSend: say("Nothing to send. Type a message first.", .warning)
        case .answered: say("type the next message first, or press r on an answer to run it again", .warning)
        case .missingResult(let call):
            thread.cursor = .result(call)
            focus = .thread
            thread.top = nil
            let name = thread.call(call)?.name ?? "a call"
            say("\(name) needs a result before the thread can be sent", .warning)
        }
    }

    /// Stops the generation; what has come is kept.
    package mutating func stopRun() {
        guard let id = run?.id, run?.isStopping == false else { return }
        run?.isStopping = true
        for each in [id] + (run?.others.map(\.id) ?? []) { ask(.run(.stop(each))) }
    }

    package mutating func runStarted(_ id: Int, prompt: String, _ version: SavedVersion, logID: String) {
        if let place = run?.others.firstIndex(where: { $0.id == id }) {
            run?.others[place].logID = logID
            return
        }
        guard run?.id == id else { return comparedRunStarted(id, prompt: prompt, version, logID: logID) }
        run?.logID = logID
        answering.turn.started(log: logID)
        versionSaved(version, prompt: prompt)
        // From here on the log has what comes, also after a kill.
        isSessionDirty = true
        saveSession()
    }

    package mutating func runRefused(_ id: Int, _ error: FieldError) {
        guard run?.id == id else {
            if refuseOther(id, error) { return }
            return comparedRunRefused(id, error)
        }
        for other in run?.others ?? [] { ask(.run(.stop(other.id))) }
        run = nil
        return say(error.description, .error)
    }

    package mutating func receive(_ id: Int, _ events: [RunEvent]) {
        guard run?.id == id else {
            if receiveOther(id, events) { return }
            return receiveCompared(id, events)
        }
        for event in events {
            run?.take(event, at: now)
            switch event {
            case .repeating(let field, _):
                say("the server refuses \(field.words); asked again without it", .warning)
            case .ended: finishRunIfOver()
            default: break
            }
        }
    }

    /// Puts what has come of the run into the thread.
    package mutating func finishRun() {
        guard let ended = run else { return }
        run = nil
        let reply = ended.wholeReply
        let facts = facts(of: ended)
        let demand = answering.turn.take(
            reply, cost: facts.cost, isFree: ended.provider == Provider.simulator.name)
        let id = thread.append(reply, facts: facts)
        var isSelecting = false
        if ended.selectsAnswer, case .selected = thread.cursor { isSelecting = true }
        if isSelecting { thread.cursor = .selected(.entry(id)) }
        if !reply.message.toolCalls.isEmpty, reply.error == nil {
            if isSelecting || thread.cursor == .composer, thread.composer.isEmpty {
                thread.cursor = .result(CallRef(entry: id, call: 0))
                thread.top = nil
            }
            answering.results = [:]
        }
        if let failure = ended.failures.first {
            let count = ended.failures.count
            say(
                "\(count) of \(ended.others.count + 1) requests failed: \(Sanitiser.oneLine(failure.message))", .warning
            )
        } else if let missing = reply.missingChoices(asked: ended.askedChoices) {
            say(missing, .warning)
        }
        isSessionDirty = true
        saveSession()
        if case .results = demand { answerByThemselves() }
        if logs.isOpen { reloadLogs() }
        ask(.version(.list(prompt: draft.name)))
    }

    /// The facts about a run that ends now. Tokens and cost are those of all its requests.
    func facts(of run: ActiveRun) -> AnswerFacts {
        let answered = ([run] + run.others).filter(\.reply.hasContent)
        var facts = factsOfOne(answered.first ?? run)
        for other in answered.dropFirst() {
            let its = factsOfOne(other)
            facts.usage = facts.usage.flatMap { usage in its.usage.map { usage + $0 } }
            facts.cost = facts.cost.flatMap { cost in its.cost.map { cost + $0 } }
        }
        return facts
    }

    private func factsOfOne(_ run: ActiveRun) -> AnswerFacts {
        let usage = run.reply.usage
        let model = run.reply.identity.model ?? run.model
        return AnswerFacts(
            provider: run.provider, dialect: run.dialect, model: model, totalMS: (now - run.startedAt) * 1000,
            usage: usage,
            cost: run.provider == Provider.simulator.name
                ? nil
                : usage.flatMap {
                    settings.catalog.cost(model: model, usage: $0, tier: run.reply.identity.serviceTier)?.whole
                },
            finishReason: run.reply.finishReason, isIncomplete: run.reply.isIncomplete, logID: run.logID,
            format: run.format, reasoningMS: run.reasoning.map { (($0.end ?? now) - $0.begin) * 1000 })
    }
}
