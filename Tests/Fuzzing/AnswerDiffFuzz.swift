import JSON
import Prompts

/// Two answers, the second made from the first: whatever they are, both can be read out of their difference.
package struct AnswerDiffFuzz: FuzzTarget {
    package static let name = "answers"

    /// What answers are made of: prose, JSON, and what is neither.
    private static let pieces = [
        "Brest floods first", ", ", "by an hour", " ", "\n", "\n\n", "é", "{", "}", "[", "]", "\"a\": 1", "\"a\"", "1",
        "1.0", "null", ",", "{\"b\": [1, 2, {\"c\": \"d\"}]}", "[[], {}]", "\r\n", "\u{202E}", "👩‍🚀",
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let old = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
            Self.pieces.randomElement(using: &numbers) ?? ""
        }
        var new = old
        for _ in 0..<Int.random(in: 0...4, using: &numbers) {
            let place = Int.random(in: 0...new.count, using: &numbers)
            if Bool.random(using: &numbers), place < new.count {
                new.remove(at: place)
            } else {
                new.insert(Self.pieces.randomElement(using: &numbers) ?? "", at: place)
            }
        }
        return Array((old.joined() + "\u{1}" + new.joined()).utf8)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let parts = String(decoding: input, as: UTF8.self).split(separator: "\u{1}", omittingEmptySubsequences: false)
        let (old, new) = (String(parts[0]), String(parts.count > 1 ? parts[1] : ""))
        let words = WordsDiff(from: old, to: new)
        try require(Self.text(of: words, without: .added) == Self.lines(old), "the old text is not in it")
        try require(Self.text(of: words, without: .removed) == Self.lines(new), "the new text is not in it")
        let (before, after) = (try? JSONValue(parsing: old), try? JSONValue(parsing: new))
        if let before, let after {
            let diff = JSONDiff(from: before, to: after)
            let shown = diff.lines.filter { $0.kind != .removed }.map(\.text).joined(separator: "\n")
            try require(
                (try? JSONValue(parsing: shown))?.compact == after.compact,
                "the new value is not in its lines: \(shown)")
            try require(
                diff.isEmpty == (ExactValue(before) == ExactValue(after)), "whether the values differ is told wrongly")
        }
        let same = AnswerDiff(from: Self.answer(new), to: Self.answer(new))
        try require(same.isEmpty, "an answer differs from itself")
        _ = AnswerDiff(from: Self.answer(old), to: Self.answer(new))
    }

    private static func answer(_ text: String) -> Message {
        var message = Message(.assistant, text)
        message.toolCalls = [
            ToolCall(id: "1", name: text, arguments: text), ToolCall(id: "2", name: "a", arguments: ""),
        ]
        return message
    }

    private static func text(of diff: WordsDiff, without kind: TextDiff.Kind) -> [String] {
        diff.lines.filter { $0.isEmpty || $0.contains { $0.kind != kind } }.map { line in
            line.filter { $0.kind != kind }.map(\.text).joined()
        }
    }

    /// The lines of a text as a difference counts them: a line break at the end begins no other.
    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
