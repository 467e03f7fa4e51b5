/// The id of a command, to which `config.yaml` binds keys.
package struct CommandID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let name: String

    package init(_ name: String) { self.name = name }
    package init(stringLiteral value: String) { name = value }

    package var description: String { name }
}

/// Something that a person can do. Keymap, footer, help, palette and the Ctrl-X popup are made from the list of
/// commands.
package struct Command: Sendable {
    /// Where a command's keys work: anywhere, in a pane while no text is being typed, or in a layer.
    package struct Place: Hashable, Sendable {
        package let name: String
        /// The heading in help, such as `In the thread, not typing`.
        package let title: String

        package init(_ name: String, _ title: String) {
            self.name = name
            self.title = title
        }

        package static let anywhere = Place("anywhere", "Everywhere")
        package static let config = Place("config", "In the config")
        package static let thread = Place("thread", "In the thread, not typing")
        package static let logs = Place("logs", "In the logs")
        /// The panes.
        package static let panes: [Place] = [.config, .thread, .logs]
        /// The layers, in the order of help.
        package static let layers = Command.layers.map { $0.place }
        /// All places, in the order of help.
        package static let all = [.anywhere] + panes + layers

        package var isLayer: Bool { Place.layers.contains(self) }
    }

    package let id: CommandID
    package let title: String
    /// One sentence for help.
    package let help: String
    /// The default keys, as in `config.yaml`: `ctrl-r`, `alt-enter`, `f5`.
    package let keys: [String]
    /// The key after Ctrl-X.
    package let popupKey: Character?
    /// The word in the footer of a layer; nil if the footer leaves it out.
    package let word: String?
    package let place: Place
    /// The layers over which a command that works anywhere works too.
    package let over: Set<Place>
    /// The reason why the command cannot be done now; nil if it can.
    package let disabledReason: @Sendable (AppState) -> String?
    package let perform: @Sendable (inout AppState) -> Void

    package init(
        _ id: CommandID, _ title: String, help: String, keys: [String] = [], popup: Character? = nil,
        word: String? = nil, place: Place = .anywhere, over: Set<Place> = [],
        disabledReason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        perform: @escaping @Sendable (inout AppState) -> Void
    ) {
        self.id = id
        self.title = title
        self.help = help
        self.keys = keys
        popupKey = popup
        self.word = word
        self.place = place
        self.over = over
        self.disabledReason = disabledReason
        self.perform = perform
    }

    /// The places where its keys work.
    var reach: Set<Place> {
        place == .anywhere ? over.union(Place.panes).union([.anywhere]) : [place]
    }
}

extension Command {
    /// All commands, in the order of help.
    package static let all: [Command] =
        applicationCommands + screenCommands + fileCommands + promptCommands + configCommands + threadCommands
        + branchCommands + logCommands + evaluationCommands + readingCommands + variableCommands + conversationCommands
        + layers.flatMap { $0.commands }

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

    package static func with(id: CommandID) -> Command? { byID[id] }
}
