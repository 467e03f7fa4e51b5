import Prompts
import RequestCore

/// From the run key to the last token of every column.
extension AppState {
    /// Sends the thread to every column, as often as each is asked.
    package mutating func runComparison() {
        guard let comparison else { return }
        guard !comparison.columns.isEmpty else {
            return say("There is nothing to compare. Press a to add models, or v to add versions.", .warning)
        }
        guard !comparison.isUnderWay else {
            return say("columns are still answering; press Esc to stop them", .warning)
        }
        do throws(SendingObstacle) {
            let asked = try commitQuestion()
            layers.change(ComparePage.self) { $0.isWriting = false }
            self.comparison?.asked = asked
            self.comparison?.scroll(to: nil)
            for place in comparison.columns.indices { send(column: place) }
            goOn()
        } catch {
            if error.isAboutText { layers.change(ComparePage.self) { $0.isWriting = true } }
            show(error)
        }
    }

    /// Sends the question of the last run to the column that keys are about, or to the marked ones, and to no other.
    package mutating func askColumnAgain() {
        guard let comparison else { return }
        guard comparison.asked != nil else { return runComparison() }
        if let busy = comparison.targets.map({ comparison.columns[$0] }).first(where: \.isUnderWay) {
            return say("column \(busy.label) is still answering; press K to stop it", .warning)
        }
        settleFields()
        for place in comparison.targets { send(column: place) }
        goOn()
    }

    private mutating func goOn() {
        isSessionDirty = true
        if comparison?.isUnderWay == true { ask(.wake(after: 0.1, .tick)) }
    }

    /// Makes what is typed part of the thread, and returns the messages to answer. With no message being written, the
    /// last answer of the thread is asked for anew.
    private mutating func commitQuestion() throws(SendingObstacle) -> [Message] {
        try settleForSending()
        let messages = thread.messages
        if thread.composer.isEmpty, messages.last?.role == .assistant, thread.placeAfterEdited == nil {
            return messages.dropLast()
        }
        if !thread.composer.isEmpty, let comparison, comparison.hasAnswers, comparison.asked == messages,
            messages.last?.role == .user
        {
            throw .untaken
        }
        try commitMessages(withComposer: true)
        return thread.messages
    }

    /// Sends the question to a column. What hinders one column is shown in it, and hinders no other.
    private mutating func send(column place: Int) {
        guard let comparison, let asked = comparison.asked else { return }
        let recipe = comparison.columns[place].recipe
        self.comparison?.columns[place].clear()
        do throws(FieldError) {
            let config = try recipe.config(of: draft.config)
            let provider: Provider
            switch settings.providers.resolved(recipe.provider ?? config.provider) {
            case .ready(let found): provider = found
            case .missing(let error): throw error
            }
            if let name = missingVariable(of: config) {
                throw FieldError(message: "\(name) needs a value before the prompt can be sent")
            }
            let request = request(config, to: provider, thread: asked)
            let parent = parent(of: recipe)
            for _ in 0..<comparison.repeats * request.requestsForChoices {
                let run = ActiveRun(
                    id: nextSerial(), provider: provider.name, dialect: provider.dialect(for: config),
                    model: config.model ?? provider.defaultModel, format: config.responseFormat, startedAt: now)
                self.comparison?.columns[place].answers.append(ComparedAnswer(run: run, tools: config.enabledTools))
                ask(.run(.startPaced(run.id, request, parent: parent, document: draft.documentID)))
            }
        } catch {
            self.comparison?.columns[place].obstacle = error.description
        }
    }

    /// The version that a column's config is made from.
    private func parent(of recipe: ComparedColumn.Recipe) -> VersionID? {
        switch recipe.source {
        case .draft: recipe.model == nil && recipe.settings.isEmpty ? draft.parentID : draft.settledID
        case .version(let version): version.id
        }
    }
}

/// What arrives.
extension AppState {
    /// Takes what happens to an answer of a comparison.
    mutating func comparedRunStarted(_ id: Int, prompt: String, _ version: SavedVersion, logID: String) {
        let isOurs = comparison?.change(run: id) { answer in
            answer.run.logID = logID
            answer.version = version
        }
        guard isOurs == true else { return }
        versionSaved(version, prompt: prompt)
        // From here on the log has what comes, also after a kill.
        isSessionDirty = true
        saveSession()
    }

    mutating func comparedRunRefused(_ id: Int, _ error: FieldError) {
        guard let place = comparison?.columns.firstIndex(where: { $0.answers.contains { $0.run.id == id } }) else {
            return
        }
        comparison?.columns[place].answers.removeAll { $0.run.id == id }
        comparison?.columns[place].obstacle = error.description
    }

    mutating func receiveCompared(_ id: Int, _ events: [RunEvent]) {
        var ended: ActiveRun?
        let now = now
        _ = comparison?.change(run: id) { answer in
            guard answer.isUnderWay else { return }
            for event in events { answer.run.take(event, at: now) }
            if answer.run.reply.isEnded { ended = answer.run }
        }
        if let ended { finishCompared(ended) }
    }

    /// Notes the facts about an answer that is over.
    private mutating func finishCompared(_ run: ActiveRun) {
        let facts = facts(of: run)
        _ = comparison?.change(run: run.id) { answer in
            answer.end(facts, firstMS: run.firstPieceAt.map { ($0 - run.startedAt) * 1000 })
        }
        isSessionDirty = true
        guard comparison?.isUnderWay == false else { return }
        saveSession()
        if logs.isOpen { reloadLogs() }
        ask(.version(.list(prompt: draft.name)))
    }
}

/// Stopping.
extension AppState {
    /// Stops every answer that is under way; what has come is kept.
    package mutating func stopComparison() {
        for place in comparison?.columns.indices ?? 0..<0 { stop(column: place) }
    }

    /// Stops the answers of the column that keys are about, or of the marked ones.
    package mutating func stopColumn() {
        guard let comparison else { return }
        let busy = comparison.targets.filter { comparison.columns[$0].isUnderWay }
        guard !busy.isEmpty else {
            let labels = comparison.targets.map { comparison.columns[$0].label }.joined(separator: " ")
            return say("column \(labels) is not answering", .warning)
        }
        for place in busy { stop(column: place) }
    }

    mutating func stop(column place: Int) {
        for answer in comparison?.columns[place].answers.indices ?? 0..<0 {
            guard let run = comparison?.columns[place].answers[answer].run, !run.isStopping, !run.reply.isEnded else {
                continue
            }
            comparison?.columns[place].answers[answer].run.isStopping = true
            ask(.run(.stop(run.id)))
        }
    }

    /// Ends what is under way before the playground ends; what has come is kept.
    mutating func endComparison() {
        stopComparison()
        let running = comparison?.columns.flatMap(\.answers).filter(\.isUnderWay) ?? []
        for answer in running { receiveCompared(answer.run.id, [.ended(error: .cancelled)]) }
    }

    /// Drops a comparison of another document: its thread is not on screen any more.
    mutating func dropGoneComparison() {
        if awaitedComparison.map({ $0.document != draft.documentID }) ?? false { awaitedComparison = nil }
        guard let comparison, comparison.document != draft.documentID else { return }
        stopComparison()
        self.comparison = nil
        layers.remove(ComparePage.self)
    }
}
