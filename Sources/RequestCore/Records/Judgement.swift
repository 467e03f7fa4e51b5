package import Prompts

/// What a person says of an answer.
package struct Judgement: Sendable, Hashable {
    /// Good or bad; nil where nobody said.
    package var feedback: LogRecord.Feedback?
    /// From 0, useless, to 1, perfect; nil for none.
    package var score: Double?
    /// A remark for people; nil for none.
    package var note: String?
    /// What the answer should have been; nil for none.
    package var correction: String?
    /// Words that group logs, sorted, each once.
    package private(set) var tags: [String] = []

    /// A judgement of these parts. Texts of white space alone are none.
    ///
    /// - Throws: ``FieldError`` for a score outside of 0 to 1, and for what is no tag.
    package init(
        feedback: LogRecord.Feedback? = nil, score: Double? = nil, note: String? = nil, correction: String? = nil,
        tags: [String] = []
    ) throws(FieldError) {
        if let score { self.score = try Self.score(score) }
        self.feedback = feedback
        self.note = Self.text(note)
        self.correction = Self.text(correction)
        for tag in tags { try add(tag: tag) }
    }

    /// Nothing was said.
    package init() {}

    /// Whether nothing was said.
    package var isEmpty: Bool { self == Judgement() }

    /// Adds a tag. One that is there already stays.
    ///
    /// - Throws: ``FieldError`` for what is no tag.
    package mutating func add(tag: String) throws(FieldError) {
        guard Self.isTag(tag) else {
            throw FieldError(
                field: "tag",
                message:
                    "'\(tag)' is no tag: it takes up to 64 letters, digits, '-', '_', '.' and '/', and begins with a "
                    + "letter or digit")
        }
        guard !tags.contains(tag) else { return }
        tags = (tags + [tag]).sorted()
    }

    /// Removes a tag, if it is there.
    package mutating func remove(tag: String) { tags.removeAll { $0 == tag } }

    /// The text; nil for one of white space alone.
    package static func text(_ text: String?) -> String? {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        return text
    }

    /// - Throws: ``FieldError`` for a number outside of 0 to 1.
    package static func score(_ number: Double) throws(FieldError) -> Double {
        guard (0...1).contains(number) else {
            throw FieldError(field: "score", message: "a score is a number from 0 to 1, for example 0.8")
        }
        return number
    }

    /// Whether a filter can name it without quotes.
    package static func isTag(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || first.isNumber, text.count <= 64 else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
    }
}
