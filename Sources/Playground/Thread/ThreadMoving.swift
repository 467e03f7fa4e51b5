import TextUI

/// Going from message to message, and scrolling.
extension AppState {
    /// The messages that can be selected, in screen order.
    package var selectableEntries: SelectableEntries {
        SelectableEntries(
            hasSystemRow: showsSystemRow, templateCount: draft.config.template.count, tree: thread.tree)
    }

    /// Whether the empty thread begins with a row for the system message.
    var showsSystemRow: Bool { draft.config.template.isEmpty && thread.entries.isEmpty }

    /// Moves `steps` messages down, or up if negative. After the last one comes the message being written.
    package mutating func moveSelection(_ steps: Int) {
        let all = selectableEntries
        guard !all.isEmpty else { return beginTyping() }
        let current: Int
        if case .selected(let ref) = thread.cursor, let index = all.firstIndex(of: ref) {
            current = index
        } else {
            current = all.count
        }
        let target = current + steps
        if target >= all.count { return steps == 1 ? beginTyping() : select(all[all.count - 1]) }
        return select(all[max(0, target)])
    }

    package mutating func select(_ ref: EntryRef) {
        thread.cursor = .selected(ref)
        reveal(ref)
    }

    /// Scrolls a message into view.
    private mutating func reveal(_ ref: EntryRef) {
        guard metrics.threadHeight > 0 else { return }
        guard let lines = metrics.entryLines[ref] else { return jump(to: ref) }
        var top = metrics.threadTop
        if lines.upperBound > top + metrics.threadHeight { top = lines.upperBound - metrics.threadHeight }
        if lines.lowerBound < top { top = lines.lowerBound }
        setThreadTop(top)
    }

    /// Scrolls to a message that is too far away to have been laid out.
    private mutating func jump(to ref: EntryRef) {
        let all = selectableEntries
        guard let place = all.firstIndex(of: ref),
            let drawn = metrics.entryLines.keys.lazy.compactMap(all.firstIndex).first
        else { return }
        thread.search?.isMoved = false
        thread.top = ThreadAnchor(ref: ref, endsView: place > drawn)
    }

    /// Scrolls the thread by lines.
    package mutating func scrollThread(by lines: Int) {
        setThreadTop(metrics.threadTop + lines)
    }

    /// Scrolls the thread to one of its ends.
    mutating func scrollThread(toEnd: Bool) {
        thread.search?.isMoved = false
        thread.top = toEnd ? nil : ThreadAnchor(ref: nil)
    }

    private mutating func setThreadTop(_ top: Int) {
        thread.search?.isMoved = false
        let last = max(0, metrics.threadLines - metrics.threadHeight)
        let isEnd = top >= last && !metrics.threadGoesOn
        thread.top = isEnd ? nil : metrics.threadAnchor(atLine: max(0, top))
    }
}
