import Prompts
import TextUI

/// Finds words in a thread of any length. The text of each message is laid out once and kept in small letters; a frame lays out
/// only some, so a key never waits for all of them.
@MainActor final class ThreadFinder {
    /// What the texts depend on.
    private struct Subject: Equatable {
        var tree: ThreadTree
        var template: [Message]
        var width: Int
        var rendersMarkdown: Bool
    }

    /// The messages that are laid out for one frame.
    private static let slice = 100
    /// The lines that are laid out for one frame, unless a single message has more.
    private static let sliceLines = 4000

    private var subject: Subject?
    /// The texts of the messages in their order; nil where one has not been laid out yet.
    private var texts: [[UInt8]?] = []
    /// The message with which laying out began, and how many have been laid out from there, cyclically.
    private var (start, done) = (0, 0)
    private var words = ""
    private var wanted: [UInt8] = []
    private var counts: [Int] = []

    /// Forgets the texts when a search has ended.
    func end() {
        guard subject != nil else { return }
        (subject, texts, counts, words, wanted) = (nil, [], [], "", [])
    }

    /// Goes on with a search.
    ///
    /// - Parameters:
    ///   - block: lays out a message, with all that is folded in it.
    ///   - tail: what follows all messages.
    func find(
        _ search: ThreadSearch, in state: AppState, width: Int, _ refs: SelectableEntries, tail: [ThreadBlock],
        _ block: (EntryRef) -> ThreadBlock
    ) -> ThreadMatches {
        let origin = search.origin.ref.map { refs.firstIndex(of: $0) ?? refs.count } ?? 0
        let subject = Subject(
            tree: state.thread.tree, template: state.draft.config.template, width: width,
            rendersMarkdown: !state.thread.showsRawText)
        if subject != self.subject {
            self.subject = subject
            texts = Array(repeating: nil, count: refs.count)
            counts = Array(repeating: 0, count: refs.count)
            (start, done) = (min(origin, max(0, refs.count - 1)), 0)
        }
        take(search.words)
        layOut(Self.slice, refs, block)
        var found = matches(search, refs, tail, origin: origin, block)
        // A match above the beginning, or past all that is known, is told only by all of them.
        let isKnown = search.steps >= 0 && found.first + search.steps < found.count
        if !isKnown, search.steps != 0, !found.isComplete {
            layOut(refs.count, refs, block)
            found = matches(search, refs, tail, origin: origin, block)
        }
        return found
    }

    /// Looks for other words in the texts that have been laid out.
    private func take(_ words: String) {
        guard words != self.words else { return }
        // A longer word is where the shorter one was.
        let goesOn = !wanted.isEmpty && words.hasPrefix(self.words)
        self.words = words
        wanted = LogMatches.folded(words)
        for place in counts.indices where !goesOn || counts[place] > 0 {
            counts[place] = texts[place].map { LogMatches.count(of: wanted, in: $0) } ?? 0
        }
    }

    private func layOut(_ most: Int, _ refs: SelectableEntries, _ block: (EntryRef) -> ThreadBlock) {
        var (messages, lines) = (0, 0)
        while done < texts.count, messages < most, lines < Self.sliceLines || most > Self.slice {
            let place = (start + done) % texts.count
            let laidOut = block(refs[place])
            let text = LogMatches.text(of: LogPage(blocks: [laidOut], theme: .plain))
            texts[place] = text
            counts[place] = LogMatches.count(of: wanted, in: text)
            (messages, lines, done) = (messages + 1, lines + laidOut.height, done + 1)
        }
    }

    private func matches(
        _ search: ThreadSearch, _ refs: SelectableEntries, _ tail: [ThreadBlock], origin: Int,
        _ block: (EntryRef) -> ThreadBlock
    ) -> ThreadMatches {
        let below = tail.isEmpty ? 0 : LogMatches(of: search.words, in: LogPage(blocks: tail, theme: .plain)).count
        var first = counts.prefix(origin).reduce(0, +)
        if search.origin.row > 0, counts.indices.contains(origin), counts[origin] > 0 {
            let lines = LogMatches(of: search.words, in: LogPage(blocks: [block(refs[origin])], theme: .plain)).lines
            first += lines.count { $0 < search.origin.row }
        }
        let all = counts + [below]
        return ThreadMatches(
            words: search.words, refs: refs, counts: all, count: all.reduce(0, +), first: first,
            isComplete: done >= texts.count)
    }
}
