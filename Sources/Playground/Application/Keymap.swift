package import TextUI

/// Which key does what where: the commands' default keys, changed by the person's own.
package struct Keymap: Sendable {
    private var commands: [Command.Place: [Key: CommandID]] = [:]
    private var keys: [CommandID: [Key]] = [:]

    /// Why a keymap cannot be used.
    package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// The default keymap.
    package static let standard: Keymap = {
        guard let map = try? Keymap(custom: [:]) else {
            preconditionFailure("the default keys are in conflict; a test holds them apart")
        }
        return map
    }()

    /// Command ids of earlier versions, which are still read.
    private static let renamedIDs = ["thread.pictures": "thread.images"]

    /// - Parameter custom: keys by command id; an entry replaces the command's default keys.
    /// - Throws: ``Problem`` for an unknown command or key, two commands on one key in one place, and a map without a
    ///   key to quit.
    package init(custom: [String: [String]]) throws(Problem) {
        let custom = Dictionary(custom.map { (Self.renamedIDs[$0.key] ?? $0.key, $0.value) }) { first, _ in first }
        for name in custom.keys.sorted() where Command.with(id: CommandID(name)) == nil {
            throw Problem(description: "keys: no command is called '\(name)'; help (F1) lists them all")
        }
        for command in Command.all {
            for name in custom[command.id.name] ?? command.keys {
                guard let key = Key(description: name) else {
                    throw Problem(
                        description:
                            "keys.\(command.id): '\(name)' is not a key; write it like ctrl-r, alt-enter, f5 or ?")
                }
                try bind(key, to: command)
            }
        }
        guard !(keys["quit"] ?? []).isEmpty else {
            throw Problem(description: "keys.quit: at least one key must quit; write for example quit: [ctrl-q]")
        }
    }

    private mutating func bind(_ key: Key, to command: Command) throws(Problem) {
        for place in Command.Place.allCases where Self.overlap(place, command.place) {
            if let other = commands[place]?[key], other != command.id {
                throw Problem(
                    description:
                        "keys: \(key.description) is bound to both \(other) and \(command.id); change one of them")
            }
        }
        commands[command.place, default: [:]][key] = command.id
        keys[command.id, default: []].append(key)
    }

    private static func overlap(_ one: Command.Place, _ other: Command.Place) -> Bool {
        one == other || one == .anywhere || other == .anywhere
    }

    /// The command of a key in a place. A letter of another alphabet stands for the Latin one in its place on the keyboard.
    package func command(for key: Key, in place: Command.Place) -> Command? {
        let found = commands[place]?[key] ?? commands[place]?[key.onLatinLayout]
        return found.flatMap(Command.with(id:))
    }

    /// All keys of a command, the first one being the one to show.
    package func keys(of id: CommandID) -> [Key] { keys[id] ?? [] }

    /// How the footer names a command's key; nil when it has none.
    package func label(of id: CommandID) -> String? { keys(of: id).first?.label }
}
