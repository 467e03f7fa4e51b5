package import Prompts

extension Lint {
    /// What is odd about a prompt's file, as far as it does not concern the request.
    ///
    /// - Parameter text: the file's own text, where it is a `.prompt` file.
    package static func findings(document: PromptDocument, text: String? = nil) -> [Finding] {
        var findings = document.unknown.keys.filter { !PromptFormat.foreignKeys.contains($0) }.map { key in
            Finding(.warning, key, "is not known and not sent; a field for the server goes under extra")
        }
        findings += document.keyFields.map { field in
            Finding(.warning, field, "looks like a key, and would be stored and sent: keys belong in the environment")
        }
        if let text, let found = PromptFormat.roleLine(inBareText: text) {
            let advice =
                "line \(found.line), '\(found.text)', begins no message: the whole body is one system message; "
                + "write <\(found.role.rawValue)>…</\(found.role.rawValue)>"
            findings.append(Finding(.warning, "messages", advice))
        } else if let text, PromptFormat.isBareText(text) {
            findings.append(
                Finding(
                    .note, "messages", "the body has no tags and is read as one system message; tags say so plainly"))
        }
        return findings
    }
}
