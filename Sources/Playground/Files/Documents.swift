import JSON
package import Prompts
import TextUI

/// Opening and saving prompts.
extension AppState {
    /// Takes what a file holds: its template into the config, what else it says into the thread.
    ///
    /// - Parameters:
    ///   - text: that of the file, where its comments can be kept.
    ///   - losses: what of the file has no place here.
    package mutating func open(
        _ document: PromptDocument, path: String?, fingerprint: String? = nil, text: String? = nil, losses: [Loss] = []
    ) {
        guard run == nil else { return say("a run is under way; Esc stops it, then open again", .warning) }
        replaceDraft(by: document, path: path, fingerprint: fingerprint, text: text)
        let name = path.map(Self.lastPiece) ?? draft.name
        guard let loss = losses.first else { return say("opened \(name)") }
        let more = losses.count > 1 ? ", and \(losses.count - 1) more: etude lint names them" : ""
        say("opened \(name) without \(Sanitiser.oneLine(loss.field))\(more)", .warning)
    }

    /// Puts another document in the place of the draft and the thread; undo brings both back.
    mutating func replaceDraft(
        by document: PromptDocument, path: String?, fingerprint: String? = nil, text: String? = nil
    ) {
        settleAll()
        rememberMoment()
        thread = thread.emptied
        for message in document.thread { thread.append(message) }
        draft.documentID = nextSerial()
        takeDocument(document, path: path, name: "untitled")
        draft.fingerprint = fingerprint
        draft.text = text
        draft.isTextEdited = false
        draft.base = draft.config
        draft.baseNumber = nil
        isSessionDirty = true
        saveSession()
        beginTyping()
    }

    /// Takes what a text in `.prompt` form says into the draft; the conversation stays. Images that the draft has not got yet
    /// are read first.
    package mutating func takeDocument(_ document: PromptDocument, text: String) {
        let document = document.withFacts(of: draft.config)
        guard document.hasUnreadImages else { return takeEdited(document, text) }
        let serial = nextSerial()
        awaitedImages = AwaitedImages(serial: serial, document: draft.documentID, text: text)
        ask(.files(.readImages(serial, document, relativeTo: draftFolder)))
    }

    /// Puts the bytes of the template's images into the draft, in the place of their files' paths.
    package mutating func inlineImages() {
        settleFields()
        settleTyping()
        let paths = draft.config.template.flatMap(\.images).filter { image in
            if case .path = image.source { image.variableName == nil } else { false }
        }
        guard !paths.isEmpty else { return say("no image of the template is a file") }
        let serial = nextSerial()
        awaitedImages = AwaitedImages(serial: serial, document: draft.documentID)
        ask(.files(.inlineImages(serial, draft.document, relativeTo: draftFolder)))
    }

    /// Takes a document whose images are known by now, unless another one was opened meanwhile.
    package mutating func imagesRead(_ serial: Int, _ document: PromptDocument) {
        guard let awaited = awaitedImages, awaited.serial == serial, awaited.document == draft.documentID else {
            return
        }
        awaitedImages = nil
        if let text = awaited.text { takeEdited(document, text) } else { takeRead(document) }
        if awaited.runs { startRun() }
    }

    /// The text comes back into the editor, so that nothing of it is lost.
    package mutating func imagesRefused(_ serial: Int, _ document: PromptDocument, _ why: String) {
        guard let awaited = awaitedImages, awaited.serial == serial else { return }
        awaitedImages = nil
        openPromptText(awaited.text ?? PromptFormat.text(of: document))
        say(why, .error)
    }

    private mutating func takeEdited(_ document: PromptDocument, _ text: String) {
        let isEdited = draft.isTextEdited || text != draft.fileText
        takeRead(document)
        draft.text = text
        draft.isTextEdited = isEdited
    }

    mutating func takeRead(_ document: PromptDocument) {
        settleAll()
        rememberMoment()
        takeDocument(document, path: draft.path, name: draft.name)
    }

    /// - Parameter fallback: the name where neither the document nor a file gives one.
    private mutating func takeDocument(
        _ document: PromptDocument, path: String?, name fallback: String
    ) {
        let name = document.name ?? path.map(promptName(ofPath:)) ?? fallback
        if name != draft.name {
            versions = []
            draft.version = nil
            draft.settledID = nil
        }
        draft.name = name
        draft.isNameInFile = document.name != nil || path == nil
        draft.config = document.config
        draft.inputs = document.inputs
        draft.etude = document.etude
        draft.unknown = document.unknown
        draft.path = path
        repairCursor()
        settle()
        ask(.version(.list(prompt: name)))
    }

    /// What the prompt of a file is called that does not say: in a project by its place among the prompts.
    package func promptName(ofPath path: String) -> String {
        PromptDocument.name(ofPath: path, in: settings.promptFolders)
    }

    /// `weather.prompt` of `prompts/weather.prompt`.
    package static func lastPiece(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Where the paths of the draft's file start; nil where it has none.
    package var draftFolder: String? {
        guard let path = draft.path, let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Ctrl-S.
    package mutating func save() {
        replaceable = nil
        settleFields()
        settleTyping()
        guard let path = draft.path, path.hasSuffix(".prompt") else { return openSaveInput() }
        write(draft.document, to: path)
    }

    /// Saves under a name or path; a bare name gets the `.prompt` ending. A file that is there already has to be named twice.
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
        if draft.name == "untitled" {
            document.name = stem
        } else if stem != draft.name {
            document.name = draft.name
        }
        write(document, to: path)
    }

    private mutating func write(_ document: PromptDocument, to path: String) {
        let save = DocumentSave(
            document: document, text: draft.text, draft: draft.documentID, path: path, replacing: replacing(path),
            folder: draftFolder)
        ask(.files(.save(save)))
    }

    /// What may be written over at a path: its own file as it was known, or what the person has been asked about.
    private mutating func replacing(_ path: String) -> DocumentSave.Replacing {
        defer { replaceable = nil }
        if path == replaceable { return .anything }
        if path == draft.path, let fingerprint = draft.fingerprint { return .known(fingerprint) }
        return .nothing
    }

    /// The file is there already or is not what it was, and nobody has said that it may go.
    package mutating func saveRefused(draft: Int, path: String, hasChanged: Bool) {
        guard draft == self.draft.documentID else {
            return say("\(Self.lastPiece(path)) was not saved: it is there already, or was changed outside", .warning)
        }
        openSaveInput(path)
        replaceable = path
        let why = hasChanged ? "was changed outside" : "exists already"
        say("\(Self.lastPiece(path)) \(why); Enter writes over it, Esc leaves it", .warning)
    }

    /// - Parameters:
    ///   - document: as it was written; what was changed since is not in the file.
    ///   - text: that of the file now.
    package mutating func documentSaved(
        _ document: PromptDocument, draft id: Int, path: String, fingerprint: String? = nil, text: String? = nil
    ) {
        guard id == draft.documentID else { return say("saved \(Self.lastPiece(path))") }
        let inside = draft.config.pathsKept(in: document.config)
        draft.config = draft.config.withPaths(of: document.config)
        draft.path = path
        draft.fingerprint = fingerprint
        draft.text = text
        draft.isTextEdited = false
        draft.base = document.config
        draft.isNameInFile = document.name != nil
        isSessionDirty = true
        if let name = document.name, draft.name == "untitled", name != draft.name {
            draft.name = name
            draft.version = nil
            draft.settledID = nil
            versions = []
            settle()
            return say("saved to \(Self.lastPiece(path))")
        }
        draft.baseNumber = draft.config == document.config ? draft.version?.number : nil
        let version = draft.version.map { " v\($0.number) \($0.id.short)" } ?? ""
        guard let first = inside.first else {
            saveSession()
            return say("saved\(version) to \(Self.lastPiece(path))")
        }
        let more = inside.count > 1 ? " and \(inside.count - 1) more" : ""
        saveSession()
        say(
            "saved\(version) to \(Self.lastPiece(path)) with \(Sanitiser.oneLine(first))\(more) inside: on disk it is not that image",
            .warning)
    }
}

extension PromptDocument {
    /// The same with what is known of the images of a config, by their URLs.
    func withFacts(of config: Config) -> PromptDocument {
        var known: [String: ImageFacts] = [:]
        for image in config.template.flatMap(\.images) { known[image.url] = image.facts }
        var document = self
        for message in document.config.template.indices {
            for part in document.config.template[message].content.indices {
                guard case .image(var image) = document.config.template[message].content[part] else { continue }
                image.facts = image.facts ?? known[image.url]
                document.config.template[message].content[part] = .image(image)
            }
        }
        return document
    }

    fileprivate var hasUnreadImages: Bool {
        config.template.flatMap(\.images).contains { $0.facts == nil && $0.source != .remote }
    }
}

extension Config {
    /// The paths of images whose bytes another config has in the place of files.
    fileprivate func pathsKept(in other: Config) -> [String] {
        let stored = other.template.flatMap(\.images).compactMap { image in
            if case .blob(let sha256) = image.source { sha256 } else { nil }
        }
        return template.flatMap(\.images).compactMap { image in
            guard case .path(let path) = image.source, let facts = image.facts, stored.contains(facts.sha256) else {
                return nil
            }
            return path
        }
    }

    /// The same with its images' paths as another config has them for the same bytes.
    fileprivate func withPaths(of other: Config) -> Config {
        var paths: [String: String] = [:]
        for image in other.template.flatMap(\.images) {
            switch image.source {
            case .path, .blob: if let facts = image.facts { paths[facts.sha256] = image.url }
            case .data, .remote: break
            }
        }
        var config = self
        config.template = template.map { message in
            var message = message
            message.content = message.content.map { part in
                guard case .image(var image) = part, case .path = image.source,
                    let path = image.facts.flatMap({ paths[$0.sha256] })
                else { return part }
                image.url = path
                return .image(image)
            }
            return message
        }
        return config
    }
}

extension String {
    /// Without white space at either end.
    var trimmingSpaces: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
