import TextUI

/// Draws the palette.
enum PaletteView {
    static func draw(_ palette: Palette, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let commands = palette.commands
        let position = commands.isEmpty ? "none" : "\(palette.selection + 1) of \(commands.count)"
        let inside = canvas.layer(
            LayerLayout.palette(state.size), title: "Commands", right: position, hint: hint)
        var below = state
        below.layers.pop()
        FilterLine.draw(palette.filter, in: inside, on: &canvas)
        ListView.draw(
            count: commands.count, selection: palette.selection, in: inside.inset(top: 1), on: &canvas
        ) { index, theme in
            let command = commands[index]
            let reason = below.obstacle(to: command)
            var left = StyledText(command.title, theme[reason == nil ? .text : .dim])
            if let reason { left.append("  \(reason)", theme[.dim]) }
            return (left, StyledText(keys(of: command, state.settings.keymap), theme[.accent]))
        }
    }

    /// The first key of a command, else its letter after Ctrl-X.
    static func keys(of command: Command, _ keymap: Keymap) -> String {
        if let label = keymap.label(of: command.id) { return label }
        guard let letter = command.popupKey, let popup = keymap.label(of: "popup") else { return "" }
        return "\(popup) \(letter)"
    }
}
