/// The words of the first command of a text, as a POSIX shell reads them, `$'…'` of bash included.
struct ShellWords {
    /// The words in order, without redirections.
    private(set) var words: [String] = []
    /// The file that the command reads (`< FILE`).
    private(set) var inputFile: String?
    /// The text that the command reads (`<<< TEXT`).
    private(set) var inputText: String?
    /// What follows a pipe behind the command; nil if there is none.
    private(set) var piped: Substring?

    private enum Target { case word, file, text }

    private var word: String?
    private var target = Target.word
    private var rest: Substring

    init(_ text: Substring) {
        rest = text
        scan()
        end()
    }

    private mutating func scan() {
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                guard let next = rest.popFirst() else { break }
                if !next.isNewline { add(String(next)) }
            case "'":
                let quoted = rest.prefix { $0 != "'" }
                rest = rest.dropFirst(quoted.count + 1)
                add(String(quoted))
            case "\"": add(doubleQuoted())
            case "$" where rest.first == "'":
                rest.removeFirst()
                add(dollarQuoted())
            case "<":
                end()
                guard !rest.hasPrefix("<") || rest.hasPrefix("<<") else { return }
                target = rest.hasPrefix("<<") ? .text : .file
                if target == .text { rest = rest.dropFirst(2) }
            case "|":
                piped = rest
                return
            case ";", "&", ">": return
            case _ where character.isNewline: return
            case _ where character.isWhitespace: end()
            default: add(String(character))
            }
        }
    }

    private mutating func add(_ text: String) { word = (word ?? "") + text }

    private mutating func end() {
        guard let done = word else { return }
        switch target {
        case .word: words.append(done)
        case .file: inputFile = done
        case .text: inputText = done
        }
        (word, target) = (nil, .word)
    }

    private mutating func doubleQuoted() -> String {
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

    private mutating func dollarQuoted() -> String {
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
