/// The `.prompt` file: YAML front matter, then messages as elements (Documentation/Format.md, section 1).
///
/// For every document without a thread, `parse(text(of: document))` gives the document back. For every text that parses,
/// `updating(text, to: parse(text))` gives the text back, byte for byte.
package enum PromptFormat {
    /// Reads a `.prompt` file.
    ///
    /// - Parameter file: the name to give in errors.
    /// - Throws: ``FieldError`` with line and column, what was found and what was expected.
    package static func parse(_ text: String, file: String? = nil) throws(FieldError) -> PromptDocument {
        let parts = try PromptFile(text, file: file)
        var document = PromptDocument()
        if let yaml = parts.yaml {
            document = try FrontMatterReader.read(yaml, file: file, linesBefore: parts.linesBefore)
        }
        document.config.template = try BodyReader.read(parts.bytes, from: parts.bodyStart, file: file).map(\.message)
        return document
    }

    /// Returns the document in canonical form.
    ///
    /// Messages of the thread follow those of the template, with a literal `{{`. Reasoning and the facts of images have no
    /// place in the format and are left out.
    package static func text(of document: PromptDocument) -> String {
        FrontMatterWriter.text(of: document) + BodyWriter.text(of: messages(of: document))
    }

    /// Returns the text of a file after `document` is saved over it. Only the lines that say something else by now change.
    ///
    /// Comments and layout of everything else stay. The canonical form replaces a text that does not parse.
    package static func updating(_ original: String, to document: PromptDocument) -> String {
        PromptUpdate.text(original, document)
    }

    /// The keys of Humanloop's files that are understood, kept and not sent. Lint does not report them.
    package static let foreignKeys: Set<String> = ["endpoint", "template_language", "attributes"]

    /// The paths of keys within known fields that mean nothing there, such as `tools[0].paramaters`; they stay in the file.
    package static func unusedKeys(in text: String) -> [String] { UnusedKeys.paths(in: text) }

    /// Tells whether the body is a text without tags, which is read as one system message.
    package static func isBareText(_ text: String) -> Bool {
        guard let parts = try? PromptFile(text, file: nil) else { return false }
        let first = parts.bytes[parts.bodyStart...].firstIndex { !Byte.isWhite($0) }
        guard let first else { return false }
        return parts.bytes[first] != Byte.less || PromptElement.tag(in: parts.bytes[...], at: first) == nil
    }

    /// The request's own fields in the order of the file, which is that of the canonical JSON.
    static let requestFields: [String] =
        ["provider", "model"] + Parameter.allCases.filter { $0 != .parallelToolCalls }.map(\.rawValue)
        + ["response_format", "tools", "tool_choice", Parameter.parallelToolCalls.rawValue, "extra"]

    /// The keys that have a place of their own.
    static let ownKeys = Set(requestFields + ["name", "other", "inputs", "etude"])

    /// Returns the messages of the body: the template, then the thread.
    static func messages(of document: PromptDocument) -> [Message] {
        document.config.template
            + document.thread.map { $0.changingTexts(Variables.escaping) }
    }
}
