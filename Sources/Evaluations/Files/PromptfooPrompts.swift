import JSON
import Prompts

/// promptfoo's prompts: texts, chats as JSON or YAML, and files of them.
struct PromptfooPrompts {
    private let files: FileReferences

    init(files: FileReferences) { self.files = files }

    func prompts(_ value: JSONValue?, name: String) throws(FieldError) -> [EvaluationFile.Prompt] {
        guard let value, !value.isNull else { return [] }
        var found: [(text: String, label: String?, isYAML: Bool, field: String)] = []
        var prompts: [EvaluationFile.Prompt?] = []
        for (index, item) in (value.arrayValue ?? [value]).enumerated() {
            let field = value.arrayValue == nil ? "prompts" : "prompts[\(index)]"
            guard let text = item.stringValue ?? item["raw"]?.stringValue ?? item["id"]?.stringValue else {
                throw FieldError(field: field, message: "a prompt has to be a text, or an object with id or raw")
            }
            let label = item["label"]?.stringValue
            guard let path = item["raw"] == nil ? try Self.path(text, field) : nil else {
                found.append((text, label, false, field))
                prompts.append(nil)
                continue
            }
            if path.hasSuffix(".prompt") {
                prompts.append(.source(path))
                continue
            }
            let isYAML = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
            let isChat = isYAML || path.hasSuffix(".json")
            let content = try files.text(path, field: field)
            for piece in isChat ? [content] : Self.pieces(content) {
                found.append((piece, label ?? PromptDocument.stem(ofPath: path), isYAML, field))
                prompts.append(nil)
            }
        }
        var taken: Set<String> = []
        var rest = found[...]
        return try prompts.map { prompt throws(FieldError) in
            if let prompt { return prompt }
            guard let next = rest.popFirst() else { return .source(name) }
            var own = Self.name(next.label ?? name)
            var number = 1
            while !taken.insert(own).inserted {
                number += 1
                own = "\(Self.name(next.label ?? name))-\(number)"
            }
            return .messages(try Self.messages(next.text, isYAML: next.isYAML, field: next.field), name: own)
        }
    }

    /// The path of a file that a text names; nil for a text that is a prompt itself.
    private static func path(_ text: String, _ field: String) throws(FieldError) -> String? {
        if text.hasPrefix("exec:") { throw FieldError(field: field, message: "Étude runs no programs as prompts") }
        let isFile = text.hasPrefix("file://")
        let path = isFile ? String(text.dropFirst("file://".count)) : text
        let looksLikeOne = !text.contains { $0.isWhitespace || $0 == "{" }
        guard isFile || looksLikeOne else { return nil }
        if [".py", ".js", ".ts", ".mjs", ".cjs"].contains(where: { path.hasSuffix($0) || path.contains($0 + ":") }) {
            throw FieldError(field: field, message: "Étude runs no scripts as prompts")
        }
        if path.contains("*") { throw FieldError(field: field, message: "name each file: patterns are not read") }
        let endings = [".txt", ".md", ".json", ".yaml", ".yml", ".prompt"]
        return isFile || endings.contains(where: path.hasSuffix) ? path : nil
    }

    /// The prompts of a file, between lines of `---`.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "---" || line == "---\r" { pieces.append([]) } else { pieces[pieces.count - 1].append(line) }
        }
        return pieces.map { CheckReading.trimmed($0.joined(separator: "\n")) }.filter { !$0.isEmpty }
    }

    /// A name that a REF can have.
    private static func name(_ label: String) -> String {
        let name = String(label.map { $0.isLetter || $0.isNumber || "_-.".contains($0) ? $0 : "-" })
        return name.isEmpty ? "prompt" : name
    }

    private static func messages(_ text: String, isYAML: Bool, field: String) throws(FieldError) -> [Message] {
        if let complaint = CheckTemplates.complaint(about: text) { throw FieldError(field: field, message: complaint) }
        let trimmed = CheckReading.trimmed(text)
        var chat: JSONValue?
        if isYAML {
            do throws(FieldError) { chat = try YAMLSource.read(text, file: nil)?.json } catch {
                throw FieldError(field: field, message: "\(error)")
            }
        } else if trimmed.hasPrefix("[") {
            chat = try? JSONValue(parsing: trimmed)
        }
        guard let items = chat?.arrayValue, items.allSatisfy({ $0["role"] != nil }), !items.isEmpty else {
            return [Message(.user, text)]
        }
        var messages: [Message] = []
        for (index, item) in items.enumerated() {
            messages.append(try Message(json: item, place: "\(field)[\(index)]"))
        }
        return messages
    }
}
