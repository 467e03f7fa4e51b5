package import Prompts
package import RequestCore

/// What is asked about files.
package enum FileEffect: Sendable, Hashable {
    case load(path: String)
    /// Saves the draft with this number.
    case save(DocumentSave, draft: Int)
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
    /// A file with the conversation that belongs to it.
    case loaded(OpenedFile, TakenConversation = TakenConversation(), ThreadTree? = nil)
    /// A prompt from standard input. The text is there where its comments can be kept.
    case piped(PromptDocument, text: String?)
    /// The draft with this number is in the file now, as it was when the save was asked for.
    case saved(OpenedFile, draft: Int)
    case saveRefused(DocumentSave.Refusal, draft: Int, path: String)
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
