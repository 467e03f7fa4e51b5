package import Prompts

/// Documents whose images are read before the draft takes them.
extension AppState {
    /// Takes what a text in `.prompt` form says into the draft; the conversation stays. Images that the draft does not have
    /// yet are read first.
    package mutating func takeText(_ text: String, as document: PromptDocument) {
        let document = document.withFacts(of: draft.config)
        guard document.hasUnreadImages else { return takeDocument(document, text: text) }
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

    /// Takes a document whose images have been read, unless another document was opened meanwhile.
    package mutating func imagesRead(_ serial: Int, _ document: PromptDocument) {
        guard let awaited = awaitedImages, awaited.serial == serial, awaited.document == draft.documentID else {
            return
        }
        awaitedImages = nil
        takeDocument(document, text: awaited.text)
        if awaited.runs { startRun() }
    }

    /// Opens the text in the editor again, so that nothing of it is lost.
    package mutating func imagesRefused(_ serial: Int, _ document: PromptDocument, _ why: String) {
        guard let awaited = awaitedImages, awaited.serial == serial else { return }
        awaitedImages = nil
        openPromptText(awaited.text ?? PromptFormat.text(of: document))
        say(why, .error)
    }
}

extension PromptDocument {
    /// Returns the document with the facts that a config has of the same images, by their URLs.
    func withFacts(of config: Config) -> PromptDocument {
        var known: [String: ImageFacts] = [:]
        for image in config.template.flatMap(\.images) { known[image.url] = image.facts }
        var document = self
        document.config.template = document.config.template.changingImages { image in
            var image = image
            image.facts = image.facts ?? known[image.url]
            return image
        }
        return document
    }

    fileprivate var hasUnreadImages: Bool {
        config.template.flatMap(\.images).contains { $0.facts == nil && $0.source != .remote }
    }
}
