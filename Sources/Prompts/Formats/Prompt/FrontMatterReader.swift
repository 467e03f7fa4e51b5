import JSON

/// Reads the front matter of a `.prompt` file into a document.
struct FrontMatterReader {
    private let root: YAMLNode
    private let file: String?
    private var document = PromptDocument()

    /// Reads front matter.
    ///
    /// - Parameters:
    ///   - yaml: the lines after the opening `---`.
    ///   - linesBefore: how many lines of the file stand before them.
    static func read(_ yaml: String, file: String?, linesBefore: Int) throws(FieldError) -> PromptDocument {
        guard let root = try self.root(yaml, file: file, linesBefore: linesBefore) else { return PromptDocument() }
        if case .scalar(.null) = root.content { return PromptDocument() }
        var reader = FrontMatterReader(root: root, file: file)
        return try reader.read()
    }

    /// Reads the YAML with the values of variables as they are written.
    static func root(_ yaml: String, file: String?, linesBefore: Int) throws(FieldError) -> YAMLNode? {
        try YAMLReader.read(yaml, file: file, linesBefore: linesBefore, texts: WrittenValues(at: [["inputs"]]))
    }

    private init(root: YAMLNode, file: String?) {
        self.root = root
        self.file = file
    }

    private mutating func read() throws(FieldError) -> PromptDocument {
        guard case .mapping(let entries) = root.content else {
            throw FieldError(
                file: file, line: root.place.line, column: root.place.column,
                message: "found a value without a key; expected lines such as 'model: gpt-4o'")
        }
        for entry in entries { try set(entry) }
        takeToolSwitches()
        return document
    }

    private mutating func set(_ entry: YAMLNode.Entry) throws(FieldError) {
        let value = entry.value.json
        switch entry.key {
        case "name":
            guard value.isNull || value.stringValue != nil else { throw error("name", "must be a text", entry) }
            document.name = value.stringValue
        case "max_tokens" where value.intValue == -1:
            break
        case "extra", "other":
            let object = try object(entry)
            for member in object.members where entry.key == "extra" || document.config.extra[member.key] == nil {
                document.config.extra[member.key] = member.value
            }
        case "inputs": document.inputs = try object(entry)
        case "etude": document.etude = try object(entry)
        case _ where PromptFormat.requestFields.contains(entry.key):
            if entry.value.isPlain, Parameter(rawValue: entry.key)?.takesNumber == true, let text = value.stringValue,
                let number = SpelledNumber.plain(text)
            {
                throw error(entry.key, "'\(text)' is a text; write the number as \(number)", entry)
            }
            do {
                try document.config.set(entry.key, to: value)
            } catch {
                throw self.error(error.field ?? entry.key, error.message, entry)
            }
        default:
            document.unknown[entry.key] = value
        }
    }

    private func object(_ entry: YAMLNode.Entry) throws(FieldError) -> JSONObject {
        let value = entry.value.json
        if value.isNull { return JSONObject() }
        guard let object = value.objectValue else {
            throw error(entry.key, "must be a mapping of keys to values", entry)
        }
        return object
    }

    /// Moves `etude.tools.NAME.enabled` to the tools themselves.
    private mutating func takeToolSwitches() {
        guard var switches = document.etude["tools"]?.objectValue else { return }
        for index in document.config.tools.indices {
            let name = document.config.tools[index].name
            guard var settings = switches[name]?.objectValue, let isEnabled = settings["enabled"]?.boolValue else {
                continue
            }
            document.config.tools[index].isEnabled = isEnabled
            settings["enabled"] = nil
            switches[name] = settings.isEmpty ? nil : .object(settings)
        }
        document.etude["tools"] = switches.isEmpty ? nil : .object(switches)
    }

    private func error(_ field: String, _ message: String, _ entry: YAMLNode.Entry) -> FieldError {
        let isHere = field == entry.key || !field.hasPrefix(entry.key)
        let place = isHere ? entry.value.place : root.place(of: field)
        return FieldError(file: file, line: place.line, column: place.column, field: field, message: message)
    }
}
