/// Search words as an FTS5 expression.
struct SearchPattern: Sendable, Hashable {
    /// The expression for the words, which the searches of earlier programs take, too.
    let text: String
    /// The expression for the beginnings, if the last letters are all that it says.
    private let beginnings: String?
    /// Whether FTS5 has its matches in a list that it reads from any place on. For a longer beginning of a word it first merges the
    /// lists of all words that begin so.
    let isQuick: Bool

    /// The list that has its matches.
    var table: SearchTable { beginnings == nil ? .words : .beginnings }
    /// The expression for that list.
    var expression: String { beginnings ?? text }

    /// The words of a text in a row; nil if the text contains no word.
    init?(phrase text: String) {
        guard let phrase = Self.phrase(text) else { return nil }
        self.init(text: phrase, beginnings: nil, isQuick: true)
    }

    /// The words of a text in a row, of which the last one only begins so; nil if the text contains no word.
    init?(beginning text: String) {
        guard let phrase = Self.phrase(text) else { return nil }
        let beginnings = Self.listed(text).map { letters in
            "(\(Self.quoted("\(SearchTable.answered)\(letters)")) OR \(Self.quoted("\(SearchTable.asked)\(letters)")))"
        }
        // A character that stands alone is a whole word.
        let isWord = text.unicodeScalars.last.map(SearchText.standsAlone) ?? false
        self.init(text: phrase + "*", beginnings: beginnings, isQuick: beginnings != nil || isWord)
    }

    /// The matches of ``init(beginning:)`` in answers only: the list and the expression.
    static func answered(beginning text: String) -> (table: SearchTable, expression: String)? {
        guard let pattern = SearchPattern(beginning: text) else { return nil }
        guard let letters = listed(text) else { return (.words, "answered : \(pattern.text)") }
        return (.beginnings, quoted("\(SearchTable.answered)\(letters)"))
    }

    /// What contains all of them; nil for none.
    ///
    /// Patterns of the two lists cannot be one expression: then it is that of the words, and the others are left to test.
    static func all(_ patterns: [SearchPattern]) -> SearchPattern? {
        guard !patterns.isEmpty else { return nil }
        let words = patterns.filter { $0.table == .words }
        guard words.isEmpty else {
            return SearchPattern(
                text: words.map(\.text).joined(separator: " "), beginnings: nil, isQuick: words.allSatisfy(\.isQuick))
        }
        return SearchPattern(
            text: patterns.map(\.text).joined(separator: " "),
            beginnings: patterns.map(\.expression).joined(separator: " AND "), isQuick: true)
    }

    private init(text: String, beginnings: String?, isQuick: Bool) {
        self.text = text
        self.beginnings = beginnings
        self.isQuick = isQuick
    }

    /// The letters of a text that consists of so few of them that they are listed; nil for others.
    ///
    /// Only letters of which FTS5 knows as surely as we do that they are letters.
    private static func listed(_ text: String) -> String? {
        let letters = text.unicodeScalars.drop { !isLetter($0) }
        guard (1...SearchTable.listedLetters).contains(letters.count), letters.allSatisfy(isSimple) else { return nil }
        return String(String.UnicodeScalarView(letters))
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// Latin, Greek and Cyrillic letters and ASCII's digits.
    private static func isSimple(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39: true
        case 0x41...0x24F, 0x386...0x3CE, 0x400...0x481, 0x48A...0x524: scalar.properties.isAlphabetic
        default: false
        }
    }

    private static func phrase(_ text: String) -> String? {
        // By scalars: a quote or space with an accent is one `Character`, but FTS5 sees a quote or space.
        let words = text.storable.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).filter { word in
            // A word without letters or digits has no token and would match nothing.
            word.contains(where: isLetter)
        }
        guard !words.isEmpty else { return nil }
        return quoted(words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " "))
    }

    private static func quoted(_ text: String) -> String {
        var phrase = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in SearchText.spaced(text).unicodeScalars {
            if scalar == "\"" { phrase.append(scalar) }
            phrase.append(scalar)
        }
        phrase.append("\"")
        return String(phrase)
    }
}
