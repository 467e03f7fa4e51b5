/// Finds the known name that a mistyped one was meant to be.
package enum Spelling {
    /// The nearest name within a third of the word's letters (at least one); nil if no name is that near.
    package static func nearest(to word: String, among names: [String]) -> String? {
        let limit = max(1, word.count / 3)
        guard let nearest = closest(to: word, among: names), nearest.distance <= limit else { return nil }
        return nearest.name
    }

    /// The name that is closest to a word, however far; nil if there are no names. Case does not count.
    package static func closest(to word: String, among names: [String]) -> (name: String, distance: Int)? {
        names.map { ($0, distance(word.lowercased(), $0.lowercased())) }.min { $0.distance < $1.distance }
    }

    /// The least number of letters to insert, remove, replace or swap with their neighbour.
    package static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.prefix(longest)), Array(right.prefix(longest)))
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var next = [row + 1]
            for column in right.indices {
                var best = min(last[column + 1], next[column]) + 1
                best = min(best, last[column] + (left[row] == right[column] ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                next.append(best)
            }
            (beforeLast, last) = (last, next)
        }
        return last[right.count]
    }

    /// The letters of a name that count; the time grows with their product.
    private static let longest = 64
}
