import JSON
package import Prompts

/// Opening and saving prompts.
extension AppState {
    /// Takes what a file holds: its template into the config, what else it says into the thread.
    package mutating func open(_ document: PromptDocument, path: String?) -> [Effect] {
        guard run == nil else { return say("a run is under way; Esc stops it, then open again", .warning) }
        rememberMoment()
        let effects = takeDocument(document, path: path)
        thread = thread.emptied
        for message in document.thread { _ = thread.append(message) }
        draft.base = draft.config
        draft.baseNumber = nil
        return effects + beginTyping() + say("opened \(path ?? draft.name)")
    }

    /// Takes what a text in `.prompt` form says into the draft; the conversation stays.
    package mutating func takeDocument(_ document: PromptDocument) -> [Effect] {
        rememberMoment()
        return takeDocument(document, path: draft.path)
    }

    private mutating func takeDocument(_ document: PromptDocument, path: String?) -> [Effect] {
        let name = document.name ?? path.map(Self.stem) ?? draft.name
        if name != draft.name {
            versions = []
            draft.version = nil
        }
        draft.name = name
        draft.config = document.config
        if draft.config.model == nil { draft.config.model = provider.provider?.defaultModel }
        draft.inputs = document.inputs
        draft.etude = document.etude
        draft.unknown = document.unknown
        draft.path = path
        if case .selected(.template) = thread.cursor { thread.cursor = .composer }
        return settle() + [.loadVersions(prompt: name)]
    }

    /// `weather` of `prompts/weather.prompt`.
    package static func stem(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
        return String(last[..<dot])
    }

    /// Ctrl-S.
    package mutating func save() -> [Effect] {
        guard let path = draft.path, path.hasSuffix(".prompt") else { return openSaveInput() }
        return settleFields() + [.saveDocument(draft.document, path: path)]
    }

    /// Saves under a name or path; a bare name gets the `.prompt` ending.
    package mutating func saveAs(_ text: String) -> [Effect] {
        let trimmed = text.trimmingSpaces
        guard !trimmed.isEmpty else { return say("a file needs a name", .warning) }
        let last = trimmed.split(separator: "/").last ?? ""
        let path = last.contains(".") ? trimmed : trimmed + ".prompt"
        var effects = settleFields()
        if draft.name == "untitled" {
            draft.name = Self.stem(path)
            draft.version = nil
            versions = []
            effects += settle()
        }
        return effects + [.saveDocument(draft.document, path: path)]
    }

    package mutating func documentSaved(path: String, prompt: String) -> [Effect] {
        draft.path = path
        draft.base = draft.config
        draft.baseNumber = draft.version?.number
        let version = draft.version.map { " v\($0.number) \($0.id.short)" } ?? ""
        return saveSession() + say("saved\(version) to \(path)")
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
