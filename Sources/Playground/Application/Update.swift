import RequestCore
import TextUI

extension AppState {
    /// The one place where the state changes: takes what happened, returns what is asked of the world.
    ///
    /// Pure and synchronous. It routes; what there is to do stands with the pane concerned.
    package mutating func update(_ action: Action) -> [Effect] {
        let effects = route(action)
        return effects + dropGoneCalls() + watchFile()
    }

    private mutating func route(_ action: Action) -> [Effect] {
        switch action {
        case .key(let key): return press(key)
        case .paste(let text): return paste(text)
        case .mouse(let event): return click(event)
        case .resized(let size):
            self.size = size
            return []
        case .run(let id, let events): return receive(id, events)
        case .runStarted(let id, let version, let logID): return runStarted(id, version, logID: logID)
        case .runRefused(let id, let error): return runRefused(id, error)
        case .versionSaved(let version): return versionSaved(version)
        case .versionsLoaded(let prompt, let versions): return versionsLoaded(prompt, versions)
        case .versionFactsLoaded(let prompt, let facts): return versionFactsLoaded(prompt, facts)
        case .compared(let old, let new, let diff): return compared(old, new, diff)
        case .deployed(let prompt, let place): return deployed(prompt, place)
        case .versionLoaded(let version):
            let taken = logs.taken?.version == version.id ? notice : nil
            takeThread(for: version)
            defer { notice = taken ?? notice }
            return restoreVersion(version)
        case .logsLoaded(let serial, let page, let total): return logsLoaded(serial, page, total: total)
        case .answeringStarted(let refs): return answeringStarted(refs)
        case .answeringRefused(let refs, let sentence): return answeringRefused(refs, sentence)
        case .answered(let ref, let result): return answered(ref, result)
        case .recalled(let ref, let results): return recalled(ref, results)
        case .unapprovedServer(let server, let facts): return unapproved(server, facts)
        case .generationAdvanced(let serial, let attempt, let characters):
            return generationAdvanced(serial, attempt: attempt, characters: characters)
        case .generated(let serial, let definition): return generated(serial, definition)
        case .generationFailed(let serial, let sentence): return generationFailed(serial, sentence)
        case .presetsLoaded(let presets): return presetsLoaded(presets)
        case .toolsListed(let server, let tools): return toolsListed(server, tools)
        case .unapproved(let calls, let commands, let asks): return unapproved(calls, commands, asks: asks)
        case .linted(let input, let findings): return linted(input, findings)
        case .logLoaded(let record, let number, let wire): return openLog(record, versionNumber: number, wire: wire)
        case .promptsLoaded(let prompts): return promptsLoaded(prompts)
        case .sessionLoaded(let session): return restoreSession(session)
        case .documentLoaded(let document, let path, let fingerprint, let text, let losses):
            return open(document, path: path, fingerprint: fingerprint, text: text, losses: losses)
        case .documentSaved(let document, let draft, let path, let fingerprint, let text):
            return documentSaved(document, draft: draft, path: path, fingerprint: fingerprint, text: text)
        case .logJudged(let id, let feedback): return logJudged(id, feedback)
        case .promptRenamed(let old, let name): return promptRenamed(old, to: name)
        case .promptMoved(let name, let move): return promptMoved(name, move)
        case .fileChanged(let file, let change): return fileChanged(file, change)
        case .saveRefused(let draft, let path, let hasChanged):
            return saveRefused(draft: draft, path: path, hasChanged: hasChanged)
        case .imagesRead(let serial, let document): return imagesRead(serial, document)
        case .imagesRefused(let serial, let document, let why): return imagesRefused(serial, document, why)
        case .imageRead(let image, let target): return attach(image, to: target)
        case .imageShrunk(let image, let smaller): return takeSmaller(smaller, for: image)
        case .imageFetched(let url, let facts): return imageFetched(url, facts)
        case .terminalReported(let report):
            images.take(report)
            return []
        case .imageDrawn(let key, let outcome): return imageDrawn(key, outcome)
        case .pathsCompleted(let serial, let paths): return completed(serial, paths)
        case .edited(let target, let text): return edited(target, text)
        case .copied(let count): return say("copied \(count) characters")
        case .themesLoaded(let themes, let chosen): return themesLoaded(themes, chosen: chosen)
        case .modelChosen(let model): return chooseModel(model)
        case .inputRefused(let purpose, let text, let sentence):
            overlays.append(.line(LineInput(purpose, text: text)))
            return say(sentence, .error)
        case .failed(let sentence): return say(sentence, .error)
        case .noticeExpired(let id):
            if notice?.id == id {
                notice = nil
                asksToQuit = false
            }
            return []
        case .tick: return run == nil && answering.started.isEmpty && !isGenerating ? [] : [.wake(after: 0.1, .tick)]
        }
    }
}
