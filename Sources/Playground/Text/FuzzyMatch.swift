/// Finds words by their letters in order: `rth` finds `response theme`.
package enum FuzzyMatch {
    /// The score of a match, higher is better; nil if the text does not match. Every word of the query has to match.
    ///
    /// A run of letters beats scattered ones, and the beginning of a word beats its middle.
    package static func score(_ query: String, in text: String) -> Int? {
        let text = Array(text.lowercased())
        var total = 0
        for word in query.lowercased().split(separator: " ") {
            guard let score = score(Array(word), in: text) else { return nil }
            total += score
        }
        return total
    }

    private static func score(_ word: [Character], in text: [Character]) -> Int? {
        guard let first = word.first else { return 0 }
        var best: Int?
        for start in text.indices where text[start] == first {
            guard let score = score(word, in: text, from: start) else { break }
            best = max(best ?? Int.min, score)
        }
        return best
    }

    /// The score of the match that begins at `start` and takes each next letter at its first occurrence.
    private static func score(_ word: [Character], in text: [Character], from start: Int) -> Int? {
        var position = start
        var score = startsWord(start, text) ? 20 : 0
        var isWhole = true
        for letter in word.dropFirst() {
            guard let next = text[(position + 1)...].firstIndex(of: letter) else { return nil }
            if next == position + 1 {
                score += 10
            } else {
                isWhole = false
                score += startsWord(next, text) ? 15 : 0
                score -= min(next - position, 10)
            }
            position = next
        }
        if isWhole { score += startsWord(start, text) ? 100 : 30 }
        if isWhole, word.count == text.count { score += 100 }
        return score - min(start, 20)
    }

    private static func startsWord(_ index: Int, _ text: [Character]) -> Bool {
        guard index > 0 else { return true }
        let before = text[index - 1]
        return !before.isLetter && !before.isNumber
    }
}
