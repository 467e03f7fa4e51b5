import JSON

/// A file of another format with its settings in YAML, between `---` lines or as the whole file.
struct ForeignFrontMatter {
    /// The settings; empty for none.
    let members: JSONObject
    /// The text after the settings.
    let body: String
    private let root: YAMLNode?
    private let file: String?

    /// Reads front matter and body.
    init(_ text: String, file: String?) throws(FieldError) {
        let parts = try PromptFile(text, file: file)
        self.file = file
        root = try parts.yaml.flatMap { yaml throws(FieldError) in
            try YAMLReader.read(yaml, file: file, linesBefore: parts.linesBefore, texts: Self.values)
        }
        body = String(decoding: parts.bytes[parts.bodyStart...], as: UTF8.self)
        members = try Self.members(root, file)
    }

    /// Reads a file that is YAML and nothing else.
    init(yaml text: String, file: String?) throws(FieldError) {
        self.file = file
        root = try YAMLReader.read(text, file: file, texts: Self.values)
        body = ""
        if case .scalar(.string(let text)) = root?.content {
            members = ["prompt": .string(text)]
        } else {
            members = try Self.members(root, file)
        }
    }

    /// Where Dotprompt, `llm` and Prompty have the values of variables.
    private static let values = WrittenValues(at: [
        ["input", "default"], ["defaults"], ["sample"], ["inputs", "*", "default"], ["inputs", "*", "sample"],
        ["inputs", "*", WrittenValues.scalar],
    ])

    private static func members(_ root: YAMLNode?, _ file: String?) throws(FieldError) -> JSONObject {
        guard let root, root.json != .null else { return JSONObject() }
        guard let object = root.json.objectValue else {
            throw FieldError(
                file: file, line: root.place.line, column: root.place.column,
                message: "found a value without a key; expected lines such as 'model: gpt-4o'")
        }
        return object
    }

    /// Makes an error about a field, with the field's place.
    func error(_ field: String, _ message: String) -> FieldError {
        let place = root?.place(of: field)
        return FieldError(file: file, line: place?.line, column: place?.column, field: field, message: message)
    }

    /// Returns an error with the place of its field.
    func placed(_ error: FieldError) -> FieldError {
        guard error.line == nil, let field = error.field else { return error }
        return self.error(field, error.message)
    }

    /// Returns the text of a field.
    ///
    /// - Throws: ``FieldError`` when the field is there and is not a text.
    func text(_ key: String) throws(FieldError) -> String? {
        guard let value = members[key], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw error(key, "must be a text") }
        return text
    }

    /// Returns the object of a field; an empty one where the field is missing.
    ///
    /// - Throws: ``FieldError`` when the field is there and is not an object.
    func object(_ key: String) throws(FieldError) -> JSONObject {
        guard let value = members[key], !value.isNull else { return JSONObject() }
        guard let object = value.objectValue else { throw error(key, "must be a mapping of keys to values") }
        return object
    }

    /// Returns settings and body as one text.
    static func text(_ members: JSONObject, body: String) -> String {
        let lines = members.members.flatMap { YAMLWriter.entry($0.key, $0.value) }
        return (["---"] + lines + ["---", ""]).joined(separator: "\n") + body
    }

    /// Returns a file that has settings only.
    static func text(_ members: JSONObject) -> String {
        members.members.flatMap { YAMLWriter.entry($0.key, $0.value) }.map { $0 + "\n" }.joined()
    }
}
