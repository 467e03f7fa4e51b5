import TextUI

/// The list of all commands with their ids, to which `config.yaml` binds keys: the text of `Documentation/Keys.md`.
package enum KeyReference {
    /// The document, made of the commands themselves.
    package static var text: String {
        var lines = [
            "# Commands and their keys", "",
            "`config.yaml` binds keys to commands by the ids below; an entry replaces the default keys of its command:",
            "",
            "```yaml", "keys:", "  run: [f9, ctrl-r]", "  thread.copy: [c]", "```", "",
            "`etude doctor` names entries that cannot be used. This file is made from the program's own list; a test compares them.",
        ]
        for place in Command.Place.all {
            lines += ["", "## \(place.title)", "", "| id | keys | after Ctrl-X | does |", "| --- | --- | --- | --- |"]
            for command in Command.all where command.place == place { lines.append(row(command)) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ command: Command) -> String {
        let keys = command.keys.map { code($0) }.joined(separator: " ")
        let letter = command.popupKey.map { code(String($0)) } ?? ""
        return "| `\(command.id)` | \(keys) | \(letter) | \(cell(command.title)). \(cell(command.help)) |"
    }

    private static func code(_ text: String) -> String { text.contains("`") ? "`` \(text) ``" : "`\(cell(text))`" }

    /// A text in a cell of a table, where a bar would end it.
    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
