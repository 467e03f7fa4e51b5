package import TextUI

/// What is asked of the terminal, and of the editor that takes its place for a while.
package enum TerminalEffect: Sendable, Hashable {
    /// Opens the person's editor on a text; `suffix` names its kind, such as `.json`.
    case edit(EditTarget, text: String, suffix: String)
    case copy(String)
    case setMouse(Bool)
    case redraw
    case suspend
    case quit
}

/// What the terminal and the editor answer.
package enum TerminalAction: Sendable {
    case reported(TerminalReport)
    /// The text that came back from the person's editor; nil when it was left unchanged.
    case edited(EditTarget, String?)
    case copied(characters: Int)
}

/// Where a text that was edited elsewhere goes back to.
package enum EditTarget: Sendable, Hashable {
    case composer
    case entry(EntryRef)
    case result(CallRef)
    /// The editor overlay on top.
    case overlay
    /// The whole prompt in its `.prompt` form.
    case prompt
}
