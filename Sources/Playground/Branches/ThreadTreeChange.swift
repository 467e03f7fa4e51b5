import Prompts
import TextUI

extension ThreadTree {
    /// What going from this tree to another takes back, or does again, in a phrase; nil if it does not show.
    ///
    /// - Parameter isUndo: whether the change led from the other tree to this one.
    func change(to other: ThreadTree, isUndo: Bool) -> String? {
        if path == other.path { return aside == other.aside ? nil : "the branches are as they were" }
        let more = other.path.count - path.count
        if more > 0, Self.isPart(path, of: other.path) { return Self.counted(more, "back") }
        if more < 0, Self.isPart(other.path, of: path) { return Self.counted(-more, "gone") }
        let same = zip(path, other.path).prefix { $0.id == $1.id }.count
        let (before, after) = isUndo ? (other.path, path) : (path, other.path)
        guard before.indices.contains(same), after.indices.contains(same) else { return "another branch is back" }
        let (old, new) = (before[same].message, after[same].message)
        if before.count == after.count, old.role == new.role, old != new,
            zip(before, after).dropFirst(same + 1).allSatisfy({ $0.message == $1.message })
        {
            return "the edit of \(Self.quoted(old))"
        }
        // One that was there before is gone to, and not made, by the change.
        if isUndo, other.entry(after[same].id) != nil { return "another branch is back" }
        switch new.role {
        case .user: return "the run from \(Self.quoted(new))"
        case .assistant where same > 0: return "the new answer to \(Self.quoted(before[same - 1].message))"
        case .assistant, .system, .developer, .tool: return "another branch is back"
        }
    }

    /// Whether all messages of a path stand on another in the same order. What followed a deleted message has been copied, so
    /// ids alone do not tell.
    private static func isPart(_ path: [ThreadEntry], of other: [ThreadEntry]) -> Bool {
        var rest = other[...]
        return path.allSatisfy { entry in
            guard let place = rest.firstIndex(where: { $0.id == entry.id || $0.message == entry.message }) else {
                return false
            }
            rest = rest[(place + 1)...]
            return true
        }
    }

    private static func counted(_ count: Int, _ word: String) -> String {
        count == 1 ? "1 message is \(word)" : "\(count) messages are \(word)"
    }

    /// The beginning of a message.
    private static func quoted(_ message: Message) -> String {
        let words = Sanitiser.oneLine(message.text)
        return words.isEmpty ? "the message" : "«\(DisplayWidth.truncating(words, to: 32))»"
    }
}
