/// Plain answers: honest about coming from a simulator, and about what arrived.
struct Prose {
    private let request: SimulatedRequest
    private let message: SimulatedMessage
    private let facts: MessageFacts
    private var generator: SeededGenerator

    init(_ request: SimulatedRequest, generator: SeededGenerator) {
        self.request = request
        self.generator = generator
        message = request.lastUserMessage
        facts = MessageFacts(message.text)
    }

    /// The answer, as a text that is made while it is read.
    mutating func answer() -> TextSource {
        if let count = MagicWord.wordCount(in: message.text) {
            return .essay(Essay(words: count, generator: generator))
        }
        return .fixed(TokenIterator(text()))
    }

    mutating func text() -> String {
        if message.text.isEmpty, message.images.isEmpty { return nothingAsked() }
        if let echo = Self.echo(in: message.text) {
            return Self.isGreeting(echo) && !echo.contains(" ") ? greeting() : echo
        }
        if !message.images.isEmpty { return onImages() }
        if Self.isGreeting(message.text) { return greeting() }
        if let equation = LinearEquation(in: message.text) { return worked(equation) }
        return general()
    }

    /// `Say this is a test`, `repeat: X`
    private static func echo(in text: String) -> String? {
        let trimmed = String(text.drop(while: \.isWhitespace))
        for opening in ["repeat after me: ", "repeat: ", "repeat ", "say: ", "say ", "please say ", "echo: ", "echo "] {
            guard let found = Substrings.range(of: opening, in: trimmed), found.lowerBound == trimmed.startIndex else {
                continue
            }
            var said = trimmed[found.upperBound...]
            while let last = said.last, last.isWhitespace { said.removeLast() }
            if said.count > 1, let first = said.first, let last = said.last, "\"“'".contains(first),
                "\"”'".contains(last)
            {
                said = said.dropFirst().dropLast()
            }
            return said.isEmpty ? nil : String(said)
        }
        return nil
    }

    static func isGreeting(_ text: String) -> Bool {
        let words = Words.of(String(text.prefix(200))).map(\.lower)
        guard let first = words.first, words.count <= 4 else { return false }
        return ["hello", "hi", "hey", "bonjour", "howdy", "greetings", "ping"].contains(first)
            || words.starts(with: ["good"]) && words.count > 1
                && ["morning", "afternoon", "evening", "day"].contains(words[1])
    }

    private mutating func greeting() -> String {
        let hello = generator.pick(["Hello!", "Hi there!", "Hello, and welcome!", "Good day!"])
        let who = generator.pick([
            "I am Étude's offline simulator: no network, no bill.",
            "This is Étude's simulator answering, offline and free of charge.",
            "You are talking to Étude's simulator, not to a real model.",
        ])
        let offer = generator.pick([
            "Try a tool, a schema or an image on me.", "Ask me something, or offer me a tool to call.",
            "Send whatever you like to try out.", "What shall we try?",
        ])
        return "\(hello) \(who) \(offer)"
    }

    private mutating func nothingAsked() -> String {
        let many = request.messages.count
        return generator.pick([
            "There is no message from a user in this request, so there is nothing to answer yet.",
            "I received \(Self.counted(many, "message")), none of them from a user. Write one, and I shall answer it.",
        ])
    }

    private mutating func worked(_ equation: LinearEquation) -> String {
        if equation.steps.count == 1 {
            return generator.pick(["", "That is simple enough: ", "Worked out: "])
                + (equation.steps.first?.output ?? "") + "."
        }
        let steps = equation.steps.dropFirst().map { step in
            "\(step.explanation.dropLast()): \(step.output)."
        }
        return "\(generator.pick(["Let us solve", "To solve", "Here is how to solve"])) \(equation.statement): "
            + steps.joined(separator: " ") + " So \(equation.answer)."
    }

    private mutating func onImages() -> String {
        let seen = message.images.map(Self.described)
        let opening = Substrings.clipped(message.text, to: 120)
        let asked =
            opening.isEmpty ? "" : generator.pick([" You wrote: “\(opening)”.", " Your text with it: “\(opening)”."])
        let list =
            seen.count == 1
            ? seen[0] : seen.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: " ")
        let closing = generator.pick([
            " What is in the image only a real vision model can say.",
            " I am a simulator and read no more than the file's header.",
        ])
        return list + asked + closing
    }

    private static func described(_ url: String) -> String {
        guard url.utf8.starts(with: "data:".utf8), let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            return "The image at \(Substrings.clipped(url, to: 300)) was not looked at: a simulator has no network."
        }
        guard let header = ImageHeader(base64: url.utf8[url.utf8.index(after: comma)...]) else {
            return "I see an image that I cannot read."
        }
        let format = header.type.rawValue
        guard header.width > 0, header.height > 0 else { return "I see a \(format) image." }
        return "I see a \(format) image of \(header.width)×\(header.height) pixels."
    }

    private mutating func general() -> String {
        let asked = Substrings.clipped(message.text, to: 180)
        let topic = facts.topic
        let isQuestion = message.text.contains("?")
        let opening = generator.pick(
            isQuestion
                ? [
                    "You asked: “\(asked)”", "Your question was: “\(asked)”",
                    "The question “\(asked)” arrived here safely.",
                    "“\(asked)” is a question for a real model.",
                ]
                : [
                    "You wrote: “\(asked)”", "Your message reads: “\(asked)”", "This arrived: “\(asked)”",
                    "I received “\(asked)”.",
                ])
        let who = generator.pick([
            "I am Étude's offline simulator, so this is a stand-in for an answer.",
            "As Étude's simulator I know nothing of the world, only what the request says.",
            "This reply comes from Étude's offline simulator, which shows how an answer arrives, not what it would be.",
            "No model was asked: Étude's simulator answers without a network.",
        ])
        let matter = generator.pick([
            topic.isEmpty ? "" : "A real model would now say something about \(topic).",
            topic.isEmpty ? "" : "With a key set, a real model could tell you about \(topic).",
            context(), context(),
        ])
        let ended = ".?!”".contains(asked.last ?? ".") || opening.hasSuffix(".") || !opening.hasSuffix("”")
        return [ended ? opening : opening + ".", who, matter].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What else the request holds.
    private func context() -> String {
        let messages = "The request holds \(Self.counted(request.messages.count, "message"))"
        let gist = Substrings.clipped(Self.firstSentence(request.instructions), to: 90)
        let tools = request.tools.isEmpty ? "" : " and offers \(Self.counted(request.tools.count, "tool"))"
        return messages + tools + (gist.isEmpty ? "." : "; its instructions begin “\(gist)”.")
    }

    private static func firstSentence(_ text: String) -> String {
        guard let end = text.firstIndex(where: { ".!?\n".contains($0) }) else { return text }
        return String(text[..<end])
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        count == 1 ? "one \(noun)" : "\(count) \(noun)s"
    }
}
