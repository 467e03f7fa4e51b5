package import TextUI

/// Every command by name, filtered as one types. Over a layer: the layer's commands, then those that work anywhere.
package struct Palette: Layer {
    package static let place = Command.Place("palette", "In the command palette")
    package static let commands = [
        Command(
            Palette.self, "palette.run", "Run the command", "run it", help: "Runs the selected command.",
            keys: ["enter"], perform: { palette, state in palette.run(row: palette.selection, in: &state) }),
        Command(
            Palette.self, "palette.close", "Close the palette", "cancel", help: "Goes back without running anything.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
    ]

    package var filter = TextBuffer("", isMultiline: false)
    package var selection = 0
    /// The commands to choose from.
    private let choices: [Command]

    /// - Parameter below: the place of the layer that it is opened over; nil over the panes.
    package init(over below: Command.Place? = nil) {
        let others = Command.all.filter { $0.id != "palette" }
        guard let below else {
            choices = others.filter { !$0.place.isLayer }
            return
        }
        choices = others.filter { $0.place == below } + others.filter { $0.place == .anywhere }
    }

    package var isTyping: Bool { true }
    package var typedText: TextBuffer? { filter }

    /// The commands that match, the best first.
    package var commands: [Command] {
        let query = filter.text
        guard !query.isEmpty else { return choices }
        let scored = choices.enumerated().compactMap {
            offset, command -> (score: Int, offset: Int, command: Command)? in
            let title = FuzzyMatch.score(query, in: command.title)
            let id = FuzzyMatch.score(query, in: command.id.name).map { $0 - 15 }
            guard let score = [title, id].compactMap(\.self).max() else { return nil }
            return (score, offset, command)
        }
        return scored.sorted { ($1.score, $0.offset) < ($0.score, $1.offset) }.map(\.command)
    }

    /// Applies an edit to the filter and selects the best match.
    package mutating func type(_ edit: TextEdit) {
        let before = filter.text
        filter.apply(edit)
        if filter.text != before { selection = 0 }
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let page = LayerLayout.listRows(in: LayerLayout.palette(state.size))
        let place = ListKeys.place(after: key, from: selection, count: commands.count, page: page, hasLetters: false)
        if let place {
            selection = place
        } else if let edit = TextBuffer.edit(for: key, isMultiline: false) {
            type(edit)
        }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { type(.insert(text)) }

    package mutating func click(row: Int, in state: inout AppState) { run(row: row, in: &state) }

    /// Performs the command of a row. If it cannot be done, the palette says why and stays open.
    private func run(row: Int, in state: inout AppState) {
        let commands = commands
        guard commands.indices.contains(row) else {
            return state.say("no command matches '\(filter.text)'", .warning)
        }
        var below = state
        below.layers.pop()
        if let reason = below.obstacle(to: commands[row]) { return state.say(reason, .warning) }
        state.layers.pop()
        state.performOverLayers(commands[row])
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        PaletteView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }
}

extension AppState {
    /// Opens the palette; on top already, closes it.
    package mutating func togglePalette() { toggle(Palette(over: layers.top.map { type(of: $0).place })) }
}
