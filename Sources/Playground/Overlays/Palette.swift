package import TextUI

/// Every command by name, filtered as one types.
package struct Palette: Sendable {
    package var filter = TextBuffer("", isMultiline: false)
    package var selection = 0

    package init() {}

    /// The commands that match, the best first.
    package var commands: [Command] {
        let query = filter.text
        guard !query.isEmpty else { return Command.all }
        let scored = Command.all.enumerated().compactMap {
            offset, command -> (score: Int, offset: Int, command: Command)? in
            let title = FuzzyMatch.score(query, in: command.title)
            let id = FuzzyMatch.score(query, in: command.id.name).map { $0 - 15 }
            guard let score = [title, id].compactMap(\.self).max() else { return nil }
            return (score, offset, command)
        }
        return scored.sorted { ($1.score, $0.offset) < ($0.score, $1.offset) }.map(\.command)
    }

    /// Does an edit in the filter; the best match is then selected.
    package mutating func type(_ edit: TextEdit) {
        let before = filter.text
        filter.apply(edit)
        if filter.text != before { selection = 0 }
    }
}

extension AppState {
    package mutating func openPalette() {
        overlays.append(.palette(Palette()))
    }

    mutating func pressInPalette(_ palette: Palette, _ key: Key) {
        var palette = palette
        if key == .escape || settings.keymap.command(for: key, in: .anywhere)?.id == "palette" { return closeOverlay() }
        if key == .enter { return perform(palette, row: palette.selection) }
        let page = OverlayLayout.listRows(in: OverlayLayout.palette(size))
        if let place = ListKeys.place(
            after: key, from: palette.selection, count: palette.commands.count, page: page, hasLetters: false)
        {
            palette.selection = place
        } else if let edit = TextBuffer.edit(for: key, isMultiline: false) {
            palette.type(edit)
        }
        setTopOverlay(.palette(palette))
    }

    /// Does the command of a row; one that cannot be done says why and leaves the palette open.
    mutating func perform(_ palette: Palette, row: Int) {
        let commands = palette.commands
        guard commands.indices.contains(row) else {
            return say("no command matches '\(palette.filter.text)'", .warning)
        }
        if let reason = commands[row].disabledReason(self) { return say(reason, .warning) }
        closeOverlay()
        perform(commands[row])
    }
}
