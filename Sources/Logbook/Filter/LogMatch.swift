package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// One value of a term.
package enum LogMatch: Sendable, Hashable {
    /// `*`: the field has a value.
    case anything
    case text(LogPattern)
    /// One of the field's words.
    case word(String)
    /// A number in the unit of the store: dollars, tokens, milliseconds.
    case number(LogComparison, Double)
    /// The logs sent from `from` on and before `to`; nil where there is no such limit. A span that is counted back from now is
    /// written again as it was written.
    case time(from: Date?, to: Date?, written: String)
    case version(LogVersionMatch)
}

extension LogMatch {
    /// Whether it stands behind a comparison like the decimals of a number that is written with a comma: `>1,5`.
    func isFraction(after other: LogMatch) -> Bool {
        guard case .number(let comparison, _) = other, case .number(.equal, _) = self else { return false }
        return comparison != .equal
    }
}

/// How a value compares with the one in a filter.
package enum LogComparison: String, Sendable, Hashable, CaseIterable {
    case equal = ""
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"

    /// Whether `value` compares so with `limit`.
    package func holds<Value: Comparable>(_ value: Value, _ limit: Value) -> Bool {
        switch self {
        case .equal: value == limit
        case .atLeast: value >= limit
        case .atMost: value <= limit
        case .above: value > limit
        case .below: value < limit
        }
    }
}

/// A version as a filter names it.
package enum LogVersionMatch: Sendable, Hashable {
    /// The version with this number within its prompt.
    case number(Int, prompt: String?)
    /// The versions whose id begins with these lower-case hex digits.
    case hash(String)
    /// What the prompt has deployed in the environment now.
    case environment(String, prompt: String)

    /// All of a version's id.
    package init(_ id: VersionID) { self = .hash(id.hex) }
}

/// A text in which `*` may stand for any characters. Case counts.
package struct LogPattern: Sendable, Hashable {
    /// The texts between the stars; one where there is no star.
    package let pieces: [String]

    /// The text itself, in which a star is a star.
    package init(exactly text: String) { pieces = [text] }

    /// - Parameter pieces: the texts between the stars.
    package init(pieces: [String]) { self.pieces = pieces.isEmpty ? [""] : pieces }

    /// The text, if there is no star in the pattern.
    package var exact: String? { pieces.count == 1 ? pieces[0] : nil }

    /// The pattern as SQLite's `GLOB` reads it.
    package var glob: String {
        pieces.map { piece in
            piece.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined()
        }.joined(separator: "*")
    }

    /// Whether the whole text has this form.
    package func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        let pieces = pieces.map { Array($0.unicodeScalars) }
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return text == pieces.first }
        guard text.count >= first.count + last.count, text.starts(with: first), text.suffix(last.count) == last[...]
        else { return false }
        var rest = text[first.count..<(text.count - last.count)]
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let end = Self.end(of: piece, in: rest) else { return false }
            rest = rest[end...]
        }
        return true
    }

    /// Where the first occurrence of `piece` ends; nil if there is none.
    private static func end(of piece: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>) -> Int? {
        guard text.count >= piece.count else { return nil }
        for start in text.startIndex...(text.endIndex - piece.count)
        where text[start..<(start + piece.count)] == piece[...] {
            return start + piece.count
        }
        return nil
    }
}
