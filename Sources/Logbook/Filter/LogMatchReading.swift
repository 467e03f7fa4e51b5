import Prompts

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the values that a field takes.
struct LogMatchReading {
    /// A value as it stands in the text.
    struct Value {
        /// The texts between its stars.
        let pieces: [String]
        /// All of it, quotes included.
        let written: String
        /// Whether a part of it is quoted.
        let hasQuotes: Bool
        /// Whether its first character is.
        let beginsQuoted: Bool

        /// The text, if there is no star in it.
        var text: String? { pieces.count == 1 ? pieces[0] : nil }
        /// Whether it is nothing but stars.
        var isAnything: Bool { pieces.count > 1 && pieces.allSatisfy(\.isEmpty) && !hasQuotes }
    }

    /// Why a value cannot be the field's.
    struct Refusal: Error {
        let message: String
    }

    let field: LogField
    let context: LogFilterContext

    func match(_ value: Value) throws(Refusal) -> LogMatch {
        if value.written.isEmpty { throw Refusal(message: "\(field.name): needs a value: \(expected)") }
        if value.isAnything { return .anything }
        let (comparison, rest) = comparison(of: value)
        guard comparison == .equal || field.isComparable else {
            throw Refusal(
                message: "\(field.name) cannot be compared with '\(comparison.rawValue)'; it takes \(expected)")
        }
        switch field.facts.kind {
        case .text: return .text(LogPattern(pieces: isID(value) ? value.pieces.map { $0.uppercased() } : value.pieces))
        case .version: return .version(try version(value))
        case .words(let words):
            guard let word = value.text?.lowercased(), words.contains(word) else { throw refusal(value) }
            return .word(word)
        case .status:
            if comparison == .equal, let word = value.text?.lowercased(), field.words.contains(word) {
                return .word(word)
            }
            guard let number = Int(rest), (100...999).contains(number) else { throw refusal(value) }
            return .number(comparison, Double(number))
        case .number(let unit):
            guard let number = number(rest, unit) else { throw refusal(value) }
            return .number(comparison, number)
        case .time: return try time(value)
        case .day:
            guard let text = value.text, let start = PastTime.day(text, offset: context.offset) else {
                throw refusal(value)
            }
            return .time(from: start, to: start.addingTimeInterval(86_400), written: text)
        }
    }

    /// Whether a value is an id of ours, whose case does not count. The tool that a log is imported from may write it in small letters.
    private func isID(_ value: Value) -> Bool {
        (field == .id || field == .run) && value.pieces.first?.first == "0"
    }

    private func refusal(_ value: Value) -> Refusal {
        var hint = ""
        if let word = value.text, let nearest = Spelling.nearest(to: word, among: field.words) {
            hint = "; did you mean '\(nearest)'?"
        }
        return Refusal(message: "\(field.name) takes \(expected); found '\(value.written)'\(hint)")
    }

    /// What the field takes, in words.
    private var expected: String {
        let example = field.facts.examples.first ?? ""
        switch field.facts.kind {
        case .text: return "a text, such as \(example)"
        case .version: return "v12, a hash of at least 8 digits, NAME@v12 or NAME@ENVIRONMENT"
        case .words(let words): return words.joined(separator: ", ") + " or *"
        case .status: return field.words.joined(separator: ", ") + ", or an HTTP status such as 429 or >=500"
        case .number(.count): return "a number, such as \(example)"
        case .number(.dollars): return "dollars, such as \(example)"
        case .number(.seconds): return "a time in s or ms, such as \(example)"
        case .time: return "30m, 12h, 7d, a date, or a date with a time"
        case .day: return "a date, such as \(example)"
        }
    }

    /// The comparison at the beginning of a value, and what follows it.
    private func comparison(of value: Value) -> (LogComparison, String) {
        let text = value.text ?? ""
        // A star behind a comparison leaves the rest empty, which is no number.
        guard !value.beginsQuoted, let first = value.pieces.first else { return (.equal, text) }
        for comparison in [LogComparison.atLeast, .atMost, .above, .below] where first.hasPrefix(comparison.rawValue) {
            return (comparison, String(text.dropFirst(comparison.rawValue.count)))
        }
        return (.equal, text)
    }

    private func number(_ text: String, _ unit: LogUnit) -> Double? {
        switch unit {
        case .count:
            if text.hasSuffix("k") { return plain(text.dropLast()).map { $0 * 1_000 } }
            return text.hasSuffix("M") ? plain(text.dropLast()).map { $0 * 1_000_000 } : plain(text[...])
        case .dollars: return plain(text.hasPrefix("$") ? text.dropFirst() : text[...])
        case .seconds:
            if text.hasSuffix("ms") { return plain(text.dropLast(2)) }
            return plain(text.hasSuffix("s") ? text.dropLast() : text[...]).map { $0 * 1_000 }
        }
    }

    /// A decimal number that is not negative.
    private func plain(_ text: Substring) -> Double? {
        guard text.first?.isASCII == true, text.first?.isNumber == true || text.first == ".",
            text.allSatisfy({ $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) }), let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }

    private func time(_ value: Value) throws(Refusal) -> LogMatch {
        guard let text = value.text, let date = PastTime.date(text, now: context.now, offset: context.offset) else {
            throw refusal(value)
        }
        guard field == .until else { return .time(from: date, to: nil, written: text) }
        let isDay = PastTime.day(text, offset: context.offset) != nil
        return .time(from: nil, to: isDay ? date.addingTimeInterval(86_400) : date, written: text)
    }

    private func version(_ value: Value) throws(Refusal) -> LogVersionMatch {
        guard let text = value.text else { throw refusal(value) }
        if let number = number(ofVersion: text) { return .number(number, prompt: nil) }
        guard let reference = Reference(text), reference.ancestors == 0 else { throw refusal(value) }
        switch reference.target {
        case .hash(let digits): return .hash(digits)
        case .number(let prompt, let number): return .number(number, prompt: prompt)
        case .environment(let prompt, let name): return .environment(name, prompt: prompt)
        case .newest: throw refusal(value)
        }
    }

    private func number(ofVersion text: String) -> Int? {
        guard text.first == "v", text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text.dropFirst())
    }
}
