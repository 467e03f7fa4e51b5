package import TextUI

/// A search in the thread.
///
/// What matches is found when the thread is drawn, because only then is it laid out; so the present match is told by steps
/// from a line. ``ThreadFinder`` finds it.
package struct ThreadSearch: Sendable {
    /// The typed text, on one line.
    package var buffer = TextBuffer(isMultiline: false)
    /// Whether keys are typed into the search.
    package var isActive = true
    /// Where the view began when the search did: its first match is the first one from there.
    var origin: ThreadAnchor
    /// How many matches further the present one is; negative ones are before it.
    var steps = 0
    /// Whether the present match has to be scrolled into view.
    var isMoved = false
    /// The messages with a match in what is folded: they are open while the search lasts.
    var opened: Set<EntryRef> = []
    /// Whether all messages are open, so that what is folded can be looked through.
    var opensAll = false

    init(origin: ThreadAnchor) { self.origin = origin }

    /// The words of the search. Empty words find nothing.
    package var words: String { buffer.text }

    /// Whether a message is open for the search.
    func opens(_ ref: EntryRef) -> Bool { opensAll || opened.contains(ref) }
}

extension AppState {
    package mutating func beginThreadSearch() {
        endTyping()
        thread.search = ThreadSearch(origin: metrics.threadAnchor(atLine: metrics.threadTop))
    }

    /// Handles a key while the search is typed.
    mutating func typeInThreadSearch(_ key: Key) {
        switch key.code {
        case .enter: keepThreadSearch()
        case .down: goToThreadMatch(1)
        case .up: goToThreadMatch(-1)
        default: if let edit = TextBuffer.edit(for: key, isMultiline: false) { editThreadSearch(edit) }
        }
    }

    mutating func editThreadSearch(_ edit: TextEdit) {
        guard var search = thread.search else { return }
        let before = search.words
        search.buffer.apply(edit)
        thread.search = search
        let words = search.words
        guard words != before else { return }
        thread.search?.steps = 0
        thread.search?.isMoved = true
        // Longer words are where the shorter ones were.
        let opened =
            words.isEmpty
            ? [] : foldsHolding(words, among: !before.isEmpty && words.hasPrefix(before) ? search.opened : nil)
        thread.search?.opened = opened
    }

    /// Goes on from the typing of the words: their message is selected.
    private mutating func keepThreadSearch() {
        guard thread.search?.words.isEmpty == false else {
            thread.search = nil
            return
        }
        thread.search?.isActive = false
        selectMatch()
    }

    /// Goes to the next match, or the previous one, cyclically.
    package mutating func goToThreadMatch(_ step: Int) {
        guard let search = thread.search, !search.words.isEmpty else {
            let key = settings.keymap.label(of: "thread.search") ?? "/"
            return say("There is no search. \(key) begins one.", .warning)
        }
        thread.search?.steps = search.steps + step
        thread.search?.isMoved = true
        if !search.isActive { selectMatch() }
    }

    /// Selects the message of the present match.
    private mutating func selectMatch() {
        guard let search = thread.search, let found = metrics.threadMatches, found.words == search.words,
            found.count > 0,
            let ref = found.ref(of: found.number(after: search.steps))
        else { return }
        thread.cursor = .selected(ref)
    }

    /// Leaves the search. What it opened is folded again, but for the message that it has selected.
    mutating func endThreadSearch() {
        guard let search = thread.search else { return }
        thread.search = nil
        // The view stays where the reader is.
        if search.isMoved || thread.top == nil { thread.top = metrics.threadAnchor(atLine: metrics.threadTop) }
        if !search.isActive, let ref = thread.cursor.entry, search.opened.contains(ref) {
            thread.folded.remove(ref)
            thread.whole.insert(ref)
        }
    }

    /// The messages that are folded, wholly or in part, and hold the words.
    ///
    /// - Parameter known: the only ones that may; nil for all.
    private func foldsHolding(_ words: String, among known: Set<EntryRef>? = nil) -> Set<EntryRef> {
        let wanted = LogMatches.folded(words)
        func holds(_ text: String) -> Bool { LogMatches.contains(wanted, text) }
        func isHidden(_ ref: EntryRef) -> Bool {
            guard let message = message(ref) else { return false }
            if message.reasoning.map(holds) == true || message.toolCalls.contains(where: { holds($0.arguments) }) {
                return true
            }
            if case .entry(let id) = ref, !message.toolCalls.isEmpty, let index = thread.index(of: id),
                thread.answers(toCallsAt: index).contains(where: { $0.map { holds($0.text) } ?? false })
            {
                return true
            }
            return thread.folded.contains(ref) && holds(message.text)
        }
        if let known { return known.filter(isHidden) }
        return Set(selectableEntries.filter(isHidden))
    }
}

extension ThreadPane {
    /// Whether only the first line of a message is shown.
    func isFolded(_ ref: EntryRef) -> Bool { folded.contains(ref) && search?.opens(ref) != true }

    /// Whether reasoning, calls and results of a message are shown to their ends.
    func isWhole(_ ref: EntryRef) -> Bool { whole.contains(ref) || search?.opens(ref) == true }
}
