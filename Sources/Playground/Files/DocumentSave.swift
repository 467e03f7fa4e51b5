package import Prompts

/// A save that is asked for.
package struct DocumentSave: Sendable, Hashable {
    package var document: PromptDocument
    /// The draft's own text, whose comments and layout go along; nil leaves those of a file that is there.
    package var text: String?
    /// ``Draft/documentID`` of the draft.
    package var draft: Int
    package var path: String
    package var replacing: Replacing
    /// Where the relative paths of its images start until now.
    package var folder: String?

    /// A save of these parts.
    package init(
        document: PromptDocument, text: String? = nil, draft: Int = 0, path: String, replacing: Replacing,
        folder: String? = nil
    ) {
        self.document = document
        self.text = text
        self.draft = draft
        self.path = path
        self.replacing = replacing
        self.folder = folder
    }

    /// What a save may write over.
    package enum Replacing: Sendable, Hashable {
        case nothing
        /// The file as it was when it was read or written last, by its fingerprint.
        case known(String)
        case anything
    }
}
