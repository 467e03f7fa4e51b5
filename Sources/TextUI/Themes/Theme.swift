/// The colours of the screen, by meaning.
package struct Theme: Hashable, Sendable {
    /// What a style is for. The names are those of `themes/*.yaml`.
    package enum Role: String, CaseIterable, Hashable, Sendable {
        case text, dim, border, focus, accent, good, warn, bad, selection
        case system, user, assistant, tool, variable, string, number, key
        /// The title of the focused pane.
        case title
        /// Headings of sections.
        case heading
        /// What a search found.
        case match
    }

    /// The name that selects the theme.
    package var name: String
    /// The styles that are set.
    package var roles: [Role: Style]

    /// A theme from styles; a role that is missing looks like `text`.
    package init(name: String, roles: [Role: Style]) {
        self.name = name
        self.roles = roles
    }

    /// The style of a role.
    package subscript(role: Role) -> Style {
        roles[role] ?? roles[.text] ?? .plain
    }

    /// The style of an empty screen.
    package var background: Style { Style(background: self[.text].background) }

    /// The terminal's own sixteen colours on its own background. White, black and their bright forms are not used,
    /// but for bright black, since one of them is the background; nor is yellow, which cannot be read on white.
    package static let terminal = Theme(
        name: "terminal",
        roles: [
            .text: .plain,
            .dim: Style(foreground: .ansi(8)),
            .border: Style(foreground: .ansi(8)),
            .focus: Style(foreground: .ansi(4), attributes: .bold),
            .accent: Style(foreground: .ansi(6)),
            .good: Style(foreground: .ansi(2)),
            .warn: Style(foreground: .ansi(5), attributes: .bold),
            .bad: Style(foreground: .ansi(1)),
            .selection: Style(attributes: .reverse),
            .system: Style(foreground: .ansi(5)),
            .user: Style(foreground: .ansi(4)),
            .assistant: Style(foreground: .ansi(2)),
            .tool: Style(foreground: .ansi(6)),
            .variable: Style(foreground: .ansi(5)),
            .string: Style(foreground: .ansi(2)),
            .number: Style(foreground: .ansi(6)),
            .key: Style(foreground: .ansi(4)),
            .title: Style(foreground: .ansi(4), attributes: [.bold, .reverse]),
            .heading: Style(attributes: .bold),
            .match: Style(foreground: .ansi(5), attributes: .reverse),
        ])

    /// No colours, for `NO_COLOR` and terminals that have none.
    package static let plain = Theme(
        name: "plain",
        roles: [
            .text: .plain,
            .focus: Style(attributes: .bold),
            .accent: Style(attributes: .bold),
            .warn: Style(attributes: .bold),
            .bad: Style(attributes: .bold),
            .selection: Style(attributes: .reverse),
            .system: Style(attributes: .bold),
            .user: Style(attributes: .bold),
            .assistant: Style(attributes: .bold),
            .tool: Style(attributes: .bold),
            .variable: Style(attributes: .underline),
            .title: Style(attributes: [.bold, .reverse]),
            .heading: Style(attributes: .bold),
            .match: Style(attributes: .reverse),
        ])
}
