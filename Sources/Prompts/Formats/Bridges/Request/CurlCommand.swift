/// A `curl` command as people copy it from a browser, a manual or a terminal.
struct CurlCommand {
    /// The body of the request, all pieces of it; nil for none.
    private(set) var body: String?
    /// The file that the body is read from.
    private(set) var bodyFile: String?
    private(set) var url: String?
    /// Whether the command has header lines or credentials.
    private(set) var hasHeaders = false

    /// Tells whether a text begins as such a command, perhaps behind a prompt of the shell.
    static func recognises(_ text: Substring) -> Bool {
        text.prefix(40).firstMatch(of: /^(?:\$\s+)?curl(?:\.exe)?[\s\\]/) != nil
    }

    init(_ text: Substring) {
        var words = Self.words(in: text)[...]
        if words.first == "$" { words.removeFirst() }
        words.removeFirst(min(1, words.count))
        while let word = words.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else {
                url = url ?? word
                continue
            }
            var (name, value) = Self.split(word)
            guard Self.takesValue.contains(name) else { continue }
            value = value ?? words.popFirst()
            take(name, value ?? "")
        }
    }

    private static let dataOptions: Set<String> = [
        "-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json",
    ]
    private static let headerOptions: Set<String> = [
        "-H", "--header", "-u", "--user", "-b", "--cookie", "--oauth2-bearer", "-A", "--user-agent", "-e", "--referer",
    ]
    private static let takesValue = dataOptions.union(headerOptions).union([
        "-X", "--request", "--url", "-o", "--output", "-m", "--max-time", "--connect-timeout", "-x", "--proxy",
        "--cacert", "-E", "--cert", "--key", "-w", "--write-out", "--retry", "--retry-delay", "--resolve", "-F",
        "--form", "-T", "--upload-file", "-K", "--config", "-D", "--dump-header", "-c", "--cookie-jar", "--limit-rate",
    ])

    private mutating func take(_ name: String, _ value: String) {
        if Self.headerOptions.contains(name) {
            hasHeaders = true
        } else if name == "--url" {
            url = url ?? value
        } else if Self.dataOptions.contains(name) {
            if value.hasPrefix("@"), name != "--data-raw" {
                bodyFile = bodyFile ?? String(value.dropFirst())
            } else {
                body = body.map { $0 + (name == "--json" ? "" : "&") + value } ?? value
            }
        }
    }

    /// `--data={…}` and `-d{…}` have the value in the same word.
    private static func split(_ word: String) -> (name: String, value: String?) {
        if word.hasPrefix("--") {
            guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
            return (String(word[..<equals]), String(word[word.index(after: equals)...]))
        }
        let name = String(word.prefix(2))
        if word.count > 2, takesValue.contains(name) { return (name, String(word.dropFirst(2))) }
        // Of flags in one word, as in -sSd, the last may take the next word.
        let last = "-" + String(word.suffix(1))
        return (word.count > 2 && takesValue.contains(last) ? last : name, nil)
    }

    /// The words of the first command, as a POSIX shell reads them, `$'…'` of bash included.
    private static func words(in text: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var rest = text[...]
        func end() {
            if let done = word { words.append(done) }
            word = nil
        }
        scan: while let character = rest.popFirst() {
            switch character {
            case "\\":
                guard let next = rest.popFirst() else { break }
                if !next.isNewline { word = (word ?? "") + String(next) }
            case "'":
                let quoted = rest.prefix { $0 != "'" }
                rest = rest.dropFirst(quoted.count + 1)
                word = (word ?? "") + quoted
            case "\"":
                word = (word ?? "") + doubleQuoted(&rest)
            case "$" where rest.first == "'":
                rest.removeFirst()
                word = (word ?? "") + dollarQuoted(&rest)
            case "|", ";", "&", ">", "<":
                break scan
            case "\n", "\r\n", "\r":
                break scan
            case _ where character.isWhitespace: end()
            default: word = (word ?? "") + String(character)
            }
        }
        end()
        return words
    }

    private static func doubleQuoted(_ rest: inout Substring) -> String {
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", let next = rest.first, "\"\\$`\n".contains(next) else {
                text.append(character)
                continue
            }
            rest.removeFirst()
            if next != "\n" { text.append(next) }
        }
        return text
    }

    private static func dollarQuoted(_ rest: inout Substring) -> String {
        var text = ""
        while let character = rest.popFirst(), character != "'" {
            guard character == "\\", let next = rest.popFirst() else {
                text.append(character)
                continue
            }
            switch next {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "u":
                let digits = rest.prefix(4)
                rest = rest.dropFirst(digits.count)
                // Left as JSON's own escape, which also joins pairs of them.
                text += "\\u" + digits
            default: text.append(next)
            }
        }
        return text
    }
}
