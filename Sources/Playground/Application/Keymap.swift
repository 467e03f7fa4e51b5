package import Prompts
package import TextUI

/// Maps keys to commands: the default keys of the commands, changed by the person's own.
///
/// A key that the person binds is taken from every command that has it by default. An entry that cannot be used is named in
/// ``problems``, and its command keeps the default keys.
package struct Keymap: Sendable {
    private var commands: [Command.Place: [Key: CommandID]] = [:]
    private var keys: [CommandID: [Key]] = [:]
    /// The entries that cannot be used, in the order of the file.
    package private(set) var problems: [Problem] = []

    /// Why an entry cannot be used.
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// The line of the entry in `config.yaml`, from 1; nil if it is not known.
        package let line: Int?
        package let description: String
    }

    /// The default keymap.
    package static let standard = Keymap([])

    /// Command ids of earlier versions, which are still read.
    private static let renamedIDs = ["thread.pictures": "thread.images"]

    /// An entry of the person's that can be used by itself.
    private struct Entry {
        let command: Command
        let keys: [Key]
        let line: Int?
    }

    /// - Parameter entries: the person's own; each replaces its command's default keys.
    package init(_ entries: [Settings.KeyEntry]) {
        var usable: [Entry] = []
        for entry in entries {
            guard let read = Self.read(entry, problems: &problems) else { continue }
            if let clash = Self.clash(of: read, with: usable) {
                problems.append(Problem(line: entry.line, description: clash))
            } else {
                usable.append(read)
            }
        }
        bind(usable)
        while keys["quit"] == nil, let culprit = Self.culprit(in: usable) {
            let entry = usable.remove(at: culprit)
            let why = "at least one key must quit, for example quit: [ctrl-q]"
            problems.append(Problem(line: entry.line, description: "keys.\(entry.command.id): \(why)"))
            bind(usable)
        }
    }

    private static func read(_ entry: Settings.KeyEntry, problems: inout [Problem]) -> Entry? {
        let id = CommandID(renamedIDs[entry.command] ?? entry.command)
        guard let command = Command.with(id: id) else {
            let text = "keys: no command is called '\(entry.command)'; Documentation/Keys.md lists them all"
            problems.append(Problem(line: entry.line, description: text))
            return nil
        }
        var keys: [Key] = []
        for name in entry.keys {
            guard let key = Key(description: name) else {
                let text = "keys.\(entry.command): '\(name)' is not a key; write it like ctrl-r, alt-enter, f5 or ?"
                problems.append(Problem(line: entry.line, description: text))
                return nil
            }
            keys.append(key)
        }
        return Entry(command: command, keys: keys, line: entry.line)
    }

    /// What is wrong where an earlier entry of the person's has one of the keys, or the same command.
    private static func clash(of entry: Entry, with earlier: [Entry]) -> String? {
        for other in earlier {
            let place = other.line.map { " (line \($0))" } ?? ""
            if other.command.id == entry.command.id {
                return "keys.\(entry.command.id): the command has an entry already\(place)"
            }
            let shared = entry.keys.first(where: other.keys.contains)
            if let shared, !entry.command.reach.isDisjoint(with: other.command.reach) {
                return "keys.\(entry.command.id): \(shared.description) is bound to \(other.command.id) already\(place)"
            }
        }
        return nil
    }

    /// The entry that leaves no key to quit: that of `quit` itself, else one that takes its key.
    private static func culprit(in entries: [Entry]) -> Int? {
        guard let quit = Command.with(id: "quit") else { return nil }
        if let own = entries.firstIndex(where: { $0.command.id == quit.id }) { return own }
        return entries.firstIndex { entry in
            entry.keys.contains { quit.keys.contains($0.description) }
                && !entry.command.reach.isDisjoint(with: quit.reach)
        }
    }

    /// Binds the person's entries, then the default keys that nobody has taken.
    private mutating func bind(_ entries: [Entry]) {
        (commands, keys) = ([:], [:])
        var taken: [Command.Place: Set<Key>] = [:]
        for entry in entries {
            for key in entry.keys {
                bind(key, to: entry.command)
                for place in entry.command.reach { taken[place, default: []].insert(key) }
            }
        }
        let changed = Set(entries.map(\.command.id))
        for command in Command.all where !changed.contains(command.id) {
            for key in command.keys.compactMap(Key.init(description:))
            where !command.reach.contains(where: { taken[$0]?.contains(key) ?? false }) {
                bind(key, to: command)
            }
        }
    }

    private mutating func bind(_ key: Key, to command: Command) {
        commands[command.place, default: [:]][key] = command.id
        keys[command.id, default: []].append(key)
    }

    /// The command of a key in a place. A letter of another alphabet stands for the Latin one in its place on the keyboard.
    package func command(for key: Key, in place: Command.Place) -> Command? {
        let found = commands[place]?[key] ?? commands[place]?[key.onLatinLayout]
        return found.flatMap(Command.with(id:))
    }

    /// All keys of a command. The first one is the one to show.
    package func keys(of id: CommandID) -> [Key] { keys[id] ?? [] }

    /// The key of a command as the footer shows it; nil if it has none.
    package func label(of id: CommandID) -> String? { keys(of: id).first?.label }
}
