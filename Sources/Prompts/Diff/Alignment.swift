/// Two lists laid side by side.
enum Alignment {
    /// One place of the aligned lists, with the elements' places in their own lists.
    enum Step: Hashable {
        case both(Int, Int)
        case removed(Int)
        case added(Int)
    }

    /// Aligns two lists: equal elements first, by the longest common subsequence. Of those between them, the ones that
    /// may stand for each other are paired in order.
    static func steps<Element: Hashable>(
        from old: [Element], to new: [Element], pairs: (_ old: Int, _ new: Int) -> Bool
    ) -> [Step] {
        var (gone, come) = (Set<Int>(), Set<Int>())
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): gone.insert(offset)
            case .insert(let offset, _, _): come.insert(offset)
            }
        }
        var steps: [Step] = []
        var (removed, added): ([Int], [Int]) = ([], [])
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count, gone.contains(left) {
                removed.append(left)
                left += 1
            } else if right < new.count, come.contains(right) {
                added.append(right)
                right += 1
            } else {
                steps += paired(&removed, &added, pairs)
                steps.append(.both(left, right))
                left += 1
                right += 1
            }
        }
        return steps + paired(&removed, &added, pairs)
    }

    /// The elements of a gap, of which the lists are emptied.
    private static func paired(
        _ removed: inout [Int], _ added: inout [Int], _ pairs: (Int, Int) -> Bool
    ) -> [Step] {
        defer { (removed, added) = ([], []) }
        var steps: [Step] = []
        var waiting = removed[...]
        for new in added {
            guard let place = waiting.firstIndex(where: { pairs($0, new) }) else {
                steps.append(.added(new))
                continue
            }
            steps += waiting[..<place].map(Step.removed)
            steps.append(.both(waiting[place], new))
            waiting = waiting[(place + 1)...]
        }
        return steps + waiting.map(Step.removed)
    }
}
