/// What the thread says of its branches.
extension AppState {
    /// `2/3` at a message that has others beside it; nil where it has none.
    func branchMark(atPlace place: Int) -> String? {
        let all = thread.tree.siblings(atPlace: place)
        guard all.count > 1, let index = all.firstIndex(of: thread.entries[place].id) else { return nil }
        return "\(index + 1)/\(all.count)"
    }

    /// What follows the end of the thread on other branches; nil where nothing does.
    var branchesBelow: String? {
        switch thread.tree.siblings(atPlace: thread.entries.count).count {
        case 0: nil
        case 1: "1 branch continues here · \(label("thread.tree")) shows it"
        case let count: "\(count) branches continue here · \(label("thread.tree")) shows them"
        }
    }
}
