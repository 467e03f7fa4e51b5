package import Prompts

/// What is asked about files.
package enum FileEffect: Sendable, Hashable {
    case load(path: String)
    case save(DocumentSave)
    /// Watches the draft's file, and no other, for changes by others.
    case watch(WatchedFile?)
    /// Reads the headers of a document's images.
    case readImages(Int, PromptDocument, relativeTo: String?)
    /// Reads the files of a document's images into data URLs.
    case inlineImages(Int, PromptDocument, relativeTo: String?)
    /// Completes a path being typed; the number is that of the line input.
    case completePath(Int, String)
}

/// What becomes of files.
package enum FileAction: Sendable {
    /// The fingerprint is that of the file as it was read; the text is there where its comments can be kept.
    case loaded(PromptDocument, path: String?, fingerprint: String? = nil, text: String? = nil, losses: [Loss] = [])
    /// Written as it was asked for; later changes are not in the file.
    case saved(PromptDocument, draft: Int, path: String, fingerprint: String?, text: String? = nil)
    /// Not written: there is such a file already, or it was changed outside.
    case saveRefused(draft: Int, path: String, hasChanged: Bool)
    /// The draft's file has changed; nil when it is again as it was.
    case changed(WatchedFile, DiskChange?)
    /// A document from a text, with the facts of its images.
    case imagesRead(Int, PromptDocument)
    /// The images cannot be read: the text comes back to be mended.
    case imagesRefused(Int, PromptDocument, String)
    /// Completions of a path being typed, for the line input with this number.
    case pathsCompleted(Int, [String])
    /// An image or file that was named in a dialog cannot be had: the dialog comes back with what was typed.
    case inputRefused(LineInput.Dialog, text: String, String)
}
