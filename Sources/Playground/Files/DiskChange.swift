package import Prompts
import TextUI

/// The file of the draft as it was when it was read or written last.
package struct WatchedFile: Sendable, Hashable {
    package var path: String
    package var fingerprint: String
}

/// What another program has done to the draft's file.
package enum DiskChange: Sendable {
    /// The file has another content.
    case changed(OpenedFile)
    /// The content cannot be read or does not parse, and why.
    case broken(String)
    case gone
}

/// A file that changes on disk while it is open: it is said, shown as a difference, and taken on a key only.
extension AppState {
    /// Asks for the draft's file to be watched, where that is another one than before.
    mutating func watchFile() {
        let wanted = draft.file.map { WatchedFile(path: $0.path, fingerprint: $0.fingerprint) }
        guard wanted != watched else { return }
        watched = wanted
        diskChange = nil
        ask(.files(.watch(wanted)))
    }

    /// - Parameter change: nil when the file is again as it was.
    package mutating func fileChanged(_ file: WatchedFile, _ change: DiskChange?) {
        guard file == watched else { return }
        diskChange = change
        // A difference that is open would no longer be what Enter takes.
        if let reading = layers.top as? Reading, case .disk = reading.content { layers.pop() }
        let name = Sanitiser.oneLine(Self.lastPiece(file.path))
        switch change {
        case nil: break
        case .gone: return say("\(name) was deleted on disk; saving writes it again", .warning)
        case .broken(let why): return say("\(name) changed on disk and cannot be read: \(why)", .warning)
        case .changed(var file):
            file.document = file.document.withFacts(of: draft.config)
            // Somebody wrote what is here, too.
            if file.document == draft.document, !draft.isTextEdited || file.text == draft.text {
                draft.wasSaved(as: file)
                isSessionDirty = true
                return saveSession()
            }
            let key = settings.keymap.label(of: "file.changed").map { "\($0)" } ?? "^X c"
            return say("\(name) was changed on disk; \(key) shows how", .warning)
        }
    }

    /// Shows what differs between the draft and its file.
    package mutating func openDiskChange() {
        settleFields()
        settleTyping()
        switch diskChange {
        case nil: return say("the file has not changed on disk")
        case .gone: return say("the file was deleted on disk; saving writes it again", .warning)
        case .broken(let why): return say(why, .error)
        case .changed(let file):
            let name = Self.lastPiece(draft.path ?? draft.name)
            // Comments are compared where both sides have their own text.
            let diff =
                if let text = file.text, draft.text != nil {
                    TextDiff(from: draft.fileText, to: text)
                } else {
                    TextDiff(from: PromptFormat.text(of: draft.document), to: PromptFormat.text(of: file.document))
                }
            let reading = Reading(
                title: "\(Sanitiser.oneLine(name)) on disk",
                content: .disk(diff, losesChanges: draft.config != draft.base || draft.isTextEdited))
            layers.push(reading)
        }
    }

    /// Takes the file as it is now; the conversation stays, and undo brings the draft back.
    mutating func takeDiskChange() {
        guard case .changed(let file) = diskChange else { return layers.pop() }
        guard !isBusy(then: "take the file") else { return }
        layers.pop()
        settleAll()
        rememberMoment()
        draft.take(file, named: promptName(of: file))
        draftReplaced()
        say("took \(Sanitiser.oneLine(Self.lastPiece(file.path))) from disk")
    }
}
