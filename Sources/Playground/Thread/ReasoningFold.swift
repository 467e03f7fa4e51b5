import RequestCore
import TextUI

/// How the reasoning of an answer is shown: a line with its time and tokens, and below it the words or nothing.
struct ReasoningFold: Hashable {
    var isOpen: Bool
    /// The milliseconds from its first word to the answer; nil if not known.
    var milliseconds: Double?
    /// Nil if the server has not said it.
    var tokens: Int?

    /// The line above the words, such as `▸ reasoning  3.2 s · 120 tok`.
    var title: String {
        let facts = [
            milliseconds.map { Readable.seconds($0) }, tokens.flatMap { $0 > 0 ? "\(Readable.count($0)) tok" : nil },
        ].compactMap(\.self)
        return (isOpen ? "▾ reasoning" : "▸ reasoning") + (facts.isEmpty ? "" : "  " + facts.joined(separator: " · "))
    }
}

extension ReasoningFold {
    /// That of an answer in the thread, which is folded until somebody asks for all of the message.
    init(_ facts: AnswerFacts?, isOpen: Bool) {
        self.init(isOpen: isOpen, milliseconds: facts?.reasoningMS, tokens: facts?.usage?.reasoning)
    }

    /// That of the answer under way, which is open until the answer itself begins.
    init(_ run: ActiveRun, now: Double) {
        let begun = run.reasoning
        self.init(
            isOpen: begun?.end == nil, milliseconds: begun.map { (($0.end ?? now) - $0.begin) * 1000 },
            tokens: run.reply.usage?.reasoning)
    }
}
