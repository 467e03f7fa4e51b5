import TextUI

/// Draws the Ctrl-X popup: at the bottom over the panes, with letters in columns.
enum PopupView {
    static func draw(_ state: AppState, on canvas: inout Canvas) {
        var below = state
        below.layers.pop()
        let texts = Popup.letters.map { text($0, below, canvas.theme) }
        let body = LayerLayout.body(state.size)
        let rows = rows(of: texts, in: body)
        let saysLeave = rows + 4 <= body.height
        let rect = body.removingBottom(rows + (saysLeave ? 4 : 2)).removed
        let inside = canvas.layer(rect, title: title(state.settings.keymap))
        let places = places(of: texts, rows: rows, in: inside.inset(left: 1, right: 1))
        for (index, text) in texts.enumerated() {
            let place = places[index / rows].moved(y: index % rows)
            canvas.row(text, at: place.origin, width: place.width)
            canvas.hit(place, .layerRow(index))
        }
        if saysLeave {
            let leave = StyledText("Esc cancel", canvas.theme[.dim])
            canvas.row(leave, at: Point(x: inside.x + 1, y: inside.maxY - 1), width: inside.width - 2)
        }
    }

    /// The fewest rows that leave every text whole in up to four columns, else the fewest that fit the height.
    private static func rows(of texts: [StyledText], in body: Rect) -> Int {
        for columns in stride(from: 4, through: 1, by: -1) {
            let rows = (texts.count + columns - 1) / columns
            let width = columnWidths(texts, rows: rows).reduce(3 * (columns - 1), +)
            if width <= body.width - 4, rows + 4 <= body.height { return rows }
        }
        return max(1, min((texts.count + 1) / 2, body.height - 2))
    }

    private static func columnWidths(_ texts: [StyledText], rows: Int) -> [Int] {
        stride(from: 0, to: texts.count, by: rows).map { start in
            texts[start..<min(start + rows, texts.count)].map(\.width).max() ?? 0
        }
    }

    /// The first row of each column. Columns are as wide as their texts if all fit, else of equal width.
    private static func places(of texts: [StyledText], rows: Int, in rect: Rect) -> [Rect] {
        let wanted = columnWidths(texts, rows: rows)
        let spare = rect.width - wanted.reduce(0, +)
        let gap = max(1, min(6, spare / max(1, wanted.count - 1)))
        let fits = spare >= gap * (wanted.count - 1)
        var x = rect.x
        return wanted.map { width in
            let width = fits ? width : rect.width / wanted.count - 1
            defer { x += width + (fits ? gap : 1) }
            return Rect(x: x, y: rect.y, width: width, height: 1)
        }
    }

    private static func title(_ keymap: Keymap) -> String {
        guard let key = keymap.keys(of: "popup").first else { return "More" }
        guard key.modifiers == .control, case .character(let character) = key.code else { return "\(key.label) …" }
        return "Ctrl-\(character.uppercased()) …"
    }

    private static func text(_ command: Command, _ state: AppState, _ theme: Theme) -> StyledText {
        let meaning = state.meaning(of: command)
        let isEnabled = state.obstacle(to: meaning) == nil
        let title = meaning.title.prefix(1).lowercased() + meaning.title.dropFirst()
        return StyledText(command.popupKey.map { "\($0) " } ?? "", theme[.accent].bold())
            .appending(title, theme[isEnabled ? .text : .dim])
    }
}
