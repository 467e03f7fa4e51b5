/// Cuts texts of Jinja2, Mustache and Handlebars into pieces.
struct BracePieces {
    private(set) var pieces: [TemplatePiece] = []
    private let language: TemplateLanguage
    private var rest: Substring
    private var literal = ""
    /// Whether the previous piece ended in a mark that removes the white space after it (`-}}`, `~}}`).
    private var trimsNext = false
    /// The closings that do not occur any more, so that a text full of openings is not searched again for each.
    private var missing: Set<String> = []

    init(_ language: TemplateLanguage, _ text: String) {
        self.language = language
        rest = Substring(text)
        scan()
    }

    private var openings: [String] { language == .jinja ? ["{{", "{%", "{#"] : ["{{{", "{{"] }

    private mutating func scan() {
        while let start = rest.firstIndex(of: "{") {
            take(rest[..<start])
            rest = rest[start...]
            guard let opening = openings.first(where: { rest.hasPrefix($0) }) else {
                literal.append(rest.removeFirst())
                continue
            }
            if language == .handlebars, takeEscape() {
                literal += "{{"
                rest = rest.dropFirst(2)
            } else if !takeTag(opening) {
                literal.append(rest.removeFirst())
            }
        }
        take(rest)
        flush()
    }

    /// Handles Handlebars' backslashes before a tag: one makes the tag text, two leave one.
    private mutating func takeEscape() -> Bool {
        guard literal.last == "\\" else { return false }
        literal.removeLast()
        return literal.last != "\\"
    }

    private mutating func take(_ text: Substring) {
        guard trimsNext else {
            literal += text
            return
        }
        let kept = text.drop { $0.isWhitespace }
        if !kept.isEmpty { trimsNext = false }
        literal += kept
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        if case .text(let before) = pieces.last {
            pieces[pieces.count - 1] = .text(before + literal)
        } else {
            pieces.append(.text(literal))
        }
        literal = ""
    }

    /// - Returns: false when the tag has no end.
    private mutating func takeTag(_ opening: String) -> Bool {
        let closing = isComment(opening) ? commentEnd : Self.closings[opening] ?? "}}"
        guard !missing.contains(closing) else { return false }
        guard let end = rest.dropFirst(opening.count).firstRange(of: closing) else {
            missing.insert(closing)
            return false
        }
        let raw = rest[..<end.upperBound]
        var inner = rest[rest.index(rest.startIndex, offsetBy: opening.count)..<end.lowerBound]
        rest = rest[end.upperBound...]
        let mark: Character = language == .jinja ? "-" : "~"
        if inner.first == mark {
            inner = inner.dropFirst()
            while literal.last?.isWhitespace == true { literal.removeLast() }
        }
        trimsNext = inner.last == mark
        if trimsNext { inner = inner.dropLast() }
        add(opening, Self.trimmed(inner), raw)
        return true
    }

    private static let closings = ["{{": "}}", "{{{": "}}}", "{%": "%}", "{#": "#}"]

    private func isComment(_ opening: String) -> Bool { opening == "{{" && rest.hasPrefix("{{!--") }

    private var commentEnd: String { "--}}" }

    private mutating func add(_ opening: String, _ inner: String, _ raw: Substring) {
        switch language {
        case .jinja:
            if opening == "{#" { return }
            if opening == "{%" {
                if inner == "raw", takeRaw() { return }
                return addPiece(.construct(String(raw)))
            }
            if let text = Self.quoted(inner) {
                literal += text
                return
            }
        case .mustache, .handlebars, .dollar, .plain:
            if inner.hasPrefix("!") { return }
        }
        let name = inner.hasPrefix("&") ? Self.trimmed(inner.dropFirst()) : inner
        let words: Set<String> = ["else", "this", "."]
        if Variables.names(in: "{{\(name)}}") == [name], !words.contains(name) {
            addPiece(.variable(name))
        } else {
            addPiece(.construct(String(raw)))
        }
    }

    /// - Returns: false when nothing ends it.
    private mutating func takeRaw() -> Bool {
        let closing = "endraw"
        guard !missing.contains(closing) else { return false }
        guard let end = rest.firstRange(of: /\{%-?\s*endraw\s*-?%\}/) else {
            missing.insert(closing)
            return false
        }
        literal += rest[..<end.lowerBound]
        rest = rest[end.upperBound...]
        return true
    }

    private mutating func addPiece(_ piece: TemplatePiece) {
        flush()
        pieces.append(piece)
    }

    /// The text of a quoted literal without escapes.
    private static func quoted(_ inner: String) -> String? {
        guard inner.count >= 2, let quote = inner.first, quote == "'" || quote == "\"", inner.last == quote else {
            return nil
        }
        let text = inner.dropFirst().dropLast()
        return text.contains(quote) || text.contains("\\") ? nil : String(text)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
