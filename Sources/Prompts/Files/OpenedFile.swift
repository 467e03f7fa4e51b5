/// A prompt's file as it was read or written last: one content, and all that is known of it.
package struct OpenedFile: Sendable, Hashable {
    /// What the file says.
    package var document: PromptDocument
    package var path: String
    /// Identifies the content, to see whether another program has changed it since.
    package var fingerprint: String
    /// The text of the file, where a draft can keep its comments and layout.
    package var text: String?
    /// The fields of a foreign format that have no place in the document.
    package var losses: [Loss]

    /// Makes an opened file from its parts.
    package init(
        _ document: PromptDocument, path: String, fingerprint: String, text: String? = nil, losses: [Loss] = []
    ) {
        self.document = document
        self.path = path
        self.fingerprint = fingerprint
        self.text = text
        self.losses = losses
    }

    /// Makes an opened file from its text and what that text says.
    package init(_ file: FileText, document: PromptDocument, losses: [Loss] = []) {
        self.init(
            document, path: file.path, fingerprint: file.fingerprint, text: file.editable, losses: losses)
    }
}
