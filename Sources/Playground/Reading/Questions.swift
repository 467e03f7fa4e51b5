import Prompts
import TextUI

/// Going from question to question.
extension AppState {
    /// Selects the user message after the selected one, or before it if negative.
    package mutating func selectQuestion(_ step: Int) {
        let all = selectableEntries
        guard case .selected(let ref) = thread.cursor, let index = all.firstIndex(of: ref) else { return }
        let others = step > 0 ? Array(all[(index + 1)...]) : all[..<index].reversed()
        guard let next = others.first(where: { message($0)?.role == .user }) else {
            return say(step > 0 ? "This is the last question." : "This is the first question.")
        }
        select(next)
    }

    /// Says that a letter, or Tab, means nothing where it was pressed.
    mutating func sayMeaningless(_ key: Key) {
        let isTab = key == .tab || key == .shiftTab
        guard isTab || key.typedCharacter != nil else { return }
        let name = key.typedCharacter.map { $0 == " " ? "Space" : "'\($0)'" } ?? key.label
        let help = settings.keymap.label(of: "help").map { "; \($0) lists the keys" } ?? ""
        say("\(Sanitiser.oneLine(name)) does nothing here\(help)")
    }
}
