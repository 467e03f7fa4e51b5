public import JSON

/// A prompt as a file holds it: its name, its config, and what belongs to the file but not to the version.
public struct PromptDocument: Sendable, Hashable {
    /// nil when the file does not say; then the file's stem, else `untitled`.
    public var name: String?
    /// What a version freezes of it.
    public var config: Config
    /// Default values of variables, in the order of the file.
    public var inputs: JSONObject
    /// What Étude adds and never sends: tool commands, modes, mocks, notes.
    public var etude: JSONObject
    /// Front-matter keys that nobody knows: kept, written back, never sent.
    public var unknown: JSONObject
    /// Messages that belong to the thread and not to the template (from a chat-completions request).
    public var thread: [Message]

    /// A document of these parts.
    public init(
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

    /// The document with its thread as the end of its template: a `.prompt` file holds all of it. `{{` in it is literal.
    public var withThreadInTemplate: PromptDocument {
        var document = self
        document.config.template = PromptFormat.messages(of: self)
        document.thread = []
        return document
    }

    /// The name of a file's prompt where the file gives none: its path within one of the folders, else its stem.
    public static func name(ofPath path: String, in folders: [String]) -> String {
        let path = withoutDots(path)
        guard let folder = folders.first(where: { path.hasPrefix($0 + "/") }) else { return stem(ofPath: path) }
        let pieces = path.dropFirst(folder.count + 1).split(separator: "/").map(String.init)
        guard let last = pieces.last else { return stem(ofPath: path) }
        return (pieces.dropLast() + [stem(ofPath: last)]).joined(separator: "/")
    }

    /// The path without `.` and `..`, where it says where it starts.
    package static func withoutDots(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        var pieces: [Substring] = []
        for piece in path.split(separator: "/") where piece != "." {
            if piece == ".." { _ = pieces.popLast() } else { pieces.append(piece) }
        }
        return "/" + pieces.joined(separator: "/")
    }

    /// The name of a file's prompt where the file gives none: `weather` of `prompts/weather.prompt`.
    public static func stem(ofPath path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
        return String(last[..<dot])
    }
}
