/// A request to write a prompt to a file.
package struct DocumentSave: Sendable, Hashable {
    package var document: PromptDocument
    /// The draft's own text, whose comments and layout are written along. nil keeps those of the file that is there.
    package var text: String?
    package var path: String
    package var replacing: Replacing
    /// The folder from which the relative paths of the document's images start; nil for the working directory.
    package var folder: String?

    /// Makes a request from its parts.
    package init(
        document: PromptDocument, text: String? = nil, path: String, replacing: Replacing, folder: String? = nil
    ) {
        self.document = document
        self.text = text
        self.path = path
        self.replacing = replacing
        self.folder = folder
    }

    /// What a save may write over.
    package enum Replacing: Sendable, Hashable {
        /// Nothing: the file must not be there yet.
        case nothing
        /// The file with the content that it had when it was read or written last, by its fingerprint.
        case known(String)
        /// Any content.
        case anything
    }

    /// Why a save left the file alone: nobody has said that its content may go.
    package enum Refusal: Error, Sendable, Hashable {
        /// The file already has it.
        case exists
        /// The file has another content than the one that was known.
        case changed
    }
}

extension DocumentSave.Replacing {
    /// Tells why a content may not be written over; nil where it may.
    ///
    /// - Parameter fingerprint: that of the content which the file has now.
    package func refusal(of fingerprint: String) -> DocumentSave.Refusal? {
        switch self {
        case .nothing: .exists
        case .known(let known): known == fingerprint ? nil : .changed
        case .anything: nil
        }
    }
}
