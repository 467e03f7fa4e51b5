/// The words in which two lines differ.
enum WordDiff {
    /// The number of words beyond which lines are compared as wholes.
    private static let mostWords = 1000

    /// Returns the pieces of both lines. Lines with little in common get no marked piece: they count as wholly different.
    static func spans(_ old: String, _ new: String) -> (old: [TextDiff.Span], new: [TextDiff.Span]) {
        guard let (left, right, gone, come) = compared(old, new) else { return (whole(old), whole(new)) }
        return (spans(left, marked: gone), spans(right, marked: come))
    }

    /// Returns the words of both lines with the places of those that the other line lacks; nil for lines with little in
    /// common, or with too many words to look closer.
    static func compared(
        _ old: String, _ new: String
    ) -> (left: [Substring], right: [Substring], gone: Set<Int>, come: Set<Int>)? {
        let (left, right) = (words(of: old), words(of: new))
        guard left.count <= mostWords, right.count <= mostWords else { return nil }
        let difference = right.difference(from: left)
        var (gone, come) = (Set<Int>(), Set<Int>())
        for change in difference {
            switch change {
            case .remove(let offset, _, _): gone.insert(offset)
            case .insert(let offset, _, _): come.insert(offset)
            }
        }
        let kept = left.indices.reduce(0) { $0 + (gone.contains($1) ? 0 : weight(left[$1])) }
        let longer = max(left.reduce(0) { $0 + weight($1) }, right.reduce(0) { $0 + weight($1) })
        guard kept * 3 >= longer, kept > 0 else { return nil }
        return (left, right, gone, come)
    }

    /// Returns a line as one piece.
    static func whole(_ line: String) -> [TextDiff.Span] { [TextDiff.Span(text: line, isChanged: false)] }

    private static func spans(_ words: [Substring], marked: Set<Int>) -> [TextDiff.Span] {
        var spans: [TextDiff.Span] = []
        for (index, word) in words.enumerated() {
            // A blank between two marked words is marked with them, so that a phrase is one piece.
            let joins = word.allSatisfy(\.isWhitespace) && marked.contains(index - 1) && marked.contains(index + 1)
            let isChanged = marked.contains(index) || joins
            if spans.last?.isChanged == isChanged {
                spans[spans.count - 1].text += word
            } else {
                spans.append(TextDiff.Span(text: String(word), isChanged: isChanged))
            }
        }
        return spans
    }

    private static func weight(_ word: Substring) -> Int { word.allSatisfy(\.isWhitespace) ? 0 : word.utf8.count }

    /// Cuts a line into words, blanks, and every other character by itself.
    private static func words(of line: String) -> [Substring] {
        var words: [Substring] = []
        var rest = line[...]
        while let first = rest.first {
            let end =
                if isWord(first) {
                    rest.firstIndex { !isWord($0) } ?? rest.endIndex
                } else if first.isWhitespace {
                    rest.firstIndex { !$0.isWhitespace } ?? rest.endIndex
                } else {
                    rest.index(after: rest.startIndex)
                }
            words.append(rest[..<end])
            rest = rest[end...]
        }
        return words
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
