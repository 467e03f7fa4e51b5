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

    /// Says that a letter means nothing where it was pressed.
    mutating func sayMeaningless(_ key: Key) {
        guard let character = key.typedCharacter else { return }
        let help = settings.keymap.label(of: "help").map { "; \($0) lists the keys" } ?? ""
        say("\(Sanitiser.oneLine(character == " " ? "Space" : "'\(character)'")) does nothing here\(help)")
    }
}
