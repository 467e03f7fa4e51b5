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
        let map = state.settings.keymap
        var hints = [KeyHint("run", "run", map)]
        for (id, word) in [("compare.addModels", "add models"), ("compare.addVersions", "add versions")] {
            // Letters are text here.
            let key = map.keys(of: CommandID(id)).first { $0.typedCharacter == nil }
            hints.append(key.map { KeyHint($0, word) })
        }
        hints.append(KeyHint(.escape, state.comparison?.isUnderWay == true ? "stop" : "columns"))
        hints.append(KeyHint("compare", "close", map))
        return hints.compactMap(\.self)
    }

    /// With a single column, or before there are answers, what cannot be done yet is not named.
    package func word(for command: Command, in state: AppState) -> String? {
        guard let comparison = state.comparison else { return command.word }
        switch command.id {
        case "compare.baseline" where comparison.columns.count < 2: return nil
        case "compare.take", "compare.nextAnswer", "compare.log", "compare.again":
            return comparison.hasAnswers ? command.word : nil
        default: return command.word
        }
    }

    package func takes(_ key: Key) -> Bool {
        guard isWriting else { return ListKeys.isMove(key, hasLetters: true) }
        if case .function = key.code { return Self.commands.contains { $0.keys.contains(key.description) } }
        return TextBuffer.edit(for: key) != nil
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
            if case .function = key.code, let command = state.settings.keymap.command(for: key, in: Self.place) {
                return state.perform(command)
            }
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
