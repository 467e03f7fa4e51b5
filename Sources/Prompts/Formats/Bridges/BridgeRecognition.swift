import JSON

extension Bridge {
    /// The format that a file's name tells; nil where several formats share the name, as with `.json` and `.prompt`.
    package init?(path: String) {
        switch Self.ending(of: path) {
        case "prompt": self = .prompt
        case "prompty": self = .prompty
        case "json": self = .request
        case "yaml", "yml": self = .llm
        default: return nil
        }
    }

    /// Returns the format of a text, from its file's name and its content.
    package static func recognise(_ text: String, path: String?) -> Bridge {
        let named = path.flatMap(Bridge.init(path:))
        if named == .prompty { return .prompty }
        if named == .request { return kindOfJSON(text) }
        let isJSON = named == .prompt ? RequestFormat.recognises(text) : RequestCapture.recognises(text)
        if isJSON { return kindOfJSON(text) }
        if named == .llm { return .llm }
        return isDotprompt(text) ? .dotprompt : .prompt
    }

    private static func ending(of path: String) -> String? {
        let last = path.split(separator: "/").last ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return nil }
        return last[last.index(after: dot)...].lowercased()
    }

    private static func kindOfJSON(_ text: String) -> Bridge {
        guard let json = try? JSONValue(parsing: text) else { return .request }
        if PromptObjectReader.recognises(json) { return .promptObject }
        return HumanloopReader.recognises(json) ? .humanloop : .request
    }

    /// Tells whether a text has what only Dotprompt has, since both formats are called `.prompt`.
    private static func isDotprompt(_ text: String) -> Bool {
        // A body with tags is told without its settings, which would else be read once more for every question.
        guard PromptFormat.isBareText(text), let parts = try? ForeignFrontMatter(text, file: nil) else { return false }
        if parts.body.contains(/\{\{~?\s*(role\s|history\s*~?\}\}|media\s|>|#|section\s)/) { return true }
        let marks: Set<String> = ["config", "input", "output", "toolDefs", "variant"]
        return parts.members.keys.contains(where: marks.contains)
    }
}
