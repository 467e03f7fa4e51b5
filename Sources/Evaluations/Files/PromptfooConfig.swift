import JSON
import Prompts

/// Reads a `promptfooconfig.yaml`, as far as Étude can do what it asks; all else is an error.
struct PromptfooConfig {
    private let file: String
    private let files: FileReferences

    /// Keys that say nothing about what is sent or checked.
    private static let ignored: Set<String> = ["description", "tags", "metadata", "outputPath", "sharing", "$schema"]
    private static let keys = ["prompts", "providers", "targets", "tests", "defaultTest", "evaluateOptions"]

    init(file: String, files: FileReferences) {
        self.file = file
        self.files = files
    }

    func read(_ object: JSONObject) throws(FieldError) -> EvaluationFile {
        for key in object.keys where !Self.keys.contains(key) && !Self.ignored.contains(key) {
            throw FieldError(
                field: key, message: "Étude cannot do this; it reads \(Self.keys.joined(separator: ", "))")
        }
        var evaluation = EvaluationFile()
        let name = PromptDocument.stem(ofPath: file)
        let reader = PromptfooPrompts(files: files)
        evaluation.prompts = try reader.prompts(object["prompts"], name: name)
        let targets = object["providers"] != nil ? "providers" : "targets"
        evaluation.targets = try PromptfooProviders.targets(object[targets], targets)
        try readOptions(object["evaluateOptions"], &evaluation)
        if let value = object["defaultTest"], !value.isNull {
            let read = try within("defaultTest") { () throws(FieldError) in
                try TestCase(files: files).rows(try files.value(value, field: ""), line: nil).rows
            }
            guard read.count == 1 else {
                throw FieldError(field: "defaultTest", message: "its lists cannot be expanded")
            }
            evaluation.defaults = read[0]
        }
        try readTests(object["tests"], &evaluation)
        return evaluation
    }

    private func readOptions(_ value: JSONValue?, _ evaluation: inout EvaluationFile) throws(FieldError) {
        let known = ["repeat", "maxConcurrency", "showProgressBar", "cache"]
        let options = try TestCase.object(value, "evaluateOptions")
        for key in options.keys where !known.contains(key) {
            throw TestCase.unknown(key, in: known, at: "evaluateOptions.")
        }
        evaluation.repeats = try OwnEvaluation.count(options["repeat"], "evaluateOptions.repeat")
        evaluation.jobs = try OwnEvaluation.count(options["maxConcurrency"], "evaluateOptions.maxConcurrency")
    }

    private func readTests(_ value: JSONValue?, _ evaluation: inout EvaluationFile) throws(FieldError) {
        guard let value, !value.isNull else { return }
        let items = value.arrayValue ?? [value]
        let reader = DatasetReader(file: file, files: files)
        for (index, item) in items.enumerated() {
            let place = value.arrayValue == nil ? "tests" : "tests[\(index)]"
            if let path = item.stringValue {
                if [".py", ".js", ".ts", ".mjs"].contains(where: path.hasSuffix)
                    || path.contains("://") && !path.hasPrefix("file://")
                {
                    throw FieldError(
                        field: place, message: "Étude reads rows from CSV, JSONL, JSON and YAML files only")
                }
                evaluation.data.append(path)
                continue
            }
            let collected = try within(place) { () throws(FieldError) in try reader.tests(item, at: "") }
            evaluation.rows += collected.rows
            evaluation.notes += collected.notes.filter { !evaluation.notes.contains($0) }
        }
    }

    /// Runs a reader whose errors have fields below a place.
    private func within<T>(_ place: String, _ read: () throws(FieldError) -> T) throws(FieldError) -> T {
        do throws(FieldError) {
            return try read()
        } catch {
            let field = error.field.map { $0.isEmpty ? place : "\(place).\($0)" } ?? place
            throw FieldError(file: error.file, line: error.line, field: field, message: error.message)
        }
    }
}

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
        try checkTemplate(text, field)
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

    /// Refuses what promptfoo would render and Étude would send as it is written.
    private static func checkTemplate(_ text: String, _ field: String) throws(FieldError) {
        for mark in ["{%", "{#"] where text.contains(mark) {
            throw FieldError(field: field, message: "Étude does not render \(mark) … ; only {{variables}}")
        }
        var rest = text[...]
        while let start = rest.firstRange(of: "{{") {
            let after = rest[start.upperBound...]
            guard let end = after.firstRange(of: "}}") else { return }
            let inner = String(after[..<end.lowerBound])
            if Variables.names(in: "{{\(inner)}}").isEmpty {
                throw FieldError(
                    field: field,
                    message: "Étude does not render {{\(inner.prefix(40))}}; only {{name}} and {{name.part}}")
            }
            rest = rest[end.upperBound...]
        }
    }
}

/// promptfoo's providers: `openai:[chat:|responses:]M`, `anthropic:messages:M`, `NAME:M`.
enum PromptfooProviders {
    /// What a file must not say: keys, and where they are sent.
    private static let refused: Set<String> = [
        "apiKey", "apiKeyEnvar", "apiBaseUrl", "apiHost", "headers", "organization", "baseURL", "basePath", "url",
        "env",
    ]

    static func targets(_ value: JSONValue?, _ place: String) throws(FieldError) -> [EvaluationFile.Target] {
        guard let value, !value.isNull else { return [] }
        var targets: [EvaluationFile.Target] = []
        for (index, item) in (value.arrayValue ?? [value]).enumerated() {
            let field = value.arrayValue == nil ? place : "\(place)[\(index)]"
            var object = item.objectValue ?? JSONObject()
            // `- openai:gpt-4.1: {config: …}`
            if object["id"] == nil, object.count == 1, let member = object.members.first,
                member.value.objectValue != nil
            {
                object = member.value.objectValue ?? JSONObject()
                object["id"] = .string(member.key)
            }
            guard let id = item.stringValue ?? object["id"]?.stringValue else {
                throw FieldError(field: field, message: "a provider has to be a text such as openai:gpt-4.1-mini")
            }
            for key in object.keys where !["id", "label", "config"].contains(key) {
                throw refusal(key, field)
            }
            var target = try self.target(id, field)
            for member in try TestCase.object(object["config"], field + ".config") {
                if refused.contains(member.key) { throw refusal(member.key, field + ".config") }
                target.fields[member.key] = member.value
            }
            targets.append(target)
        }
        return targets
    }

    private static func refusal(_ key: String, _ place: String) -> FieldError {
        FieldError(
            field: "\(place).\(key)",
            message: refused.contains(key)
                ? "a file cannot say where requests go or with which key; config.yaml can" : "Étude cannot do this")
    }

    private static func target(_ id: String, _ field: String) throws(FieldError) -> EvaluationFile.Target {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if ["exec", "python", "file", "http", "https", "webhook", "browser", "websocket"].contains(parts[0]) {
            throw FieldError(field: field, message: "Étude asks the providers of config.yaml only, not '\(id)'")
        }
        guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else {
            throw FieldError(field: field, message: "'\(id)' names no model; write \(parts[0]):MODEL")
        }
        var target = EvaluationFile.Target(provider: parts[0])
        var rest = parts.dropFirst()
        if rest.count > 1, let dialect = rest.first.flatMap(DialectID.init(rawValue:)) {
            target.dialect = dialect
            rest = rest.dropFirst()
        }
        target.model = rest.joined(separator: ":")
        return target
    }
}
