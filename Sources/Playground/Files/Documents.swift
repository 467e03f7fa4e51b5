package import Prompts
package import RequestCore
import TextUI

/// Opening and saving prompts.
extension AppState {
    /// Asks for a file to be opened. What was typed so far is saved first: it may belong to that file.
    mutating func askToOpen(_ path: String) {
        saveSession()
        ask(.files(.load(path: path)))
    }

    /// Asks for the newest version of a stored prompt, with the prompt's conversation where it is another one.
    mutating func open(_ prompt: PromptSummary) {
        saveSession()
        ask(.version(.load(prompt.newest, prompt: prompt.name, opens: prompt.name != draft.name)))
    }

    /// Opens what a file holds, with the conversation that belongs to it. Without one, the template becomes the config's and the
    /// other messages the thread.
    package mutating func open(
        _ file: OpenedFile, _ taken: TakenConversation = TakenConversation(), _ tree: ThreadTree? = nil
    ) {
        guard !isBusy(then: "open again") else { return }
        var notes: [String] = []
        if let id = taken.conversation?.id, id == draft.conversation {
            settleAll()
            rememberMoment()
            draft.take(file, named: promptName(of: file))
        } else {
            replaceThread(by: file.document.thread)
            draft.take(file, named: promptName(of: file))
            draft.conversation = nil
            if let conversation = taken.conversation, restore(conversation, tree, over: file) {
                notes.append("with its unsaved changes")
            }
        }
        draftReplaced()
        beginTyping()
        if let conversation = taken.conversation { restoreEditor(conversation) }
        let name = Sanitiser.oneLine(Self.lastPiece(file.path))
        if let loss = file.losses.first {
            let more = file.losses.count > 1 ? ", and \(file.losses.count - 1) more: etude lint names them" : ""
            notes.append("without \(Sanitiser.oneLine(loss.field))\(more)")
        }
        if taken.isNew { notes.append("; " + Self.heldElsewhere(name)) }
        let isWarning = !file.losses.isEmpty || taken.isNew
        let said = notes.reduce("opened \(name)") { $0 + ($1.hasPrefix(";") ? "" : " ") + $1 }
        say(said, isWarning ? .warning : .info)
    }

    /// What is said where a new conversation begins although the prompt has one.
    static func heldElsewhere(_ name: String) -> String {
        "the conversation of \(name) is open in another Étude, so a new one begins here"
    }

    /// Goes on with the conversation of a file that was just opened.
    ///
    /// The draft of the conversation counts where the file is as it was then, or where the draft has changes that no file has;
    /// a file that was changed since is told of by the watch.
    /// - Returns: whether the draft differs from the file.
    private mutating func restore(
        _ conversation: StoredConversation, _ tree: ThreadTree?, over file: OpenedFile
    ) -> Bool {
        draft.conversation = conversation.id
        restoreThread(conversation, tree)
        guard var stored = Draft(conversation) else { return false }
        let isChanged = stored.config != stored.base || stored.isTextEdited
        let isSameFile = stored.file?.fingerprint == file.fingerprint
        guard isSameFile || isChanged else {
            for input in stored.inputs where draft.inputs[input.key] == nil { draft.inputs[input.key] = input.value }
            return false
        }
        stored.documentID = draft.documentID
        var known = isSameFile ? file : stored.file ?? file
        known.path = file.path
        stored.file = known
        draft = stored
        return isChanged
    }

    /// Opens a prompt that came on standard input.
    ///
    /// - Parameter text: the text of the prompt, where its comments can be kept.
    package mutating func openPiped(_ document: PromptDocument, text: String?) {
        guard !isBusy(then: "open again") else { return }
        begin(document, text: text)
        say("opened \(draft.name)")
    }

    /// Puts a document without a file in the place of the draft and the thread; undo brings both back.
    mutating func begin(_ document: PromptDocument, text: String? = nil) {
        replaceThread(by: document.thread)
        draft.begin(document, named: document.name ?? Draft.unnamed, text: text)
        draft.conversation = nil
        draftReplaced()
        beginTyping()
    }

    private mutating func replaceThread(by messages: [Message]) {
        leaveDocument()
        thread = thread.emptied
        thread.composer = ThreadPane.Composer()
        for message in messages { thread.append(message) }
        draft.documentID = nextSerial()
    }

    /// Saves the conversation before another document takes its place; undo comes back to it.
    mutating func leaveDocument() {
        settleAll()
        if isStarting {
            isStarting = false
            return
        }
        saveSession()
        rememberMoment()
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
        let document = document.withSettingsOfRenamedTools(since: draft.config)
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
