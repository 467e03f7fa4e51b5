package import Prompts
package import RequestCore

/// From the run key to the last token.
extension AppState {
    /// Sends the thread. With `withComposer` false what is being written stays unsent.
    ///
    /// - Parameters:
    ///   - choice: the tool choice of this run only; the draft stays, and the run is of a version of its own.
    ///   - earlier: what undo goes back to, where the caller has changed something for this run.
    package mutating func startRun(
        withComposer: Bool = true, choice: ToolChoice? = nil, before earlier: History.Moment? = nil
    ) -> [Effect] {
        guard run == nil else { return say("a run is under way; Esc stops it", .warning) }
        guard case .ready(let provider) = provider else {
            if case .missing(let error) = provider { return say(error.description, .error) }
            return []
        }
        let effects = settleFields() + settleTyping()
        guard !config.isEditing else {
            focus = .config
            return effects
        }
        if let name = draft.config.variableNames.first(where: { draft.inputs[$0] == nil }) {
            return effects + askFor(variable: name)
        }
        let kept = thread.composer
        if !withComposer { thread.composer = ThreadPane.Composer() }
        defer { if !withComposer { thread.composer = kept } }
        guard !thread.messages.isEmpty || !thread.composer.isEmpty || !draft.config.template.isEmpty else {
            return effects + say("nothing to send: type a message first", .warning)
        }
        if thread.composer.isEmpty, thread.openCalls.isEmpty, thread.messages.last?.role == .assistant {
            return effects + say("type the next message first, or press r on an answer to run it again", .warning)
        }
        let before = earlier ?? moment
        let answers = answersToKeep
        if let missing = thread.commit(machine: answering.results) {
            thread.cursor = .result(missing)
            focus = .thread
            thread.top = nil
            let name = thread.call(missing)?.name ?? "a call"
            return effects + say("\(name) needs a result before the thread can be sent", .warning)
        }
        (answering.rounds, answering.spent, answering.hasUnknownCost) = (0, 0, false)
        history.remember(before)
        thread.cursor = .composer
        thread.top = nil
        if focus == .logs, size.width < 100 { logs.isOpen = false }
        focus = .thread
        isSessionDirty = true

        let id = nextSerial()
        run = ActiveRun(
            id: id, provider: provider.name, model: modelName, format: draft.config.responseFormat, startedAt: now)
        var config = draft.config
        if let choice { config.toolChoice = choice }
        var request = RunRequest(
            prompt: draft.name, config: config, inputs: draft.inputs, thread: thread.messages, provider: provider)
        for name in draft.config.imageVariableNames {
            request.inputImages[name] = draft.inputs[name]?.stringValue.map { ImagePart(url: inDraftFolder($0)) }
        }
        let keeping = answers.isEmpty ? [] : [Effect.keepResults(answers)]
        return effects + keeping + [.run(id, request, parent: draft.parentID), .wake(after: 0.1, .tick)]
    }

    /// A path as it is meant in the prompt's file; a URL as it is.
    private func inDraftFolder(_ value: String) -> String {
        guard let folder = draftFolder, PathText.isPath(value), !value.hasPrefix("/"), !value.hasPrefix("~") else {
            return value
        }
        return folder + "/" + value
    }

    /// Goes to a variable that has no value and opens its field.
    private mutating func askFor(variable name: String) -> [Effect] {
        focus = .config
        moveConfigCursor(to: .variable(name))
        return perform("config.edit") + say("\(name) needs a value before the prompt can be sent", .warning)
    }

    /// Stops the generation; what has come is kept.
    package mutating func stopRun() -> [Effect] {
        guard let id = run?.id, run?.isStopping == false else { return [] }
        run?.isStopping = true
        return [.cancelRun(id)]
    }

    package mutating func runStarted(_ id: Int, _ version: Version, logID: String) -> [Effect] {
        guard run?.id == id else { return [] }
        run?.logID = logID
        return versionSaved(version)
    }

    package mutating func runRefused(_ id: Int, _ error: FieldError) -> [Effect] {
        guard run?.id == id else { return [] }
        run = nil
        return say(error.description, .error)
    }

    package mutating func receive(_ id: Int, _ events: [RunEvent]) -> [Effect] {
        guard run?.id == id else { return [] }
        var effects: [Effect] = []
        for event in events {
            run?.reply.apply(event)
            switch event {
            case .sent: run?.retry = nil
            case .retrying(let seconds, let error): run?.retry = (now + seconds, error)
            case .textDelta, .reasoningDelta, .refusalDelta, .toolCallDelta:
                if run?.firstPieceAt == nil { run?.firstPieceAt = now }
                run?.pieceCount += 1
            case .ended: effects += finishRun()
            default: break
            }
        }
        return effects
    }

    /// Puts what has come of the run into the thread.
    package mutating func finishRun() -> [Effect] {
        guard let ended = run else { return [] }
        run = nil
        let reply = ended.reply
        var calling = false
        if reply.hasContent || reply.error == nil {
            let id = thread.append(reply.message, facts: facts(of: ended))
            let index = thread.entries.count - 1
            thread.entries[index].failure = reply.error
            thread.entries[index].alternatives = reply.choices.dropFirst().map(\.message)
            if !reply.message.toolCalls.isEmpty, reply.error == nil {
                if thread.cursor == .composer, thread.composer.isEmpty {
                    thread.cursor = .result(CallRef(entry: id, call: 0))
                    thread.top = nil
                }
                answering.results = [:]
                // Arguments that were cut off may parse, and mean something else.
                calling = !reply.isIncomplete && !["length", "content_filter"].contains(reply.finishReason ?? "")
            }
        } else if let error = reply.error {
            _ = thread.append(Message(role: .assistant), facts: facts(of: ended))
            thread.entries[thread.entries.count - 1].failure = error
        }
        let cost = facts(of: ended).cost
        answering.spent += cost ?? 0
        if cost == nil, ended.provider != Provider.simulator.name { answering.hasUnknownCost = true }
        isSessionDirty = true
        var effects: [Effect] = saveSession()
        if calling { effects += answerByThemselves() }
        if logs.isOpen { effects += reloadLogs() }
        effects.append(.loadVersions(prompt: draft.name))
        return effects
    }

    private func facts(of run: ActiveRun) -> AnswerFacts {
        let usage = run.reply.usage
        let model = run.reply.identity.model ?? run.model
        return AnswerFacts(
            provider: run.provider, model: model, totalMS: (now - run.startedAt) * 1000,
            completionTokens: usage?["completion_tokens"]?.intValue, promptTokens: usage?["prompt_tokens"]?.intValue,
            cost: run.provider == Provider.simulator.name
                ? nil : usage.flatMap { ModelCatalog.shared.cost(model: model, usage: $0) },
            finishReason: run.reply.finishReason, isIncomplete: run.reply.isIncomplete, logID: run.logID,
            format: run.format)
    }
}
