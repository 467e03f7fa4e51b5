import TextUI

/// The keys that move through a list.
enum ListKeys {
    /// The new place in a list; nil if the key does not move.
    ///
    /// - Parameter hasLetters: whether letters move too, because nothing is typed.
    static func place(after key: Key, from place: Int, count: Int, page: Int, hasLetters: Bool) -> Int? {
        guard let steps = steps(key, page: max(1, page)) ?? (hasLetters ? letterSteps(key, page: max(1, page)) : nil)
        else {
            return nil
        }
        guard count > 0 else { return 0 }
        return max(0, min(place + max(-count, min(count, steps)), count - 1))
    }

    private static func steps(_ key: Key, page: Int) -> Int? {
        switch key {
        case .up: -1
        case .down: 1
        case .pageUp: -page
        case .pageDown: page
        default: nil
        }
    }

    private static func letterSteps(_ key: Key, page: Int) -> Int? {
        switch key {
        case .character("k", []): -1
        case .character("j", []): 1
        case .control("u"): -max(1, page / 2)
        case .control("d"): max(1, page / 2)
        case .character("g", []), .home: Int.min / 2
        case .character("G", []), .end: Int.max / 2
        default: nil
        }
    }
}
