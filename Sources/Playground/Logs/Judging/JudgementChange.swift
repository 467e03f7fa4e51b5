package import Prompts
package import RequestCore

/// What a person changes of what is said of answers. What is not named stays as it is.
package struct JudgementChange: Sendable, Hashable {
    /// A part of a judgement.
    package enum Part<Value: Sendable & Hashable>: Sendable, Hashable {
        case kept
        /// nil removes it.
        case set(Value?)
    }

    package var feedback = Part<LogRecord.Feedback>.kept
    package var score = Part<Double>.kept
    package var note = Part<String>.kept
    package var correction = Part<String>.kept
    /// Tags to add and to remove.
    package var added: [String] = []
    package var removed: [String] = []

    package init() {}

    package var isEmpty: Bool { self == JudgementChange() }

    /// Changes a judgement.
    ///
    /// - Throws: ``FieldError`` for a score outside of 0 to 1, and for what is no tag.
    package func apply(to judgement: inout Judgement) throws(FieldError) {
        if case .set(let value) = feedback { judgement.feedback = value }
        if case .set(let value) = score {
            if let value { judgement.score = try Judgement.score(value) } else { judgement.score = nil }
        }
        if case .set(let value) = note { judgement.note = Judgement.text(value) }
        if case .set(let value) = correction { judgement.correction = Judgement.text(value) }
        for tag in added { try judgement.add(tag: tag) }
        for tag in removed { judgement.remove(tag: tag) }
    }
}
