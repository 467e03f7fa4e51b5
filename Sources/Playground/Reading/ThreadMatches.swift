/// What a search has found in the thread: how often the words stand in each message.
struct ThreadMatches: Sendable {
    /// The words that were looked for.
    let words: String
    /// The messages in their order.
    let refs: SelectableEntries
    /// The number of matches in each message, then that in what follows all messages. What has not been looked through yet has none.
    let counts: [Int]
    /// The number of all matches that have been found.
    let count: Int
    /// The number of the match at which the search began, from 0: the first one from there on.
    let first: Int
    /// Whether the whole thread has been looked through.
    let isComplete: Bool

    /// A match, told by its message, so that it can be found when more or less of the thread is laid out.
    struct Place: Sendable, Hashable {
        /// The place of its message; the number of messages where the match is in what follows them.
        var position: Int
        /// Its number among the matches of that message, from 0.
        var number: Int
    }

    /// The number of a match, from 0, cyclically.
    ///
    /// - Parameter steps: from the one at which the search began; negative ones go up.
    func number(after steps: Int) -> Int {
        guard count > 0 else { return 0 }
        let number = (first + steps) % count
        return number < 0 ? number + count : number
    }

    /// Where a match is; nil if there is none.
    func place(of number: Int) -> Place? {
        var left = number
        for (position, count) in counts.enumerated() {
            if left < count { return Place(position: position, number: left) }
            left -= count
        }
        return nil
    }

    /// The message of a match; nil where it is in none.
    func ref(of number: Int) -> EntryRef? {
        place(of: number).flatMap { $0.position < refs.count ? refs[$0.position] : nil }
    }
}
