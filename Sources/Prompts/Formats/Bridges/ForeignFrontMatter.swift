import JSON

/// A file of another format whose settings stand in YAML between `---` lines, or are all of it.
struct ForeignFrontMatter {
    /// The settings; empty when there are none.
    let members: JSONObject
    /// What follows them.
    let body: String
    private let root: YAMLNode?
    private let file: String?

    /// Reads front matter and body.
    init(_ text: String, file: String?) throws(FieldError) {
        let parts = try PromptFile(text, file: file)
        self.file = file
        root = try parts.yaml.flatMap { yaml throws(FieldError) in
            try YAMLReader.read(yaml, file: file, linesBefore: 1)
        }
        body = String(decoding: parts.bytes[parts.bodyStart...], as: UTF8.self)
        members = try Self.members(root, file)
    }

    /// Reads a file that is YAML and nothing else.
    init(yaml text: String, file: String?) throws(FieldError) {
        self.file = file
        root = try YAMLReader.read(text, file: file)
        body = ""
        if case .scalar(.string(let text)) = root?.content {
            members = ["prompt": .string(text)]
        } else {
            members = try Self.members(root, file)
        }
    }

    private static func members(_ root: YAMLNode?, _ file: String?) throws(FieldError) -> JSONObject {
        guard let root, root.json != .null else { return JSONObject() }
        guard let object = root.json.objectValue else {
            throw FieldError(
                file: file, line: root.place.line, column: root.place.column,
                message: "found a value without a key; expected lines such as 'model: gpt-4o'")
        }
        return object
    }

    /// An error about a field, with the place that it stands at.
    func error(_ field: String, _ message: String) -> FieldError {
        let place = root?.place(of: field)
        return FieldError(file: file, line: place?.line, column: place?.column, field: field, message: message)
    }

    /// The error with the place of its field.
    func placed(_ error: FieldError) -> FieldError {
        guard error.line == nil, let field = error.field else { return error }
        return self.error(field, error.message)
    }

    /// The text of a field.
    ///
    /// - Throws: ``FieldError`` when it is there and no text.
    func text(_ key: String) throws(FieldError) -> String? {
        guard let value = members[key], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw error(key, "must be a text") }
        return text
    }

    /// The object of a field; empty when there is none.
    ///
    /// - Throws: ``FieldError`` when it is there and no object.
    func object(_ key: String) throws(FieldError) -> JSONObject {
        guard let value = members[key], !value.isNull else { return JSONObject() }
        guard let object = value.objectValue else { throw error(key, "must be a mapping of keys to values") }
        return object
    }

    /// Settings and body as one text.
    static func text(_ members: JSONObject, body: String) -> String {
        let lines = members.members.flatMap { YAMLWriter.entry($0.key, $0.value) }
        return (["---"] + lines + ["---", ""]).joined(separator: "\n") + body
    }

    /// Settings that are all of a file.
    static func text(_ members: JSONObject) -> String {
        members.members.flatMap { YAMLWriter.entry($0.key, $0.value) }.map { $0 + "\n" }.joined()
    }
}
