/// What can lie over the panes. The last one opened is on top and gets the keys.
package enum Overlay: Sendable {
    /// Every command by name.
    case palette(Palette)
    /// The letters after Ctrl-X.
    case popup
    case help(HelpPage)
    /// A list that filters as one types.
    case dropdown(Dropdown)
    /// A text of several lines: a schema, a tool, the whole prompt.
    case editor(TextEditor)
    /// A tool or a schema, field by field.
    case form(SchemaForm)
    /// What a model writes from a sentence.
    case proposal(Proposal)
    /// One line: a path, a name.
    case line(LineInput)
    /// A log, opened.
    case log(LogView)
    /// The versions of the prompt.
    case versions(VersionBrowser)
    /// What differs between two versions, what was deployed so far, the prompt as a program.
    case reading(Reading)
    /// Commands to approve.
    case approval(Approval)
    /// An image, seen large.
    case image(ImageViewer)
    /// What lint has found.
    case findings(FindingList)
}
