package import TextUI

/// An effect of the terminal, or of the editor that takes its place for a while.
package enum TerminalEffect: Sendable, Hashable {
    /// Opens a text in the person's editor. `suffix` names its kind, such as `.json`.
    case edit(EditTarget, text: String, suffix: String)
    case copy(String)
    case setMouse(Bool)
    case redraw
    case suspend
    case quit
}

/// An answer of the terminal or the editor.
package enum TerminalAction: Sendable {
    case reported(TerminalReport)
    /// The text from the person's editor; nil if it is unchanged.
    case edited(EditTarget, String?)
    case copied(characters: Int)
    /// Whether a paste is arriving whose end has not come.
    case pasting(Bool)
}

/// The place to which a text returns from the person's editor.
package enum EditTarget: Sendable, Hashable {
    case composer
    case entry(EntryRef)
    case result(CallRef)
    /// The editor or the form on top.
    case layer
    /// The whole prompt in its `.prompt` form.
    case prompt
}
