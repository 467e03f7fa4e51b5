/// A text of a given length, made sentence by sentence while it is read.
struct Essay {
    private var wordsLeft: Int
    private var generator: SeededGenerator
    private var sentences = 0
    private var tokens = TokenIterator("")

    init(words: Int, generator: SeededGenerator) {
        wordsLeft = words
        self.generator = generator
    }

    mutating func next() -> String? {
        while true {
            if let token = tokens.next() { return token }
            guard wordsLeft > 0 else { return nil }
            tokens = TokenIterator(sentence())
        }
    }

    private mutating func sentence() -> String {
        let opening = sentences == 0 ? "" : sentences % 6 == 0 ? "\n\n" : " "
        let text =
            sentences == 0
            ? "Étude's simulator writes as many words as it is asked for, and none of them means much."
            : [subject(), verb(), object()].joined(separator: " ") + "."
        sentences += 1
        let words = text.split(separator: " ")
        guard words.count > wordsLeft else {
            wordsLeft -= words.count
            return opening + text
        }
        let kept = words.prefix(wordsLeft).joined(separator: " ")
        wordsLeft = 0
        return opening + kept + (kept.hasSuffix(".") ? "" : ".")
    }

    private mutating func subject() -> String {
        generator.pick([
            "A careful reader", "The first draft", "Every prompt", "A good example", "The long way round",
            "One more try",
            "The shorter version", "A quiet afternoon", "Whoever asks", "The usual answer", "A second opinion",
        ])
    }

    private mutating func verb() -> String {
        generator.pick([
            "returns to", "leaves room for", "makes sense of", "begins with", "takes its time over",
            "is measured against",
            "learns from", "sits beside", "speaks for", "grows out of",
        ])
    }

    private mutating func object() -> String {
        generator.pick([
            "the matter at hand", "a plain question", "what was there before", "the last version",
            "a handful of tokens",
            "an honest mistake", "the patience of the person who waits", "a single well chosen word",
            "the next experiment",
            "the log of everything that was said",
        ])
    }
}

/// A text that is made while it is read, token by token.
enum TextSource {
    case fixed(TokenIterator)
    case essay(Essay)

    mutating func next() -> String? {
        switch self {
        case .fixed(var tokens):
            let token = tokens.next()
            self = .fixed(tokens)
            return token
        case .essay(var essay):
            let token = essay.next()
            self = .essay(essay)
            return token
        }
    }
}
