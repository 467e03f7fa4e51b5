/// Finds why a text is not valid YAML, in the words of somebody who writes it: what to quote, indent or escape.
///
/// libyaml names the state that it was in; the line that it stopped at mostly shows what was meant.
struct YAMLCause {
    /// The place in the text.
    var place: TextPlace
    /// What was found and what to write instead.
    var text: String

    /// What the reader says of a key that is a list or a mapping.
    static let keyIsNoText = "found a list or a mapping as a key; a key must be a text"

    /// Looks at the lines that libyaml names.
    ///
    /// - Parameters:
    ///   - marks: where it stopped, then where what it was reading begins.
    ///   - problem: what it says of the first.
    ///   - context: what it says of the second.
    static func find(in text: String, near marks: [TextPlace], problem: String, context: String) -> YAMLCause? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for mark in marks where lines.indices.contains(mark.line - 1) {
            if let cause = YAMLLine(lines[mark.line - 1]).cause {
                return YAMLCause(place: TextPlace(line: mark.line, column: cause.column), text: cause.text)
            }
        }
        guard let last = marks.last else { return nil }
        if context.contains("quoted scalar"), problem.contains("unexpected") {
            return YAMLCause(place: last, text: "the quote that begins here has no end")
        }
        if problem.contains("did not find expected ',' or") {
            let (kind, end) = problem.contains("]") ? ("list", "]") : ("mapping", "}")
            return YAMLCause(
                place: last, text: "the \(kind) that begins here needs ',' between its values and '\(end)' at its end")
        }
        if problem.contains("could not find expected ':'") {
            return YAMLCause(place: last, text: "expected a key and a value, such as 'model: gpt-4o'; found no ': '")
        }
        if problem.contains("mapping values are not allowed"), let line = lineWithoutColon(above: marks[0], in: lines) {
            return YAMLCause(place: line, text: "expected a key and a value, such as 'model: gpt-4o'; found no ': '")
        }
        if problem.contains("did not find expected key") || problem.contains("mapping values are not allowed") {
            return YAMLCause(place: marks[0], text: "this does not fit the lines above; check indentation and quotes")
        }
        return nil
    }

    /// Returns the place of the line above, where it stands as far in as this one and is no entry: YAML takes both for one text.
    private static func lineWithoutColon(above mark: TextPlace, in lines: [Substring]) -> TextPlace? {
        guard lines.indices.contains(mark.line - 1),
            let above = lines[..<(mark.line - 1)].lastIndex(where: { !$0.allSatisfy { $0 == " " } })
        else { return nil }
        let indentation = lines[above].prefix { $0 == " " }.count
        guard indentation == lines[mark.line - 1].prefix(while: { $0 == " " }).count, !lines[above].contains(":"),
            let first = lines[above].first(where: { $0 != " " }), first.isLetter
        else { return nil }
        return TextPlace(line: above + 1, column: indentation + 1)
    }

    /// Returns the reader's error, or the cause of a key that is `{{name}}`.
    static func replacing(_ error: FieldError, in text: String, linesBefore: Int) -> FieldError {
        guard error.message == keyIsNoText, let line = error.line else { return error }
        let mark = TextPlace(line: line - linesBefore, column: error.column ?? 1)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1), let cause = YAMLLine(lines[mark.line - 1]).cause else {
            return error
        }
        return FieldError(file: error.file, line: line, column: cause.column, message: "not valid YAML: " + cause.text)
    }
}

/// One line of YAML, `key: value` or `- value`, and what in it may not stand there as it is.
struct YAMLLine {
    private let scalars: [Unicode.Scalar]
    /// Where the value begins; nil where the line has none.
    private var valueStart: Int?
    private var key = ""

    init(_ line: Substring) {
        scalars = Array(line.unicodeScalars)
        var at = scalars.firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
        while at + 1 < scalars.count, scalars[at] == "-", scalars[at + 1] == " " {
            at = scalars[at...].dropFirst().firstIndex { $0 != " " } ?? scalars.count
            valueStart = at
        }
        guard at < scalars.count, !"\"'{[#|>".unicodeScalars.contains(scalars[at]) else { return }
        for colon in at..<scalars.count where scalars[colon] == ":" {
            guard colon + 1 < scalars.count, scalars[colon + 1] == " " || scalars[colon + 1] == "\t" else { continue }
            valueStart = scalars[(colon + 1)...].firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
            key = String(String.UnicodeScalarView(scalars[at..<colon])) + ": "
            return
        }
    }

    /// What does not stand for itself in this line; nil where nothing is wrong with it alone.
    var cause: (column: Int, text: String)? {
        let indentation = scalars.prefix { $0 == " " || $0 == "\t" }
        if let tab = indentation.firstIndex(of: "\t"), indentation.count < scalars.count {
            return (tab + 1, "found a tab in the indentation; YAML takes spaces only")
        }
        guard let start = valueStart, start < scalars.count else { return nil }
        let rest = scalars[start...]
        let value = Self.string(rest.prefix { $0 != "\r" })
        switch scalars[start] {
        case "\"", "'": return quotedCause(start)
        case "{" where value.hasPrefix("{{"):
            return (start + 1, "'{{' begins a mapping; put the value in quotes: \(suggestion(value))")
        case "[", "{":
            guard let end = YAMLValueEnd.find(in: scalars, from: start), hasText(after: end) else { return nil }
            return (
                start + 1,
                "'\(scalars[start])' begins a list or a mapping, and text follows it; put the value in quotes: \(suggestion(value))"
            )
        case "@", "`", "%", "*", "&", "!":
            return (start + 1, "a text cannot begin with '\(scalars[start])'; put it in quotes: \(suggestion(value))")
        case "|", ">":
            let header = rest.dropFirst().prefix { $0 != " " }
            let isBlock =
                header.allSatisfy { "+-123456789".unicodeScalars.contains($0) } && !hasText(after: header.endIndex)
            if isBlock { return nil }
            return (start + 1, "a text cannot begin with '\(scalars[start])'; put it in quotes: \(suggestion(value))")
        case "-" where value.hasPrefix("- ") && !key.isEmpty:
            return (start + 1, "a list begins on a line of its own; put a text in quotes: \(suggestion(value))")
        default:
            let plain = value.firstRange(of: " #").map { String(value[..<$0.lowerBound]) } ?? value
            guard plain.contains(": ") || plain.hasSuffix(":"), !key.isEmpty else { return nil }
            return (start + 1, "the value has a ':' in it, as a key has; put it in quotes: \(suggestion(value))")
        }
    }

    private static let escapes = "0abt\tnvfre \"/\\N_LPxuU"

    /// What is wrong within quotes, or behind them.
    private func quotedCause(_ start: Int) -> (column: Int, text: String)? {
        let quote = scalars[start]
        var at = start + 1
        while at < scalars.count {
            if quote == "\"", scalars[at] == "\\", at + 1 < scalars.count {
                if let cause = escapeCause(at) { return (at + 1, cause) }
                at += 2
            } else if scalars[at] == quote {
                guard quote == "'", at + 1 < scalars.count, scalars[at + 1] == "'" else { break }
                at += 2
            } else {
                at += 1
            }
        }
        guard at < scalars.count, hasText(after: at + 1) else { return nil }
        let whole = Self.string(scalars[start...])
        return (
            at + 2,
            "text follows the closing quote; put all of it in one pair of quotes: \(suggestion(whole))"
        )
    }

    private func escapeCause(_ at: Int) -> String? {
        let letter = scalars[at + 1]
        let digits = scalars[(at + 2)...].prefix(4)
        let code = UInt32(Self.string(digits), radix: 16)
        if letter == "u", let high = code, (0xD800...0xDFFF).contains(high) {
            let second = scalars[(at + 6)...].prefix(6)
            let low = UInt32(Self.string(second.dropFirst(2)), radix: 16)
            guard high < 0xDC00, Self.string(second.prefix(2)) == "\\u", let low, (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            else { return "'\\u\(Self.string(digits))' is half of a character" }
            let name = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: 8 - name.utf8.count) + name
            return "YAML has no pairs of escapes as JSON has; write \(scalar) or \\U\(padded)"
        }
        guard !Self.escapes.unicodeScalars.contains(letter) else { return nil }
        return "YAML has no escape '\\\(letter)'; write '\\\\\(letter)', or put the text in single quotes"
    }

    private func hasText(after end: Int) -> Bool {
        let rest = scalars[min(end, scalars.count)...]
        guard let first = rest.first(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return false }
        return first != "#" || rest.first == "#"
    }

    private func suggestion(_ value: String) -> String {
        let text = value.count > 60 ? value.prefix(59) + "…" : value
        if !text.contains("'") { return key + "'\(text)'" }
        return key + YAMLText.quoted(String(text))
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
