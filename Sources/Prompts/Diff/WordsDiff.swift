/// Two texts in one: the words that both have, those that were removed, and those that were added, where they stand.
package struct WordsDiff: Sendable, Hashable {
    /// Words that stand together and have the same fate.
    package struct Piece: Sendable, Hashable {
        /// What happened to the words.
        package var kind: TextDiff.Kind
        /// The words, with the blanks between them.
        package var text: String
    }

    /// The lines of both texts. A line that changed a little is one line here, with the words of both; removed words
    /// stand before those that took their place.
    package let lines: [[Piece]]

    /// Compares two texts, whose line ends are LF.
    package init(from old: String, to new: String) {
        var lines: [[Piece]] = []
        var (removed, added): ([String], [String]) = ([], [])
        for line in TextDiff(from: old, to: new).lines {
            switch line.kind {
            case .removed:
                if !added.isEmpty { Self.take(&removed, &added, into: &lines) }
                removed.append(line.text)
            case .added: added.append(line.text)
            case .same:
                Self.take(&removed, &added, into: &lines)
                lines.append([Piece(kind: .same, text: line.text)])
            }
        }
        Self.take(&removed, &added, into: &lines)
        self.lines = lines
    }

    /// Whether the texts are the same, line by line.
    package var isEmpty: Bool { lines.allSatisfy { $0.allSatisfy { $0.kind == .same } } }

    /// Appends the lines of one change, of which the lists are emptied.
    private static func take(_ removed: inout [String], _ added: inout [String], into lines: inout [[Piece]]) {
        let common = min(removed.count, added.count)
        for (old, new) in zip(removed, added) {
            if let pieces = WordDiff.merged(old, new) {
                lines.append(pieces)
            } else {
                lines.append([Piece(kind: .removed, text: old)])
                lines.append([Piece(kind: .added, text: new)])
            }
        }
        lines += removed.dropFirst(common).map { [Piece(kind: .removed, text: $0)] }
        lines += added.dropFirst(common).map { [Piece(kind: .added, text: $0)] }
        (removed, added) = ([], [])
    }
}

extension WordDiff {
    /// The words of two lines in one; nil for lines with little in common.
    fileprivate static func merged(_ old: String, _ new: String) -> [WordsDiff.Piece]? {
        guard let (left, right, gone, come) = compared(old, new) else { return nil }
        var tokens: [(word: Substring, isOld: Bool, isNew: Bool)] = []
        var (from, to) = (0, 0)
        while from < left.count || to < right.count {
            if from < left.count, gone.contains(from) {
                tokens.append((left[from], true, false))
                from += 1
            } else if to < right.count, come.contains(to) {
                tokens.append((right[to], false, true))
                to += 1
            } else {
                tokens.append((left[from], true, true))
                from += 1
                to += 1
            }
        }
        var pieces: [WordsDiff.Piece] = []
        var change = (removed: "", added: "")
        for (place, token) in tokens.enumerated() {
            // A blank between two changed words changes with them, so that a phrase is one piece.
            let joins =
                token.word.allSatisfy(\.isWhitespace) && tokens.indices.contains(place + 1) && place > 0
                && isChanged(tokens[place - 1]) && isChanged(tokens[place + 1])
            if isChanged(token) || joins {
                if token.isOld { change.removed += token.word }
                if token.isNew { change.added += token.word }
                continue
            }
            take(&change, into: &pieces)
            if pieces.last?.kind == .same {
                pieces[pieces.count - 1].text += token.word
            } else {
                pieces.append(WordsDiff.Piece(kind: .same, text: String(token.word)))
            }
        }
        take(&change, into: &pieces)
        return pieces
    }

    private static func isChanged(_ token: (word: Substring, isOld: Bool, isNew: Bool)) -> Bool {
        token.isOld != token.isNew
    }

    private static func take(_ change: inout (removed: String, added: String), into pieces: inout [WordsDiff.Piece]) {
        if !change.removed.isEmpty { pieces.append(WordsDiff.Piece(kind: .removed, text: change.removed)) }
        if !change.added.isEmpty { pieces.append(WordsDiff.Piece(kind: .added, text: change.added)) }
        change = ("", "")
    }
}
