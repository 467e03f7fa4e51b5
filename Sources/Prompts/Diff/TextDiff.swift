/// Two texts compared line by line: what stayed, what was removed, what was added, and which words of a changed line
/// differ.
package struct TextDiff: Sendable, Hashable {
    /// What happened to a line.
    package enum Kind: Sendable, Hashable {
        case same, removed, added
    }

    /// A piece of a line.
    package struct Span: Sendable, Hashable {
        /// The text of the piece.
        package var text: String
        /// Whether the other text has something else here; always false in a line without a counterpart.
        package var isChanged: Bool
    }

    /// One line of either text.
    package struct Line: Sendable, Hashable {
        /// What happened to the line.
        package var kind: Kind
        /// The pieces of the line; together they are the line without its line break.
        package var spans: [Span]
        /// The line's number in the old text, from 1; nil for an added line.
        package var oldNumber: Int?
        /// The line's number in the new text, from 1; nil for a removed line.
        package var newNumber: Int?

        /// The text of the line.
        package var text: String { spans.reduce(into: "") { $0 += $1.text } }
    }

    /// Changed lines that stand together, with some unchanged lines around them.
    package struct Hunk: Sendable, Hashable {
        /// The number of unchanged lines that were left out before it.
        package var skipped: Int
        /// The lines that it shows.
        package var lines: [Line]
    }

    /// Every line of both texts, in order; within a change removed lines stand before added ones.
    package let lines: [Line]

    /// The number of lines between the first change and the last beyond which all of them are one change: a closer look
    /// would take memory by the square of that number.
    static let greatestMiddle = 3000

    /// Compares two texts, whose line ends are LF.
    package init(from old: String, to new: String) {
        var builder = LineBuilder(old: Self.lines(of: old), new: Self.lines(of: new))
        lines = builder.lines()
    }

    /// Whether the texts are the same, line by line.
    package var isEmpty: Bool { lines.allSatisfy { $0.kind == .same } }

    /// Returns the changes, each with lines around it.
    ///
    /// - Parameter context: the number of unchanged lines to show before and after a change.
    package func hunks(context: Int = 3) -> [Hunk] {
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

    /// Returns the changes as `diff -u` writes them; an empty text for none.
    package func unified(old: String, new: String) -> String {
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
    package static func sign(_ kind: Kind) -> String {
        switch kind {
        case .same: " "
        case .removed: "-"
        case .added: "+"
        }
    }

    /// An empty range is given by the line before it.
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

    /// Removed lines and the lines that took their place, paired in order.
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
