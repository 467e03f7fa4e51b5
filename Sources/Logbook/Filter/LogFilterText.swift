#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LogFilter: CustomStringConvertible {
    /// The filter as text that is read as the same filter.
    package var description: String { terms.map(\.description).joined(separator: " ") }
}

extension LogTerm: CustomStringConvertible {
    package var description: String { (isComplement ? "-" : "") + written }

    private var written: String {
        switch condition {
        case .word(let word): LogFilterText.word(word)
        case .phrase(let text): LogFilterText.quoted(text)
        case .saved(let name, _): "@" + name
        case .field(let field, let matches):
            field.name + ":" + matches.map { LogFilterText.value($0, of: field) }.joined(separator: ",")
        }
    }
}

/// Writes the parts of a filter such that they are read as the same.
enum LogFilterText {
    /// The characters that have a meaning inside of a value.
    private static let meaningful: Set<Character> = ["\"", ",", "*", "\\"]

    /// A word as it is, or in quotes where it would be read as something else.
    ///
    /// A quoted word is a phrase; the star behind it says that it only begins so.
    static func word(_ word: String) -> String {
        let terms = try? LogFilter(parsing: word, LogFilterContext(now: .distantPast)).terms
        return terms == [LogTerm(.word(word))] ? word : quoted(word) + "*"
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }

    static func value(_ match: LogMatch, of field: LogField) -> String {
        switch match {
        case .anything: "*"
        case .text(let pattern): text(pattern)
        case .word(let word): word
        case .number(let comparison, let number): comparison.rawValue + self.number(number, of: field)
        case .time(_, _, let written): text(LogPattern(exactly: written))
        case .version(let version): self.version(version)
        }
    }

    static func text(_ pattern: LogPattern) -> String {
        let pieces = pattern.pieces.map { piece in
            let isPlain = piece.allSatisfy { !$0.isWhitespace && !meaningful.contains($0) }
            return isPlain ? piece : quoted(piece)
        }
        let whole = pieces.joined(separator: "*")
        // Nothing is no value, and a text may begin like a comparison.
        if pattern.pieces == [""] { return "\"\"" }
        guard whole.first == ">" || whole.first == "<" else { return whole }
        return quoted(pattern.pieces[0]) + whole.dropFirst(pieces[0].count)
    }

    private static func number(_ number: Double, of field: LogField) -> String {
        switch field.facts.kind {
        case .number(.seconds):
            number.truncatingRemainder(dividingBy: 1000) == 0 ? plain(number / 1000) + "s" : plain(number) + "ms"
        case .text, .version, .words, .status, .number, .time, .day: plain(number)
        }
    }

    /// The shortest digits that are read as the same number, without an exponent where that is short.
    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    }

    private static func version(_ version: LogVersionMatch) -> String {
        switch version {
        case .number(let number, nil): "v\(number)"
        case .number(let number, let prompt?): text(LogPattern(exactly: "\(prompt)@v\(number)"))
        case .hash(let digits): digits
        case .environment(let name, let prompt): text(LogPattern(exactly: "\(prompt)@\(name)"))
        }
    }
}
