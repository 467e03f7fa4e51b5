package import Prompts
import TextUI

/// Opening and saving prompts.
extension AppState {
    /// Opens what a file holds: its template becomes the config's, its other messages the thread.
    package mutating func open(_ file: OpenedFile) {
        guard run == nil else { return say("a run is in progress; press Esc to stop it, then open again", .warning) }
        replaceThread(by: file.document.thread)
        draft.take(file, named: promptName(of: file))
        draftReplaced()
        beginTyping()
        let name = Self.lastPiece(file.path)
        guard let loss = file.losses.first else { return say("opened \(name)") }
        let more = file.losses.count > 1 ? ", and \(file.losses.count - 1) more: etude lint names them" : ""
        say("opened \(name) without \(Sanitiser.oneLine(loss.field))\(more)", .warning)
    }

    /// Opens a prompt that came on standard input.
    ///
    /// - Parameter text: the text of the prompt, where its comments can be kept.
    package mutating func openPiped(_ document: PromptDocument, text: String?) {
        guard run == nil else { return say("a run is in progress; press Esc to stop it, then open again", .warning) }
        begin(document, text: text)
        say("opened \(draft.name)")
    }

    /// Puts a document without a file in the place of the draft and the thread; undo brings both back.
    mutating func begin(_ document: PromptDocument, text: String? = nil) {
        replaceThread(by: document.thread)
        draft.begin(document, named: document.name ?? Draft.unnamed, text: text)
        draftReplaced()
        beginTyping()
    }

    private mutating func replaceThread(by messages: [Message]) {
        settleAll()
        rememberMoment()
        thread = thread.emptied
        for message in messages { thread.append(message) }
        draft.documentID = nextSerial()
    }

    /// Does what follows when another document has become the draft's.
    mutating func draftReplaced() {
        repairCursor()
        settle()
        ask(.version(.list(prompt: draft.name)))
    }

    /// Takes an edited or completed document into the draft; the conversation stays.
    ///
    /// - Parameter text: the text that the document was read from; nil keeps the draft's own.
    mutating func takeDocument(_ document: PromptDocument, text: String? = nil) {
        settleAll()
        rememberMoment()
        draft.take(document, named: document.name ?? draft.path.map(promptName(ofPath:)) ?? draft.name, text: text)
        draftReplaced()
    }

    /// Saves the draft to its file, or asks for one.
    package mutating func save() {
        replaceable = nil
        settleFields()
        settleTyping()
        guard let path = draft.path, path.hasSuffix(".prompt") else { return openSaveInput() }
        write(draft.document, to: path)
    }

    /// Saves under a name or path; a bare name gets the `.prompt` ending. The person must name a file twice that already has it.
    package mutating func saveAs(_ text: String) {
        let trimmed = text.trimmingSpaces
        guard !trimmed.isEmpty else { return say("a file needs a name", .warning) }
        let last = trimmed.split(separator: "/").last ?? ""
        var path = last.contains(".") ? trimmed : trimmed + ".prompt"
        // A bare name is one of the project's prompts.
        if !trimmed.contains("/"), let folder = settings.promptFolders.last { path = folder + "/" + path }
        settleFields()
        settleTyping()
        var document = draft.document
        let stem = promptName(ofPath: path)
        if draft.name == Draft.unnamed {
            document.name = stem
        } else if stem != draft.name {
            document.name = draft.name
        }
        write(document, to: path)
    }

    private mutating func write(_ document: PromptDocument, to path: String) {
        let save = DocumentSave(
            document: document, text: draft.text, path: path, replacing: replacing(path), folder: draftFolder)
        ask(.files(.save(save, draft: draft.documentID)))
    }

    /// What a save may write over at a path: the draft's own file as it was known, or what the person has been asked about.
    private mutating func replacing(_ path: String) -> DocumentSave.Replacing {
        defer { replaceable = nil }
        if path == replaceable { return .anything }
        return draft.file.flatMap { $0.path == path ? .known($0.fingerprint) : nil } ?? .nothing
    }

    /// Asks again before the save writes over a file that the person has not said may go.
    package mutating func saveRefused(_ refusal: DocumentSave.Refusal, draft: Int, path: String) {
        let name = Self.lastPiece(path)
        guard draft == self.draft.documentID else {
            return say("\(name) was not saved: a file of that name exists, or it changed outside Étude", .warning)
        }
        openSaveInput(path)
        replaceable = path
        let why =
            switch refusal {
            case .exists: "exists already"
            case .changed: "was changed outside"
            }
        say("\(name) \(why); press Enter to overwrite it, Esc to keep it", .warning)
    }

    /// Notes that a draft is in its file, as it was when the save was asked for.
    package mutating func documentSaved(_ file: OpenedFile, draft id: Int) {
        let name = Self.lastPiece(file.path)
        guard id == draft.documentID else { return say("saved \(name)") }
        let inside = draft.config.pathsKept(in: file.document.config)
        let (prompt, version) = (draft.name, draft.version)
        draft.wasSaved(as: file)
        isSessionDirty = true
        guard draft.name == prompt else {
            settle()
            return say("saved to \(name)")
        }
        saveSession()
        let saved = "saved" + (version.map { " v\($0.number) \($0.id.short)" } ?? "") + " to \(name)"
        guard let first = inside.first else { return say(saved) }
        let more = inside.count > 1 ? " and \(inside.count - 1) more" : ""
        say("\(saved) with \(Sanitiser.oneLine(first))\(more) inside: on disk it is not that image", .warning)
    }
}
