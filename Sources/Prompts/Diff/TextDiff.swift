/// Two texts, line by line: what stayed, what went, what came, and which words of a changed line are others.
public struct TextDiff: Sendable, Hashable {
    /// What became of a line.
    public enum Kind: Sendable, Hashable {
        case same, removed, added
    }

    /// A piece of a line.
    public struct Span: Sendable, Hashable {
        /// What is written there.
        public var text: String
        /// Whether the other text has something else here; false in all of a line that has no counterpart.
        public var isChanged: Bool
    }

    /// One line of either text.
    public struct Line: Sendable, Hashable {
        /// What became of it.
        public var kind: Kind
        /// Its pieces; together they are the line, without its line break.
        public var spans: [Span]
        /// Its number in the old text, counted from 1; nil for an added one.
        public var oldNumber: Int?
        /// Its number in the new text, counted from 1; nil for a removed one.
        public var newNumber: Int?

        /// What is written on it.
        public var text: String { spans.reduce(into: "") { $0 += $1.text } }
    }

    /// Changed lines that stand together, with some that stayed around them.
    public struct Hunk: Sendable, Hashable {
        /// How many lines that stayed were left out before it.
        public var skipped: Int
        /// What it shows.
        public var lines: [Line]
    }

    /// Every line of both texts, in order; of a change what went stands before what came.
    public let lines: [Line]

    /// Beyond so many lines between the first change and the last, all of them are one change: to look closer would take
    /// memory by the square of it.
    static let greatestMiddle = 3000

    /// Compares two texts. Line ends are LF.
    public init(from old: String, to new: String) {
        var builder = LineBuilder(old: Self.lines(of: old), new: Self.lines(of: new))
        lines = builder.lines()
    }

    /// Whether the texts are the same, line by line.
    public var isEmpty: Bool { lines.allSatisfy { $0.kind == .same } }

    /// The changes, each with lines around it.
    ///
    /// - Parameter context: how many lines that stayed are shown before and after a change.
    public func hunks(context: Int = 3) -> [Hunk] {
        var hunks: [Hunk] = []
        var end = 0
        for (index, line) in lines.enumerated() where line.kind != .same {
            let start = max(end, index - context)
            if start > end || hunks.isEmpty { hunks.append(Hunk(skipped: start - end, lines: [])) }
            let stop = min(lines.count, index + context + 1)
            hunks[hunks.count - 1].lines += lines[start..<max(start, stop)]
            end = max(end, stop)
        }
        return hunks
    }

    /// The changes as `diff -u` writes them; empty where there is none.
    public func unified(old: String, new: String) -> String {
        guard !isEmpty else { return "" }
        var text = "--- \(old)\n+++ \(new)\n"
        var (oldNumber, newNumber) = (1, 1)
        for hunk in hunks() {
            oldNumber += hunk.skipped
            newNumber += hunk.skipped
            let oldCount = hunk.lines.count { $0.kind != .added }
            let newCount = hunk.lines.count { $0.kind != .removed }
            text += "@@ -\(Self.range(oldNumber, oldCount)) +\(Self.range(newNumber, newCount)) @@\n"
            for line in hunk.lines { text += Self.sign(line.kind) + line.text + "\n" }
            oldNumber += oldCount
            newNumber += newCount
        }
        return text
    }

    /// ` `, `-` or `+`.
    public static func sign(_ kind: Kind) -> String {
        switch kind {
        case .same: " "
        case .removed: "-"
        case .added: "+"
        }
    }

    /// An empty range is written by the line before it.
    private static func range(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
    }

    private static func lines(of text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

/// Puts the lines of two texts into one order.
private struct LineBuilder {
    let old: [Substring]
    let new: [Substring]
    private var result: [TextDiff.Line] = []

    init(old: [Substring], new: [Substring]) {
        self.old = old
        self.new = new
    }

    mutating func lines() -> [TextDiff.Line] {
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var tail = 0
        while tail < min(old.count, new.count) - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
            tail += 1
        }
        for index in 0..<start { same(index, index) }
        middle(start..<(old.count - tail), start..<(new.count - tail))
        for index in 0..<tail { same(old.count - tail + index, new.count - tail + index) }
        return result
    }

    private mutating func middle(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
        guard oldRange.count + newRange.count <= TextDiff.greatestMiddle else {
            return changed(Array(oldRange), Array(newRange))
        }
        let difference = new[newRange].difference(from: old[oldRange])
        var (gone, come) = (Set<Int>(), Set<Int>())
        for change in difference {
            switch change {
            case .remove(let offset, _, _): gone.insert(oldRange.lowerBound + offset)
            case .insert(let offset, _, _): come.insert(newRange.lowerBound + offset)
            }
        }
        var (removed, added): ([Int], [Int]) = ([], [])
        var (left, right) = (oldRange.lowerBound, newRange.lowerBound)
        while left < oldRange.upperBound || right < newRange.upperBound {
            if left < oldRange.upperBound, gone.contains(left) {
                removed.append(left)
                left += 1
            } else if right < newRange.upperBound, come.contains(right) {
                added.append(right)
                right += 1
            } else {
                changed(removed, added)
                (removed, added) = ([], [])
                same(left, right)
                left += 1
                right += 1
            }
        }
        changed(removed, added)
    }

    private mutating func same(_ left: Int, _ right: Int) {
        let span = TextDiff.Span(text: String(old[left]), isChanged: false)
        result.append(TextDiff.Line(kind: .same, spans: [span], oldNumber: left + 1, newNumber: right + 1))
    }

    /// Lines that went and lines that came in their place; the first belongs to the first, and so on.
    private mutating func changed(_ removed: [Int], _ added: [Int]) {
        let pairs = zip(removed, added).map { WordDiff.spans(String(old[$0]), String(new[$1])) }
        for (place, index) in removed.enumerated() {
            let spans = pairs.indices.contains(place) ? pairs[place].old : WordDiff.whole(String(old[index]))
            result.append(TextDiff.Line(kind: .removed, spans: spans, oldNumber: index + 1))
        }
        for (place, index) in added.enumerated() {
            let spans = pairs.indices.contains(place) ? pairs[place].new : WordDiff.whole(String(new[index]))
            result.append(TextDiff.Line(kind: .added, spans: spans, newNumber: index + 1))
        }
    }
}
