/// Search words as an FTS5 expression.
struct SearchPattern: Sendable, Hashable {
    /// The longest beginnings of words that the search has a list of (`prefix` of `logWords`), in letters.
    private static let listedLetters = 2

    /// The expression.
    let text: String
    /// Whether FTS5 has its matches in a list that it reads from any place on. For a longer beginning of a word it first merges the
    /// lists of all words that begin so.
    let isQuick: Bool

    /// The words of a text in a row; nil if the text contains no word.
    init?(phrase text: String) {
        guard let phrase = Self.phrase(text) else { return nil }
        self.init(text: phrase, isQuick: true)
    }

    /// The words of a text in a row, of which the last one only begins so; nil if the text contains no word.
    init?(beginning text: String) {
        guard let phrase = Self.phrase(text) else { return nil }
        let last = phrase.dropLast().unicodeScalars.reversed().prefix {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        self.init(text: phrase + "*", isQuick: last.count <= Self.listedLetters)
    }

    /// What contains all of them; nil for none.
    static func all(_ patterns: [SearchPattern]) -> SearchPattern? {
        guard !patterns.isEmpty else { return nil }
        return SearchPattern(
            text: patterns.map(\.text).joined(separator: " "), isQuick: patterns.allSatisfy(\.isQuick))
    }

    private init(text: String, isQuick: Bool) {
        self.text = text
        self.isQuick = isQuick
    }

    private static func phrase(_ text: String) -> String? {
        // By scalars: a quote or space with an accent is one `Character`, but FTS5 sees a quote or space.
        let words = text.storable.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).filter { word in
            // A word without letters or digits has no token and would match nothing.
            word.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
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
