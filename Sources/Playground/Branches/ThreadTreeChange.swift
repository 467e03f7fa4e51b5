extension ThreadTree {
    /// What going from this tree to another changes, in a phrase; nil if it does not show.
    func change(to other: ThreadTree) -> String? {
        if path == other.path { return aside == other.aside ? nil : "the branches are as they were" }
        let count = other.path.count - path.count
        let same = zip(path, other.path).prefix { $0.id == $1.id }.count
        if count == 0 {
            return path.count - same == 1 && path[same].message != other.path[same].message
                ? "a message changed" : "another branch is back"
        }
        if same < min(path.count, other.path.count) { return "another branch is back" }
        switch count {
        case 1: return "1 message is back"
        case -1: return "1 message is gone"
        case let count where count > 0: return "\(count) messages are back"
        default: return "\(-count) messages are gone"
        }
    }
}
