import RequestCore
import TextUI

extension AppState {
    /// Changes the state: takes what happened and returns what is asked of the world.
    ///
    /// It is pure and synchronous. It only routes; the pane concerned does the work and asks for effects by
    /// ``ask(_:)``.
    package mutating func update(_ action: Action) -> [Effect] {
        route(action)
        askDerived()
        defer { asked = [] }
        return asked
    }

    /// Asks something of the world. ``update(_:)`` returns the request after the action.
    package mutating func ask(_ effect: Effect) { asked.append(effect) }

    /// Asks for effects that follow from the state, whatever the action was. All such effects are here.
    private mutating func askDerived() {
        dropGoneComparison()
        dropGoneCalls()
        watchFile()
        lintChanges()
    }

    private mutating func route(_ action: Action) {
        switch action {
        case .key(let key): press(key)
        case .paste(let text): paste(text)
        case .mouse(let event): click(event)
        case .resized(let size): self.size = size
        case .run(let action): route(action)
        case .tools(let action): route(action)
        case .generation(let action): route(action)
        case .version(let action): route(action)
        case .compare(let action): route(action)
        case .logs(let action): route(action)
        case .prompts(let action): route(action)
        case .conversations(let action): route(action)
        case .files(let action): route(action)
        case .image(let action): route(action)
        case .models(let action): route(action)
        case .grid(let action): route(action)
        case .text(let action): route(action)
        case .variable(let action): route(action)
        case .terminal(let action): route(action)
        case .sessionLoaded(let session): restoreSession(session)
        case .sessionSaved(let document, let conversation): sessionSaved(document, conversation)
        case .sessionNotSaved(let sentence): sessionNotSaved(sentence)
        case .storeIsTemporary(let sentence): storeIsTemporary(sentence)
        case .quitRefused: refuseToQuit()
        case .autosave: saveSession()
        case .linted(let input, let findings): linted(input, findings)
        case .themesLoaded(let themes, let chosen): themesLoaded(themes, chosen: chosen)
        case .modelChosen(let model): chooseModel(model)
        case .failed(let sentence): say(sentence, .error)
        case .noticeExpired(let id):
            guard notice?.id == id else { return }
            notice = nil
            asksToQuit = false
        case .rested(let rest): rested(rest)
        case .tick: if isMoving { ask(.wake(after: 0.1, .tick)) }
        case .terminated: quit()
        }
    }

    /// Whether the screen changes as time passes.
    private var isMoving: Bool { run != nil || !answering.started.isEmpty || isGenerating || isComparing }

    private mutating func route(_ action: RunAction) {
        switch action {
        case .started(let id, let prompt, let version, let logID):
            runStarted(id, prompt: prompt, version, logID: logID)
        case .refused(let id, let error): runRefused(id, error)
        case .received(let id, let events): receive(id, events)
        }
    }

    private mutating func route(_ action: ToolAction) {
        switch action {
        case .started(let refs): answeringStarted(refs)
        case .answered(let ref, let result): answered(ref, result)
        case .refused(let refs, let sentence): answeringRefused(refs, sentence)
        case .unapproved(let calls, let commands, let asks): unapproved(calls, commands, asks: asks)
        case .unapprovedServer(let server, let facts): unapproved(server, facts)
        case .listed(let server, let tools): toolsListed(server, tools)
        case .recalled(let ref, let results): recalled(ref, results)
        case .presetsLoaded(let presets): presetsLoaded(presets)
        }
    }

    private mutating func route(_ action: GenerationAction) {
        switch action {
        case .advanced(let serial, let attempt, let characters):
            generationAdvanced(serial, attempt: attempt, characters: characters)
        case .finished(let serial, let definition): generated(serial, definition)
        case .failed(let serial, let sentence): generationFailed(serial, sentence)
        }
    }

    private mutating func route(_ action: VersionAction) {
        switch action {
        case .saved(let prompt, let version): versionSaved(version, prompt: prompt)
        case .loaded(let version, let conversation, let tree): versionLoaded(version, conversation, tree)
        case .listed(let prompt, let versions): versionsLoaded(prompt, versions)
        case .factsLoaded(let prompt, let facts): versionFactsLoaded(prompt, facts)
        case .compared(let old, let new, let diff): compared(old, new, diff)
        case .deployed(let prompt, let place): deployed(prompt, place)
        }
    }

    private mutating func route(_ action: CompareAction) {
        switch action {
        case .versionsLoaded(let prompt, let versions): versionsCompared(prompt, versions)
        case .recalled(let document, let versions, let records): recallComparison(document, versions, records)
        }
    }

    private mutating func route(_ action: LogAction) {
        switch action {
        case .listed(let serial, let page, let total): logsLoaded(serial, page, total: total)
        case .found(let serial, let page, let start, let total):
            logsFound(serial, page, start: start, total: total)
        case .changed: logsChanged()
        case .refused(let serial, let error): logFilterRefused(serial, error)
        case .notListed(let serial, let sentence): logsNotListed(serial, sentence)
        case .loaded(let record, let number, let wire, let title):
            openLog(record, versionNumber: number, wire: wire, conversation: title)
        case .versionLoaded(let record, let version): takeLog(record, version)
        case .judged(let id, let feedback): logJudged(id, feedback)
        case .judgementLoaded(let ids, let judgement): judgementLoaded(ids, judgement)
        case .judgementsChanged(let judgements): judgementsChanged(judgements)
        case .compared(let difference): logsCompared(difference)
        case .rowsAdded(let count, let path, let leavesOut):
            logRowsAdded(count, path: path, leavesOutExpected: leavesOut)
        case .counted(let serial, let report): logsCounted(serial, report)
        case .countRefused(let serial, let sentence): logCountRefused(serial, sentence)
        case .deleted(let ids, let asked): logsDeleted(ids, asked: asked)
        case .restored(let ids): logsRestored(ids)
        case .valuesListed(let field, let values): logValuesListed(field, values)
        case .filtersListed(let filters, let saved): savedFiltersListed(filters, saved: saved)
        case .exported(let written, let path): logsExported(written, path: path)
        case .exportRefused(let ids, let path): logExportRefused(ids, path: path)
        }
    }

    private mutating func route(_ action: GridAction) {
        switch action {
        case .listed(let listings): evaluationsListed(listings)
        case .opened(let grid, let isWhole): gridOpened(grid, isWhole: isWhole)
        case .rowsRead(let id, let dataset, let fault): gridRowsRead(id, dataset, fault: fault)
        case .numbered(let id, let numbers): gridNumbered(id, numbers)
        case .rated(let id, let ratings): gridRated(id, ratings)
        case .changed(let id, let cells): gridChanged(id, cells)
        case .looked(let id, let detail): gridLooked(id, detail)
        case .found(let id, let rows): gridFound(id, rows)
        case .prepared(let serial, let job): gridPrepared(serial, job)
        case .started(let id): grids.running[id] = GridShelf.Running()
        case .ended(let id, let reason, let unanswered): gridEnded(id, reason, unanswered: unanswered)
        // The verdicts come in like all that is written to the store.
        case .checked: say("Checked again; nothing was sent.")
        case .compared(let changes): evaluationsCompared(changes)
        case .rowsFileRead(let id, let file, let change): rowsFileRead(id, file, change)
        case .rowsWritten(let write): rowsWritten(write)
        case .said(let sentence): say(sentence, .warning)
        }
    }

    private mutating func route(_ action: PromptAction) {
        switch action {
        case .listed(let prompts): promptsLoaded(prompts)
        case .renamed(let old, let name): promptRenamed(old, to: name)
        case .moved(let name, let move): promptMoved(name, move)
        }
    }

    private mutating func route(_ action: ConversationAction) {
        switch action {
        case .listed(let serial, let conversations): conversationsListed(serial, conversations)
        case .taken(let serial, let conversation, let tree): conversationTaken(serial, conversation, tree)
        }
    }

    private mutating func route(_ action: FileAction) {
        switch action {
        case .loaded(let file, let conversation, let tree): open(file, conversation, tree)
        case .piped(let document, let text): openPiped(document, text: text)
        case .saved(let file, let draft): documentSaved(file, draft: draft)
        case .saveRefused(let refusal, let draft, let path): saveRefused(refusal, draft: draft, path: path)
        case .changed(let file, let change): fileChanged(file, change)
        case .imagesRead(let serial, let document): imagesRead(serial, document)
        case .imagesRefused(let serial, let document, let why): imagesRefused(serial, document, why)
        case .pathsCompleted(let serial, let paths): completed(serial, paths)
        case .inputRefused(let dialog, let text, let sentence):
            layers.push(LineInput(dialog, text: text))
            say(sentence, .error)
        }
    }

    private mutating func route(_ action: ImageAction) {
        switch action {
        case .read(let image, let target): attach(image, to: target)
        case .shrunk(let image, let smaller): takeSmaller(smaller, for: image)
        case .fetched(let url, let facts): imageFetched(url, facts)
        case .drawn(let key, let outcome): imageDrawn(key, outcome)
        }
    }

    private mutating func route(_ action: VariableAction) {
        switch action {
        case .recalled(let name, let values): recalled(name, values)
        case .rowsRead(let dataset): rowsRead(dataset)
        }
    }

    private mutating func route(_ action: TextAction) {
        switch action {
        case .piped(let serial, let result): piped(serial, result)
        }
    }

    private mutating func route(_ action: TerminalAction) {
        switch action {
        case .reported(let report): images.take(report)
        case .edited(let target, let text): edited(target, text)
        case .copied(let count, let helper):
            say(
                "copied \(Readable.count(count)) characters \(helper.map { "with \($0)" } ?? "through the terminal (OSC 52)")"
            )
        case .pasting(let isPasting): showPasting(isPasting)
        }
    }
}
