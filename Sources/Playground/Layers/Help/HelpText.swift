import TextUI

/// The text of help, line by line.
package enum HelpText {
    package enum Line: Hashable, Sendable {
        case blank
        case heading(String)
        /// Keys at the left, words at the right. A continued sentence has no keys.
        case entry(keys: String, text: String)
    }

    /// The columns of the keys.
    static let keyColumns = 24

    private struct Section {
        let title: String
        let entries: [(keys: String, text: String)]
    }

    /// The lines that match `filter`, wrapped to a width.
    package static func lines(_ keymap: Keymap, filter: String?, width: Int) -> [Line] {
        var lines: [Line] = []
        for section in sections(keymap) {
            let entries = section.entries.filter { matches($0, filter) }
            guard !entries.isEmpty else { continue }
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(section.title))
            for entry in entries { lines += wrapped(entry, width: width) }
        }
        return lines
    }

    private static func wrapped(_ entry: (keys: String, text: String), width: Int) -> [Line] {
        let keys = TextWrapper.wrap(entry.keys, width: keyColumns(width) - 2)
        let texts = TextWrapper.wrap(entry.text, width: max(12, width - keyColumns(width)))
        return (0..<max(keys.count, texts.count)).map { index in
            .entry(
                keys: keys.indices.contains(index) ? keys[index].text : "",
                text: texts.indices.contains(index) ? texts[index].text : "")
        }
    }

    /// The columns of the keys, fewer on a narrow screen.
    static func keyColumns(_ width: Int) -> Int { min(keyColumns, width * 2 / 5) }

    private static func matches(_ entry: (keys: String, text: String), _ filter: String?) -> Bool {
        guard let filter, !filter.isEmpty else { return true }
        let text = "\(entry.keys) \(entry.text)".lowercased()
        return filter.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
    }

    private static func sections(_ keymap: Keymap) -> [Section] {
        let commands = Command.Place.all.map { place in
            Section(title: place.title, entries: Command.all.filter { $0.place == place }.map { entry($0, keymap) })
        }
        return commands + [
            Section(title: "In a text", entries: textKeys), Section(title: "In a list", entries: listKeys),
        ]
    }

    private static func entry(_ command: Command, _ keymap: Keymap) -> (keys: String, text: String) {
        var keys = keymap.keys(of: command.id).map(\.label)
        if let letter = command.popupKey, let popup = keymap.label(of: "popup") { keys.append("\(popup) \(letter)") }
        let shown = keys.isEmpty ? "palette" : keys.joined(separator: " ")
        return (shown, "\(command.title). \(command.help)")
    }

    private static var textKeys: [(keys: String, text: String)] {
        editingKeys.map { keys, text in (keys.compactMap { Key(description: $0)?.label }.joined(separator: " "), text) }
    }

    /// The keys of a text, by their names in `config.yaml`. A test compares them with what the text does.
    static let editingKeys: [(keys: [String], text: String)] = [
        (["left", "right", "up", "down"], "Move; with Shift they select."),
        (["ctrl-left", "ctrl-right", "alt-b", "alt-f"], "Word by word."),
        (["home", "end", "ctrl-a", "ctrl-e"], "Start and end of the line; with Ctrl, of the text."),
        (["backspace", "delete", "ctrl-h"], "Delete a character."),
        (["ctrl-w", "alt-d"], "Delete the word before, or after, the cursor."),
        (["ctrl-u", "ctrl-k"], "Delete to the start, or the end, of the line."),
        (["ctrl-y"], "Paste the deleted text."),
        (["ctrl-_", "alt-_"], "Undo, redo."),
        (["enter"], "New line; in a one-line field, accept."),
    ]

    private static var listKeys: [(keys: String, text: String)] {
        ListKeys.table.map { row in ((row.keys + row.letters).map(\.label).joined(separator: " "), row.help) }
    }
}
