/// The `.prompt` file: YAML front matter, then messages as elements (Documentation/Format.md, section 1).
///
/// For every document without a thread, `parse(text(of: document))` is the document again, and for every text that parses,
/// `updating(text, to: parse(text))` is the text, byte for byte.
public enum PromptFormat {
    /// Reads a `.prompt` file.
    ///
    /// - Parameter file: the name to give in errors.
    /// - Throws: ``FieldError`` with line and column, what was found and what was expected.
    public static func parse(_ text: String, file: String? = nil) throws(FieldError) -> PromptDocument {
        let parts = try PromptFile(text, file: file)
        var document = PromptDocument()
        if let yaml = parts.yaml { document = try FrontMatterReader.read(yaml, file: file) }
        document.config.template = try BodyReader.read(parts.bytes, from: parts.bodyStart, file: file).map(\.message)
        return document
    }

    /// The document in canonical form.
    ///
    /// Messages of the thread follow those of the template, with `{{` in them made literal. Not written: what the format
    /// has no place for (reasoning, facts of images).
    public static func text(of document: PromptDocument) -> String {
        FrontMatterWriter.text(of: document) + BodyWriter.text(of: messages(of: document))
    }

    /// The text of a file after `document` is saved over it: only the lines of what changed are changed.
    ///
    /// Comments and layout of all else stay. A text that does not parse is replaced by the canonical form.
    public static func updating(_ original: String, to document: PromptDocument) -> String {
        PromptUpdate.text(original, document)
    }

    /// Keys of Humanloop's files that are understood, kept, and not sent: nothing for lint to report.
    public static let foreignKeys: Set<String> = ["endpoint", "template_language", "attributes"]

    /// Whether the body is a text without tags, read as one system message.
    public static func isBareText(_ text: String) -> Bool {
        guard let parts = try? PromptFile(text, file: nil) else { return false }
        let first = parts.bytes[parts.bodyStart...].firstIndex { !Byte.isWhite($0) }
        guard let first else { return false }
        return parts.bytes[first] != Byte.less || PromptElement.tag(in: parts.bytes[...], at: first) == nil
    }

    /// The request's own fields in the order of the file, which is that of the canonical JSON.
    static let requestFields: [String] =
        ["provider", "model"] + Parameter.allCases.filter { $0 != .parallelToolCalls }.map(\.rawValue)
        + ["response_format", "tools", "tool_choice", Parameter.parallelToolCalls.rawValue, "extra"]

    /// Every key that has a place of its own.
    static let ownKeys = Set(requestFields + ["name", "other", "inputs", "etude"])

    /// What the body holds: the template, then the thread.
    static func messages(of document: PromptDocument) -> [Message] {
        document.config.template
            + document.thread.map { $0.changingTexts(Variables.escaping) }
    }
}
