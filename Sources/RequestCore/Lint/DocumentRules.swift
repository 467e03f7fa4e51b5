internal import JSON
package import Prompts

extension RuleID {
    /// The file has a field that Étude does not know.
    package static let unknownField = RuleID("unknown-field")
    /// A field of the file looks like a secret key.
    package static let keyInFile = RuleID("key-in-file")
    /// The body of the file has no tags.
    package static let bareText = RuleID("bare-text")
    /// A line of a body without tags looks like the beginning of a message.
    package static let roleLine = RuleID("role-line")
    /// The text looks like another format than the one it is read as.
    package static let otherFormat = RuleID("other-format")
    /// No REF could name the prompt.
    package static let promptName = RuleID("prompt-name")
    /// The settings of a tool cannot be read.
    package static let toolSettings = RuleID("tool-settings")
    /// A field of a foreign format has no counterpart here.
    package static let foreignField = RuleID("foreign-field")
}

extension Lint {
    /// Returns what is odd about a prompt's file beyond what concerns the request.
    ///
    /// - Parameter text: the file's own text, where it is a `.prompt` file.
    package static func findings(document: PromptDocument, text: String? = nil) -> [Finding] {
        var findings = document.unknown.keys.filter { !PromptFormat.foreignKeys.contains($0) }.map { key in
            Finding(
                .unknownField, .warning, .field(key),
                "is unknown and is not sent; put fields for the server under extra")
        }
        findings += foreign(document.unknown)
        for path in text.map(PromptFormat.unusedKeys) ?? [] {
            findings.append(Finding(.unknownField, .warning, .field(path), "is unknown and is not used"))
        }
        findings += document.keyFields.map { field in
            Finding(
                .keyInFile, .warning, .field(field),
                "looks like a key, and would be stored and sent: keys belong in the environment")
        }
        if let text, let found = RoleLine(inBareText: text) {
            let advice =
                "line \(found.line), '\(found.text)', begins no message: the whole body is one system message; "
                + "write <\(found.role.rawValue)>…</\(found.role.rawValue)>"
            findings.append(Finding(.roleLine, .warning, .messages, advice))
        } else if let text, PromptFormat.isBareText(text) {
            findings.append(
                Finding(
                    .bareText, .note, .messages,
                    "the body has no tags and is read as one system message; tags say so plainly"))
        }
        return findings
    }

    /// Humanloop's fields whose values mean something that Étude does not do.
    private static func foreign(_ fields: JSONObject) -> [Finding] {
        [
            ("endpoint", "chat", "Étude sends conversations"),
            ("template_language", "default", "Étude fills in {{name}} and nothing else"),
        ].compactMap { key, usual, fact in
            guard let value = fields[key], !value.isNull, value.stringValue != usual else { return nil }
            return Finding(.foreignField, .warning, .field(key), "is not \(usual): \(fact)")
        }
    }
}
