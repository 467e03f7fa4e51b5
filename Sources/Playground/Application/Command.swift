/// What a person may want, under the name that `config.yaml` binds keys to.
package struct CommandID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let name: String

    package init(_ name: String) { self.name = name }
    package init(stringLiteral value: String) { name = value }

    package var description: String { name }
}

/// One thing that can be done: keymap, footer, help, palette and the Ctrl-X popup are all made from the list of these.
package struct Command: Sendable {
    /// Where a command's keys work. Its palette entry works everywhere.
    package enum Place: String, Sendable, Hashable, CaseIterable {
        case anywhere
        /// The config pane, the thread and the log list while no text is being typed.
        case config, thread, logs
    }

    package let id: CommandID
    package let title: String
    /// One sentence for help.
    package let help: String
    /// Default keys, in the words of `config.yaml`: `ctrl-r`, `alt-enter`, `f5`.
    package let keys: [String]
    /// The key after Ctrl-X.
    package let popupKey: Character?
    package let place: Place
    /// Whether it works while an overlay is open.
    package let worksOverOverlays: Bool
    /// Why it cannot be done now; nil when it can.
    package let disabledReason: @Sendable (AppState) -> String?
    package let perform: @Sendable (inout AppState) -> Void

    package init(
        _ id: CommandID, _ title: String, help: String, keys: [String] = [], popup: Character? = nil,
        place: Place = .anywhere, worksOverOverlays: Bool = false,
        disabledReason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        perform: @escaping @Sendable (inout AppState) -> Void
    ) {
        self.id = id
        self.title = title
        self.help = help
        self.keys = keys
        popupKey = popup
        self.place = place
        self.worksOverOverlays = worksOverOverlays
        self.disabledReason = disabledReason
        self.perform = perform
    }
}

extension Command {
    /// Every command there is, in the order of help.
    package static let all: [Command] =
        applicationCommands + fileCommands + promptCommands + configCommands + threadCommands + logCommands

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

    package static func with(id: CommandID) -> Command? { byID[id] }
}
