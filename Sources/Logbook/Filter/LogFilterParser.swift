import Prompts

extension LogFilter {
    /// Reads the text of a filter.
    ///
    /// - Parameter name: the name that the text is saved under, which it may not name itself; nil for a text without one.
    /// - Throws: ``LogFilterError`` for an unknown field or saved filter, a value that the field does not take, and a quote
    ///   without an end.
    package init(
        parsing text: String, _ context: LogFilterContext, named name: String? = nil
    ) throws(LogFilterError) {
        var parser = LogFilterParser(text, context, inside: name.map { [$0] } ?? [])
        self.init(try parser.terms())
    }
}

/// Splits the text of a filter into its terms.
struct LogFilterParser {
    private let text: [Character]
    private let context: LogFilterContext
    /// The saved filters that are being read, from the outside in.
    private let outer: [String]
    private var place = 0

    init(_ text: String, _ context: LogFilterContext, inside outer: [String]) {
        self.text = Array(text)
        self.context = context
        self.outer = outer
    }

    mutating func terms() throws(LogFilterError) -> [LogTerm] {
        var terms: [LogTerm] = []
        while true {
            while let character = next, character.isWhitespace { place += 1 }
            guard next != nil else { return terms }
            terms.append(try term())
        }
    }

    private var next: Character? { text.indices.contains(place) ? text[place] : nil }

    private var isAtEndOfTerm: Bool { next?.isWhitespace ?? true }

    private mutating func term() throws(LogFilterError) -> LogTerm {
        let isComplement = next == "-" && text.indices.contains(place + 1) && !text[place + 1].isWhitespace
        if isComplement { place += 1 }
        switch next {
        case "\"":
            let words = try quoted()
            guard !isAtEndOfTerm else { return LogTerm(.phrase(words), isComplement: isComplement) }
            guard next == "*" else { throw error("a space is missing behind the closing quote", at: place) }
            place += 1
            guard isAtEndOfTerm else { throw error("a space is missing behind the *", at: place) }
            return LogTerm(.word(words), isComplement: isComplement)
        case "@" where isName(after: place):
            return LogTerm(try saved(), isComplement: isComplement)
        default:
            if let (name, colon) = fieldName() {
                return LogTerm(try field(name, colon: colon), isComplement: isComplement)
            }
            let start = place
            let word = rest()
            if let second = word.dropFirst().first, word.first == "*", second.isLetter || second.isNumber {
                throw error(
                    "words are found by their beginnings, so no * stands before one; put it in quotes", at: start)
            }
            return LogTerm(.word(word), isComplement: isComplement)
        }
    }

    /// The characters up to the next white space.
    private mutating func rest() -> String {
        let start = place
        while !isAtEndOfTerm { place += 1 }
        return String(text[start..<place])
    }

    /// The text in quotes, in which `\` makes the next character an ordinary one.
    private mutating func quoted() throws(LogFilterError) -> String {
        let start = place
        place += 1
        var words = ""
        while let character = next {
            place += 1
            if character == "\"" { return words }
            if character == "\\", let escaped = next {
                words.append(escaped)
                place += 1
            } else {
                words.append(character)
            }
        }
        throw error("the quote that begins here has no end", at: start)
    }

    /// Letters followed by a colon; nil where a term is a word, such as `10:30`.
    private func fieldName() -> (name: String, colon: Int)? {
        guard let colon = text[place...].firstIndex(where: { !($0.isLetter && $0.isASCII) && $0 != "_" }),
            colon > place,
            text[colon] == ":"
        else { return nil }
        return (String(text[place..<colon]), colon)
    }

    private mutating func field(_ name: String, colon: Int) throws(LogFilterError) -> LogTerm.Condition {
        guard let field = LogField(name: name) else {
            throw error(LogField.unknown(name), at: place)
        }
        place = colon + 1
        var matches: [LogMatch] = []
        repeat {
            if !matches.isEmpty { place += 1 }
            let start = place
            let value = try value()
            let match: LogMatch
            do {
                match = try LogMatchReading(field: field, context: context).match(value)
            } catch {
                throw self.error(error.message, at: start)
            }
            if let last = matches.last, match.isFraction(after: last), case .number = field.facts.kind {
                throw self.error("numbers have a point, not a comma: write 1.5", at: start)
            }
            matches.append(match)
        } while next == ","
        return .field(field, matches)
    }

    /// One value of a list: its pieces between stars, and as it is written.
    private mutating func value() throws(LogFilterError) -> LogMatchReading.Value {
        let start = place
        var pieces = [""]
        var hasQuotes = false
        while let character = next, !character.isWhitespace, character != "," {
            switch character {
            case "\"":
                hasQuotes = true
                pieces[pieces.count - 1] += try quoted()
            case "*":
                pieces.append("")
                place += 1
            case "\\" where text.indices.contains(place + 1) && !text[place + 1].isWhitespace:
                hasQuotes = true
                pieces[pieces.count - 1].append(text[place + 1])
                place += 2
            default:
                pieces[pieces.count - 1].append(character)
                place += 1
            }
        }
        let beginsQuoted = text.indices.contains(start) && (text[start] == "\"" || text[start] == "\\")
        return LogMatchReading.Value(
            pieces: pieces, written: String(text[start..<place]), hasQuotes: hasQuotes, beginsQuoted: beginsQuoted)
    }

    private func isName(after place: Int) -> Bool {
        text.indices.contains(place + 1) && !text[place + 1].isWhitespace
    }

    private mutating func saved() throws(LogFilterError) -> LogTerm.Condition {
        let start = place
        place += 1
        let name = rest()
        guard let saved = context.saved[name] else {
            let names = context.saved.keys.sorted()
            let nearest = Spelling.nearest(to: name, among: names).map { "; did you mean '@\($0)'?" }
            throw error("there is no saved filter '@\(name)'" + (nearest ?? ""), at: start)
        }
        guard !outer.contains(name) else { throw error("the saved filter '@\(name)' contains itself", at: start) }
        do {
            var parser = LogFilterParser(saved, context, inside: outer + [name])
            return .saved(name: name, LogFilter(try parser.terms()))
        } catch {
            throw self.error("in '@\(name)', \(error)", at: start)
        }
    }

    private func error(_ message: String, at place: Int) -> LogFilterError {
        LogFilterError(column: place + 1, message: message)
    }
}
