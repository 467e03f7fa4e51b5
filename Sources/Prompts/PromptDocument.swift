package import JSON

/// A prompt as a file holds it: its name, its config, and what belongs to the file but not to the version.
package struct PromptDocument: Sendable, Hashable {
    /// The name that the file gives; nil where it gives none and the file's stem, or `untitled`, takes its place.
    package var name: String?
    /// The part that a version freezes.
    package var config: Config
    /// The default values of variables, in the order of the file.
    package var inputs: JSONObject
    /// Étude's own settings, which are never sent: tool commands, modes, mocks, notes.
    package var etude: JSONObject
    /// Front-matter keys that Étude does not know. They are kept, written back and never sent.
    package var unknown: JSONObject
    /// Messages that belong to the thread and not to the template (from a chat-completions request).
    package var thread: [Message]

    /// Makes a document from its parts.
    package init(
        name: String? = nil, config: Config = Config(), inputs: JSONObject = JSONObject(),
        etude: JSONObject = JSONObject(), unknown: JSONObject = JSONObject(), thread: [Message] = []
    ) {
        self.name = name
        self.config = config
        self.inputs = inputs
        self.etude = etude
        self.unknown = unknown
        self.thread = thread
    }

    /// The document with its thread at the end of its template, as a `.prompt` file holds it. `{{` in the thread is literal.
    package var withThreadInTemplate: PromptDocument {
        var document = self
        document.config.template = PromptFormat.messages(of: self)
        document.thread = []
        return document
    }

    /// Returns the name of a file's prompt where the file gives none: the path within one of the folders, else the stem.
    package static func name(ofPath path: String, in folders: [String]) -> String {
        let path = withoutDots(path)
        guard let folder = folders.first(where: { path.hasPrefix($0 + "/") }) else { return stem(ofPath: path) }
        let pieces = path.dropFirst(folder.count + 1).split(separator: "/").map(String.init)
        guard let last = pieces.last else { return stem(ofPath: path) }
        return (pieces.dropLast() + [stem(ofPath: last)]).joined(separator: "/")
    }

    /// Returns a path from the root without `.` and `..`, and any other path as it is.
    package static func withoutDots(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        var pieces: [Substring] = []
        for piece in path.split(separator: "/") where piece != "." {
            if piece == ".." { _ = pieces.popLast() } else { pieces.append(piece) }
        }
        return "/" + pieces.joined(separator: "/")
    }

    /// Returns the name of a file's prompt where the file gives none: `weather` for `prompts/weather.prompt`.
    package static func stem(ofPath path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
        return String(last[..<dot])
    }
}
