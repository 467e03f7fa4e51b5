import Glibc

/// Measures of how near a text is to a reference.
package enum TextMetrics {
    /// The most steps of a comparison letter by letter.
    private static let mostSteps = 400_000_000

    /// The least number of characters (Unicode scalars) to insert, remove or replace; nil if both texts are too long.
    package static func levenshtein(_ left: String, _ right: String) -> Int? {
        let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        guard left.count.multipliedReportingOverflow(by: max(1, right.count)).partialValue <= mostSteps else {
            return nil
        }
        var row = Array(0...right.count)
        for (index, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (scalar == right[column] ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }

    /// ROUGE-N (Lin 2004) as F1 of n-grams. Words are runs of letters and digits, in small letters, without stemming.
    package static func rouge(_ candidate: String, _ reference: String, order: Int = 1) -> Double {
        let (own, other) = (grams(letterWords(candidate), order), grams(letterWords(reference), order))
        let (ownCount, otherCount) = (own.values.reduce(0, +), other.values.reduce(0, +))
        let shared = Double(shared(own, other))
        guard shared > 0 else { return 0 }
        let (precision, recall) = (shared / Double(ownCount), shared / Double(otherCount))
        return 2 * precision * recall / (precision + recall)
    }

    /// BLEU (Papineni 2002) up to four words, without regard to case. A precision of nothing counts as 10⁻⁷, as in promptfoo;
    /// the penalty for brevity is the paper's.
    package static func bleu(_ candidate: String, _ references: [String]) -> Double {
        let words = spacedWords(candidate)
        let referenceWords = references.map(spacedWords)
        guard !words.isEmpty, let first = referenceWords.first else { return 0 }
        var logarithms = 0.0
        for order in 1...4 {
            let own = grams(words, order)
            let total = own.values.reduce(0, +)
            let clipped = referenceWords.map { shared(own, grams($0, order)) }.max() ?? 0
            let precision = total > 0 ? Double(clipped) / Double(total) : 0
            logarithms += log(precision == 0 ? 1e-7 : precision) / 4
        }
        let length = referenceWords.dropFirst().reduce(first.count) { nearest, other in
            abs(other.count - words.count) < abs(nearest - words.count) ? other.count : nearest
        }
        let penalty = words.count > length ? 1 : exp(1 - Double(length) / Double(words.count))
        return penalty * exp(logarithms)
    }

    /// GLEU (Wu 2016): the lesser of precision and recall of all n-grams up to four words, against the best reference.
    package static func gleu(_ candidate: String, _ references: [String]) -> Double {
        let words = spacedWords(candidate).map(withoutStops)
        guard !words.isEmpty else { return 0 }
        return references.map { gleu(words, spacedWords($0).map(withoutStops)) }.max() ?? 0
    }

    private static func gleu(_ words: [String], _ reference: [String]) -> Double {
        var (matches, own, other) = (0, 0, 0)
        for order in 1...4 {
            let (mine, theirs) = (grams(words, order), grams(reference, order))
            matches += shared(mine, theirs)
            own += mine.values.reduce(0, +)
            other += theirs.values.reduce(0, +)
        }
        return own == 0 || other == 0 ? 0 : min(Double(matches) / Double(own), Double(matches) / Double(other))
    }

    private static func withoutStops(_ word: String) -> String {
        var word = word[...]
        while word.last == "." { word.removeLast() }
        return String(word)
    }

    private static func spacedWords(_ text: String) -> [String] {
        text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static func letterWords(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    private static func grams(_ words: [String], _ order: Int) -> [ArraySlice<String>: Int] {
        guard words.count >= order else { return [:] }
        var counts: [ArraySlice<String>: Int] = [:]
        for start in 0...(words.count - order) { counts[words[start..<(start + order)], default: 0] += 1 }
        return counts
    }

    private static func shared(_ left: [ArraySlice<String>: Int], _ right: [ArraySlice<String>: Int]) -> Int {
        left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
    }
}
