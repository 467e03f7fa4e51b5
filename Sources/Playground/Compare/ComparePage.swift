import Prompts
import RequestCore
package import TextUI

/// The columns of a comparison with the message being written, in the place of the panes. The state has the comparison, so that
/// it is there again after the page was closed.
package struct ComparePage: Layer {
    package static let place = Command.Place("compare", "In a comparison (F7)")

    /// Whether keys are text of the message being written.
    package var isWriting: Bool

    package init(isWriting: Bool) { self.isWriting = isWriting }

    package var isTyping: Bool { isWriting }
    package var takesAllKeys: Bool { isWriting }

    package func textHints(in state: AppState) -> [KeyHint] {
        guard isWriting else { return [] }
        let run = KeyHint("run", "run", state.settings.keymap)
        return [
            run, KeyHint(.tab, "columns"), KeyHint(.escape, state.comparison?.isUnderWay == true ? "stop" : "columns"),
        ]
        .compactMap(\.self)
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        guard isWriting else {
            let lines = state.metrics.compare.lines
            let last = max(0, lines - state.metrics.compare.height)
            let top = min(state.metrics.compare.top, last)
            let place = ListKeys.place(
                after: key, from: top, count: last + 1, page: state.metrics.compare.height, hasLetters: true)
            if let place { state.comparison?.scroll(to: place >= last ? nil : place) }
            return
        }
        switch key {
        case .escape: leave(in: &state)
        case .tab: isWriting = false
        case .shiftTab: isWriting = false
        default:
            guard let edit = TextBuffer.edit(for: key, isMultiline: true) else { return }
            state.thread.composer.buffer.wrapWidth = state.metrics.threadTextWidth
            state.thread.composer.buffer.apply(edit)
            state.undoesHistoryFirst = false
            state.isSessionDirty = true
        }
    }

    package mutating func paste(_ text: String, in state: inout AppState) {
        isWriting = true
        state.thread.cursor = .composer
        state.pasteIntoThread(text)
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) {
        let last = max(0, state.metrics.compare.lines - state.metrics.compare.height)
        let top = min(state.metrics.compare.top, last) + lines
        state.comparison?.scroll(to: top >= last ? nil : max(0, top))
    }

    /// A click on a column moves to it, one on the message being written goes on with that.
    package mutating func click(row: Int, in state: inout AppState) {
        isWriting = row < 0
        if row >= 0 { state.comparison?.moveFocus(to: row) }
    }

    /// Stops what is under way, else leaves the text, else shows all columns again, else closes the page.
    package mutating func leave(in state: inout AppState) {
        if state.comparison?.isUnderWay == true { return state.stopComparison() }
        if isWriting {
            isWriting = false
        } else if state.comparison?.words.isEmpty == false {
            state.comparison?.find("")
        } else {
            state.layers.pop()
        }
    }

    /// The columns are drawn in the place of the panes, before all layers.
    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {}
}
