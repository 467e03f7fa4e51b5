package import TextUI

/// An effect of the terminal, or of the editor or pager that takes its place for a while.
package enum TerminalEffect: Sendable, Hashable {
    /// Opens a text in the person's editor. `suffix` names its kind, such as `.json`.
    case edit(EditTarget, text: String, suffix: String)
    case copy(String)
    /// Shows a text in the person's pager.
    case page(String)
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
    /// A text was put on the clipboard: by the helper of that name, or sent to the terminal where it is nil.
    case copied(characters: Int, helper: String?)
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
