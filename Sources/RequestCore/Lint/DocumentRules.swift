package import Prompts

extension RuleID {
    /// The file has a field that Étude does not know.
    public static let unknownField = RuleID("unknown-field")
    /// A field of the file looks like a secret key.
    public static let keyInFile = RuleID("key-in-file")
    /// The body of the file has no tags.
    public static let bareText = RuleID("bare-text")
    /// The text looks like another format than the one it is read as.
    public static let otherFormat = RuleID("other-format")
    /// A field of a foreign format has no counterpart here.
    public static let foreignField = RuleID("foreign-field")
}

extension Lint {
    /// Returns what is odd about a prompt's file beyond what concerns the request.
    ///
    /// - Parameter text: the file's own text, where it is a `.prompt` file.
    package static func findings(document: PromptDocument, text: String? = nil) -> [Finding] {
        var findings = document.unknown.keys.filter { !PromptFormat.foreignKeys.contains($0) }.map { key in
            Finding(
                .unknownField, .warning, .field(key),
                "is not known and not sent; a field for the server goes under extra")
        }
        findings += document.keyFields.map { field in
            Finding(
                .keyInFile, .warning, .field(field),
                "looks like a key, and would be stored and sent: keys belong in the environment")
        }
        if let text, PromptFormat.isBareText(text) {
            findings.append(
                Finding(
                    .bareText, .note, .messages,
                    "the body has no tags and is read as one system message; tags say so plainly"))
        }
        return findings
    }
}
