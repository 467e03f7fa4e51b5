import Prompts
import Testing

@testable import Playground

@Suite("The tree of a conversation")
struct ThreadTreeTests {
    private static let facts = AnswerFacts(provider: "simulator", model: "m", totalMS: 1, isIncomplete: false)

    /// A thread of questions and answers, `q0 a0 q1 a1 …`.
    private func tree(_ rounds: Int) -> ThreadTree {
        var tree = ThreadTree()
        for round in 0..<rounds {
            tree.append(Message(.user, "q\(round)"))
            tree.append(Message(.assistant, "a\(round)")) { $0.facts = Self.facts }
        }
        return tree
    }

    private func words(_ tree: ThreadTree) -> String { tree.path.map(\.message.text).joined(separator: " ") }

    private func change(_ text: String) -> (inout [ThreadEntry]) -> Void {
        { $0[0].message = Message($0[0].message.role, text) }
    }

    @Test("a changed question that was answered becomes a message beside the old one, with what followed")
    func changed() {
        var tree = tree(2)
        let ids = tree.rewrite(from: 0, change("Q"))
        #expect(words(tree) == "Q a0 q1 a1" && ids.count == 4)
        #expect(tree.siblings(atPlace: 0).count == 2)
        tree.step(-1, atPlace: 0)
        #expect(words(tree) == "q0 a0 q1 a1")
        tree.step(1, atPlace: 0)
        #expect(words(tree) == "Q a0 q1 a1")
        #expect(tree.path[1].facts == Self.facts && tree.path[1].repeats != nil)
    }

    @Test(
        "stored and read again, it shows the branch that was shown, also where another one was taken from the middle before"
    )
    func storedBranch() {
        var tree = tree(2)
        let first = tree.path[0].id
        let other = tree.putAside(Message(.assistant, "A0"), after: first) { $0.facts = Self.facts }
        let beside = tree.putAside(Message(.user, "Q"), after: ThreadTree.root)
        tree.choose(beside)
        tree.choose(other)
        #expect(words(tree) == "q0 A0")
        let again = ThreadTree(tree.nodes)
        #expect(words(again) == "q0 A0" && again == tree)
    }

    @Test("a run from the changed message leaves only what came, not what was repeated after it")
    func runFromChanged() {
        var tree = tree(2)
        tree.rewrite(from: 0, change("Q"))
        tree.leave(from: 1, keeping: .originals)
        tree.append(Message(.assistant, "A")) { $0.facts = Self.facts }
        #expect(words(tree) == "Q A" && tree.siblings(atPlace: 1).count == 1)
        tree.step(1, atPlace: 0)
        #expect(words(tree) == "q0 a0 q1 a1")
    }

    @Test("a changed message that nothing answered takes the old one's place")
    func unanswered() {
        var tree = ThreadTree()
        tree.append(Message(.user, "q"))
        tree.rewrite(from: 0, change("Q"))
        #expect(words(tree) == "Q" && !tree.hasBranches)
    }

    @Test("an answer that was changed by hand says no longer how it came; the one that came stays")
    func changedAnswer() {
        var tree = tree(1)
        tree.rewrite(from: 1, change("better"))
        #expect(tree.path[1].facts == nil)
        tree.step(-1, atPlace: 1)
        #expect(words(tree) == "q0 a0" && tree.path[1].facts == Self.facts)
    }

    @Test("another answer stands beside the first; going back goes on as the branch went")
    func siblings() {
        var tree = tree(2)
        tree.leave(from: 1, keeping: .originals)
        tree.append(Message(.assistant, "other")) { $0.facts = Self.facts }
        #expect(words(tree) == "q0 other" && tree.siblings(atPlace: 1) == [1, 4])
        tree.step(1, atPlace: 1)
        #expect(words(tree) == "q0 a0 q1 a1")
    }

    @Test("a message that is inserted and taken out again leaves the thread as it was")
    func insertedAndGone() {
        var tree = tree(2)
        let before = tree
        tree.rewrite(from: 1) { $0.insert(ThreadEntry(id: ThreadTree.root, message: Message(.user, "x")), at: 0) }
        #expect(words(tree) == "q0 x a0 q1 a1")
        tree.rewrite(from: 1) { $0.removeFirst() }
        #expect(tree == before)
    }

    @Test("a fork keeps what followed, also what nobody answered, and the place after the end leads there")
    func fork() {
        var tree = tree(1)
        tree.append(Message(.user, "by hand"))
        tree.leave(from: 1, keeping: .all)
        #expect(words(tree) == "q0" && tree.siblings(atPlace: 1) == [1])
        tree.step(1, atPlace: 1)
        #expect(words(tree) == "q0 a0 by hand")
    }

    @Test("a deleted branch goes with all below it, and the one beside it becomes the thread")
    func deleted() {
        var tree = tree(2)
        tree.leave(from: 1, keeping: .all)
        tree.append(Message(.assistant, "other")) { $0.facts = Self.facts }
        let before = tree
        tree.delete(from: 1)
        #expect(words(tree) == "q0 a0 q1 a1" && !tree.hasBranches)
        var undone = before
        undone.keepAnswers(of: tree)
        #expect(undone == before)
    }

    @Test("an earlier tree takes the answers that came since, with their questions, and nothing else")
    func keepAnswers() {
        let before = tree(1)
        var later = before
        later.append(Message(.user, "q1"))
        later.append(Message(.assistant, "a1")) { $0.facts = Self.facts }
        later.append(Message(.user, "unanswered"))
        var undone = before
        undone.keepAnswers(of: later)
        #expect(words(undone) == "q0 a0" && undone.siblings(atPlace: 2) == [2])
        undone.step(1, atPlace: 2)
        #expect(words(undone) == "q0 a0 q1 a1")
        let next = undone.append(Message(.user, "next"))
        #expect(next == 5, "an id is never used twice")
    }

    @Test("a tree is read from its messages as it was written, also with a message missing")
    func coding() {
        var tree = tree(3)
        tree.rewrite(from: 2, change("Q"))
        tree.leave(from: 1, keeping: .all)
        tree.append(Message(.assistant, "other")) { $0.facts = Self.facts }
        let read = ThreadTree(tree.nodes)
        #expect(read == tree)
        var (one, other) = (read, tree)
        one.step(-1, atPlace: 1)
        other.step(-1, atPlace: 1)
        #expect(one == other, "the remembered branch, too")
        #expect(ThreadTree(tree.nodes.filter { $0.entry.id != 0 }).nodes.count == tree.nodes.count - 1)
    }

    @Test("ten thousand messages, and a branch at each hundredth, are written and read in one pass each")
    func long() {
        var tree = tree(5000)
        for place in stride(from: 9900, to: 0, by: -100) {
            tree.leave(from: place + 1, keeping: .all)
            tree.append(Message(.assistant, "x")) { $0.facts = Self.facts }
        }
        #expect(ThreadTree(tree.nodes) == tree)
        #expect(TreeRow.rows(of: tree).count == tree.nodes.count)
    }
}
