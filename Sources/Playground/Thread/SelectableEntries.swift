/// The messages that can be selected, in screen order: the template, then the thread without results, which are shown below
/// their calls. It is a view of both, so a long thread is not copied to count it.
package struct SelectableEntries: RandomAccessCollection, Sendable {
    /// Whether the row for a system message to be written comes first.
    let hasSystemRow: Bool
    let templateCount: Int
    let tree: ThreadTree

    package var startIndex: Int { 0 }
    package var endIndex: Int { before + tree.outline.standing.count }

    /// The number of rows that come before the thread.
    private var before: Int { (hasSystemRow ? 1 : 0) + templateCount }

    package subscript(position: Int) -> EntryRef {
        if position >= before { return .entry(tree.path[tree.outline.standing[position - before]].id) }
        return hasSystemRow ? (position == 0 ? .system : .template(position - 1)) : .template(position)
    }

    /// The position of a message; nil if it cannot be selected.
    package func firstIndex(of ref: EntryRef) -> Int? {
        switch ref {
        case .system: return hasSystemRow ? 0 : nil
        case .template(let index): return index < templateCount ? index + (hasSystemRow ? 1 : 0) : nil
        case .entry(let id):
            guard let place = tree.place(of: id) else { return nil }
            let standing = tree.outline.standing
            var (low, high) = (0, standing.count)
            while low < high {
                let middle = (low + high) / 2
                if standing[middle] < place { low = middle + 1 } else { high = middle }
            }
            return low < standing.count && standing[low] == place ? before + low : nil
        }
    }
}
