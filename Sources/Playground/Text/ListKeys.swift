import TextUI

/// How keys move through a list or a page: the same everywhere.
enum ListKeys {
    /// A way to move, and the keys that mean it.
    struct Row {
        /// Keys that move also while a filter is typed.
        var keys: [Key] = []
        /// The keys that move while nothing is typed.
        var letters: [Key] = []
        let help: String
        /// The steps to go; negative ones go up.
        let steps: @Sendable (_ page: Int) -> Int

        func means(_ key: Key, hasLetters: Bool) -> Bool {
            keys.contains(key) || hasLetters && letters.contains(key)
        }
    }

    static let table = [
        Row(keys: [.up], letters: [.character("k")], help: "One row up.") { _ in -1 },
        Row(keys: [.down], letters: [.character("j")], help: "One row down.") { _ in 1 },
        Row(keys: [.pageUp], help: "A page up.") { -$0 },
        Row(keys: [.pageDown], help: "A page down.") { $0 },
        Row(letters: [.control("u")], help: "Half a page up.") { -max(1, $0 / 2) },
        Row(letters: [.control("d")], help: "Half a page down.") { max(1, $0 / 2) },
        Row(letters: [.character("g"), .home], help: "The first row.") { _ in Int.min / 2 },
        Row(letters: [.character("G"), .end], help: "The last row.") { _ in Int.max / 2 },
    ]

    /// Whether a key moves in a list.
    static func isMove(_ key: Key, hasLetters: Bool) -> Bool {
        table.contains { $0.means(key, hasLetters: hasLetters) }
    }

    /// The new place in a list; nil if the key does not move.
    ///
    /// - Parameter hasLetters: whether letters move too, because nothing is typed.
    static func place(after key: Key, from place: Int, count: Int, page: Int, hasLetters: Bool) -> Int? {
        let row = table.first { $0.means(key, hasLetters: hasLetters) }
        guard let steps = row?.steps(max(1, page)) else { return nil }
        guard count > 0 else { return 0 }
        return max(0, min(place + max(-count, min(count, steps)), count - 1))
    }
}
