import Prompts

/// Paths of prompt files, and the names that come of them.
extension AppState {
    /// The name of an opened file's prompt: the document gives it, else the path.
    func promptName(of file: OpenedFile) -> String { file.document.name ?? promptName(ofPath: file.path) }

    /// Returns the name of a file's prompt where the file gives none: in a project from its place among the prompts.
    package func promptName(ofPath path: String) -> String {
        PromptDocument.name(ofPath: path, in: settings.promptFolders)
    }

    /// Returns the last part of a path: `weather.prompt` for `prompts/weather.prompt`.
    package static func lastPiece(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The folder from which the paths of the draft's file start; nil where there is no file.
    package var draftFolder: String? {
        guard let path = draft.path, let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
