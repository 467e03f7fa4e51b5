/// Names in the programs that ``CodeExport`` writes.
enum CodeName {
    /// A name that is valid in every language here and not taken yet.
    static func identifier(_ name: String, taken: inout Set<String>) -> String {
        var text = String(
            name.unicodeScalars.map {
                $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0) ? Character($0) : "_"
            })
        if text.isEmpty || text.allSatisfy({ $0 == "_" }) { text = "prompt" }
        if text.first?.isNumber ?? false || reserved.contains(text) || taken.contains(text) { text = "the_" + text }
        var (candidate, count) = (text, 1)
        while taken.contains(candidate) {
            count += 1
            candidate = "\(text)_\(count)"
        }
        taken.insert(candidate)
        return candidate
    }

    /// Words with a meaning in one of the languages, and names that the programs have themselves.
    private static let reserved: Set<String> = [
        "message", "client", "config", "request", "completion", "prepared", "answer", "arguments", "environment",
        "reply",
        "thread", "esc", "base64", "OpenAI",
        "and", "as", "assert", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
        "def",
        "default", "defer", "del", "delete", "do", "elif", "else", "enum", "except", "export", "extends", "extension",
        "false",
        "finally", "for", "from", "func", "function", "global", "guard", "if", "import", "in", "init", "instanceof",
        "is",
        "lambda", "let", "new", "nil", "nonlocal", "not", "null", "operator", "or", "pass", "private", "protocol",
        "public",
        "raise", "repeat", "return", "self", "static", "struct", "super", "switch", "this", "throw", "throws", "true",
        "try",
        "typeof", "var", "void", "where", "while", "with", "yield", "False", "None", "True", "Self", "Any", "Type",
        "str", "sys",
        "json", "print", "process", "console", "path", "data_url", "dataURL",
    ]
}
