package import Prompts
import TextUI

/// The file of the draft as it was when it was read or written last.
package struct WatchedFile: Sendable, Hashable {
    package var path: String
    package var fingerprint: String
}

/// What the draft's file has become since, by the hand of somebody else.
package enum DiskChange: Sendable {
    /// Another text, which reads as this.
    case changed(PromptDocument, fingerprint: String, text: String? = nil)
    /// A text that does not parse, and why.
    case broken(String, fingerprint: String)
    case gone
}

/// A file that changes on disk while it is open: it is said, shown as a difference, and taken on a key only.
extension AppState {
    /// Asks for the draft's file to be watched, where that is another one than before.
    mutating func watchFile() {
        var wanted: WatchedFile?
        if let path = draft.path, let fingerprint = draft.fingerprint {
            wanted = WatchedFile(path: path, fingerprint: fingerprint)
        }
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
        case .gone: return say("\(name) is gone from disk; a save writes it again", .warning)
        case .broken(let why, _): return say("\(name) was changed on disk and does not parse: \(why)", .warning)
        case .changed(let document, let fingerprint, let text):
            // Somebody wrote what is here, too.
            if document.withFacts(of: draft.config) == draft.document, !draft.isTextEdited || text == draft.text {
                draft.fingerprint = fingerprint
                draft.text = text
                draft.isTextEdited = false
                draft.base = draft.config
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
        case nil: return say("the file is as it was read")
        case .gone: return say("the file is gone from disk; a save writes it again", .warning)
        case .broken(let why, _): return say(why, .error)
        case .changed(let document, _, let text):
            let name = Self.lastPiece(draft.path ?? draft.name)
            // Comments are compared where both sides have their own text.
            let diff =
                if let text, draft.text != nil {
                    TextDiff(from: draft.fileText, to: text)
                } else {
                    TextDiff(from: PromptFormat.text(of: draft.document), to: PromptFormat.text(of: document))
                }
            let reading = Reading(
                title: "\(Sanitiser.oneLine(name)) on disk",
                content: .disk(diff, losesChanges: draft.config != draft.base || draft.isTextEdited))
            layers.push(reading)
        }
    }

    /// Takes the file as it is now; the conversation stays, and undo brings the draft back.
    mutating func takeDiskChange() {
        guard case .changed(let document, let fingerprint, let text) = diskChange else { return layers.pop() }
        guard run == nil else { return say("a run is under way; Esc stops it, then take the file", .warning) }
        layers.pop()
        takeRead(document)
        draft.fingerprint = fingerprint
        draft.text = text
        draft.isTextEdited = false
        draft.base = draft.config
        draft.baseNumber = nil
        isSessionDirty = true
        saveSession()
        say("took \(Sanitiser.oneLine(Self.lastPiece(draft.path ?? draft.name))) from disk")
    }
}
