package import TextUI

/// A search in the thread.
///
/// What matches is found when the thread is drawn, because only then is it laid out; so the present match is told by steps
/// from a line.
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

    init(origin: ThreadAnchor) { self.origin = origin }

    /// The words of the search. Empty words find nothing.
    package var words: String { buffer.text }

    /// The number of the present match, counted from 0.
    ///
    /// - Parameter line: the line of ``origin``.
    func current(in matches: LogMatches, from line: Int) -> Int {
        guard matches.count > 0 else { return 0 }
        let number = (matches.first(from: line) + steps) % matches.count
        return number < 0 ? number + matches.count : number
    }
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
        let opened = words.isEmpty ? [] : foldsHolding(words)
        thread.search?.opened = opened
    }

    /// Goes on from the typing of the words: their message is selected.
    private mutating func keepThreadSearch() {
        guard thread.search?.words.isEmpty == false else {
            thread.search = nil
            return
        }
        thread.search?.isActive = false
        select(match: 0)
    }

    /// Goes to the next match, or the previous one, cyclically.
    package mutating func goToThreadMatch(_ step: Int) {
        guard let search = thread.search, !search.words.isEmpty else {
            let key = settings.keymap.label(of: "thread.search") ?? "/"
            return say("There is no search. \(key) begins one.", .warning)
        }
        thread.search?.steps = search.steps + step
        thread.search?.isMoved = true
        if !search.isActive { select(match: step) }
    }

    /// Selects the message of a match, counted from the one that was drawn last.
    private mutating func select(match step: Int) {
        guard let search = thread.search, let matches = metrics.threadMatches, matches.count > 0 else { return }
        var settled = search
        settled.steps -= step
        let number =
            ((settled.current(in: matches, from: metrics.searchOrigin) + step) % matches.count + matches.count)
            % matches.count
        let line = matches.lines[number]
        guard let ref = metrics.entryLines.first(where: { $0.value.contains(line) })?.key else { return }
        thread.cursor = .selected(ref)
    }

    /// Leaves the search. What it opened is folded again, but for the message that it has selected.
    mutating func endThreadSearch() {
        guard let search = thread.search else { return }
        thread.search = nil
        // The view stays where the reader is.
        thread.top = thread.top ?? metrics.threadAnchor(atLine: metrics.threadTop)
        if !search.isActive, let ref = thread.cursor.entry, search.opened.contains(ref) {
            thread.folded.remove(ref)
            thread.whole.insert(ref)
        }
    }

    /// The messages that are folded, wholly or in part, and hold the words.
    private func foldsHolding(_ words: String) -> Set<EntryRef> {
        let wanted = words.lowercased()
        return Set(
            selectableEntries.filter { ref in
                guard let message = message(ref) else { return false }
                var hidden = message.reasoning.map { [$0] } ?? []
                hidden += message.toolCalls.map(\.arguments)
                if case .entry(let id) = ref, let index = thread.index(of: id) {
                    hidden += thread.answers(toCallsAt: index).compactMap { $0?.text }
                }
                if thread.folded.contains(ref) { hidden.append(message.text) }
                return hidden.contains { $0.lowercased().contains(wanted) }
            })
    }
}

extension ThreadPane {
    /// Whether only the first line of a message is shown.
    func isFolded(_ ref: EntryRef) -> Bool { folded.contains(ref) && search?.opened.contains(ref) != true }

    /// Whether reasoning, calls and results of a message are shown to their ends.
    func isWhole(_ ref: EntryRef) -> Bool { whole.contains(ref) || search?.opened.contains(ref) == true }
}
