/// A word of a message, with the signs that stand before it.
struct Word {
    /// As written, without what surrounds it. Signs within stay: `order_12345`, `#12345`, `a@b.org`, `10:30`.
    var text: String
    /// Signs and blanks between the word before and this one.
    var before: String

    var lower: String { text.lowercased() }

    /// Without a possessive `'s`.
    var bare: String {
        for ending in ["'s", "’s"] where text.hasSuffix(ending) {
            return String(text.dropLast(2))
        }
        return text
    }

    var isCapitalised: Bool { text.first?.isUppercase ?? false }

    var followsComma: Bool { before.contains(",") }

    /// Whether a sentence ended before this word.
    var startsSentence: Bool { before.contains { ".?!;:\n".contains($0) } }
}

/// Cutting messages and names into words.
enum Words {
    /// No more of a message than this many characters is looked at.
    static let horizon = 8192

    static func of(_ text: String) -> [Word] {
        let characters = Array(text.prefix(horizon))
        var words: [Word] = []
        var (before, current) = ("", "")
        for (index, character) in characters.enumerated() {
            if belongs(character, at: index, in: characters, starts: current.isEmpty) {
                current.append(character)
                continue
            }
            if !current.isEmpty {
                words.append(Word(text: current, before: before))
                (before, current) = ("", "")
            }
            before.append(character)
        }
        if !current.isEmpty {
            words.append(Word(text: current, before: before))
        }
        return words
    }

    private static func belongs(
        _ character: Character, at index: Int, in characters: [Character], starts: Bool
    ) -> Bool {
        if character.isLetter || character.isNumber || character == "_" {
            return true
        }
        let next = index + 1 < characters.count ? characters[index + 1] : " "
        let nextIsWord = next.isLetter || next.isNumber
        if starts {
            return character == "#" && next.isNumber
                || character == "-" && next.isNumber && (index == 0 || characters[index - 1].isWhitespace)
        }
        return "'’-@.:/+&=?%~".contains(character) && nextIsWord && !(character == "?" || character == "=")
            || isInAddress(character, at: index, in: characters)
    }

    /// Whether a sign stands within a web address.
    private static func isInAddress(_ character: Character, at index: Int, in characters: [Character]) -> Bool {
        guard "/?=&%~#:".contains(character) else { return false }
        var at = index
        while at > 0, !characters[at - 1].isWhitespace, index - at < 200 {
            at -= 1
        }
        return characters[at..<index].starts(with: "http")
    }

    /// `get_current_weather`, `GoogleSearch` and `order-id` as words in lower case.
    static func ofIdentifier(_ name: String) -> [String] {
        var words: [String] = []
        var current = ""
        var wasLower = false
        for character in name {
            guard character.isLetter || character.isNumber else {
                if !current.isEmpty { words.append(current) }
                (current, wasLower) = ("", false)
                continue
            }
            if character.isUppercase, wasLower {
                words.append(current)
                current = ""
            }
            current += character.lowercased()
            wasLower = character.isLowercase || character.isNumber
        }
        return current.isEmpty ? words : words + [current]
    }

    /// `order_id` → `order ID`
    static func spoken(_ name: String) -> String {
        ofIdentifier(name).map { $0 == "id" || $0 == "url" ? $0.uppercased() : $0 }.joined(separator: " ")
    }

    /// A rough stem, so that `orders`, `ordering` and `order` meet.
    static func stem(_ word: String) -> String {
        var stem = word.lowercased()
        for ending in ["'s", "’s"] where stem.hasSuffix(ending) {
            stem.removeLast(2)
        }
        if stem.count > 4, stem.hasSuffix("ies") { return stem.dropLast(3) + "y" }
        if stem.count > 5, stem.hasSuffix("ing") { return String(stem.dropLast(3)) }
        if stem.count > 4, stem.hasSuffix("ed") { return String(stem.dropLast(2)) }
        if stem.count > 3, stem.hasSuffix("s"), !stem.hasSuffix("ss") { return String(stem.dropLast()) }
        return stem
    }

    /// Words that say nothing about the matter.
    static let fillers: Set<String> = [
        "a", "about", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "both", "but", "by",
        "call",
        "can", "could", "did", "do", "does", "for", "from", "get", "give", "given", "had", "has", "have", "he", "hello",
        "her", "hey", "hi", "his", "how", "how's", "i", "i'd", "i'm", "if", "in", "is", "it", "it's", "its", "just",
        "know",
        "let", "like", "make", "may", "me", "my", "need", "no", "not", "now", "of", "ok", "on", "one", "or", "our",
        "out",
        "please", "s", "say", "she", "should", "show", "so", "some", "tell", "than", "thank", "thanks", "that", "the",
        "their", "them", "then", "there", "these", "they", "this", "those", "to", "too", "up", "us", "use", "want",
        "was",
        "we", "were", "what", "what's", "when", "where", "where's", "which", "who", "who's", "whose", "why", "will",
        "with",
        "would", "yes", "you", "your", "think", "whenever", "user", "tool", "function", "based", "input", "such",
    ]

    static let questionWords: Set<String> = [
        "who", "what", "when", "where", "why", "how", "which", "whose", "who's", "what's", "where's", "how's", "when's",
    ]
}

/// A part of a message that asks for one thing: `What is the weather in toronto and dallas` `and who won the super bowl?`
struct Clause {
    var words: [Word]

    var text: String {
        words.enumerated().map { $0.offset == 0 ? $0.element.text : $0.element.before + $0.element.text }.joined()
    }

    private static let joints: Set<String> = ["and", "then", "also", "plus", "or", "&"]
    private static let starters: Set<String> = [
        "can", "could", "would", "please", "tell", "find", "search", "look", "get", "send", "book", "create",
        "schedule",
        "convert", "translate", "calculate", "compute", "check", "show", "give", "add", "set", "remind", "turn", "play",
        "open", "email", "call", "google", "order", "write", "is", "are", "does", "do", "will",
    ]

    static func clauses(of words: [Word]) -> [Clause] {
        var clauses: [Clause] = []
        var current: [Word] = []
        for (index, word) in words.enumerated() {
            let next = index + 1 < words.count ? words[index + 1].lower : ""
            let starts =
                word.startsSentence || joints.contains(word.lower) && isStarter(next)
                || word.followsComma && isStarter(word.lower)
            if starts, !current.isEmpty {
                clauses.append(Clause(words: current))
                current = []
            }
            current.append(word)
        }
        return current.isEmpty ? clauses : clauses + [Clause(words: current)]
    }

    private static func isStarter(_ word: String) -> Bool {
        starters.contains(word) || Words.questionWords.contains(word)
    }
}
