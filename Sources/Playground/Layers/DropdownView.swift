import TextUI

/// Draws a list to choose from.
enum DropdownView {
    static func draw(_ dropdown: Dropdown, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let columns = Columns(dropdown)
        let tail = tailHeight(dropdown)
        let height = listHeight(dropdown, state.size) + 1 + tail + 2
        let shown = dropdown.shown
        let place = canvas.metrics.hits.last { $0.target == dropdown.anchor.map(HitTarget.configRow) }?.rect
        let rect = LayerLayout.dropdown(
            state.size, content: Size(width: columns.boxWidth(dropdown), height: height), below: place)
        let marks = dropdown.marked.isEmpty ? "" : "\(dropdown.marked.count) marked   "
        let count =
            marks
            + (shown.count == dropdown.items.count ? "\(shown.count)" : "\(shown.count) of \(dropdown.items.count)")
        let inside = canvas.layer(rect, title: dropdown.title, right: count, hint: hint)
        FilterLine.draw(dropdown.filter, in: inside, on: &canvas)
        let list = inside.inset(top: 1, bottom: tail)
        let mark = canvas.borders == .ascii ? "*" : "•"
        let itemSelection = min(dropdown.selection, shown.count - 1)
        ListView.draw(
            count: shown.count, selection: dropdown.selection < shown.count ? itemSelection : -1, in: list, on: &canvas
        ) { index, theme in
            let isMarked = shown[index].model.map(dropdown.marked.contains) ?? false
            return (
                columns.text(shown[index], width: list.width - 3, theme),
                StyledText(isMarked ? mark : "", theme[.accent].bold())
            )
        }
        let cut =
            shown.indices.contains(dropdown.selection)
            && DisplayWidth.of(shown[dropdown.selection].label) > columns.labelWidth(list.width - 3)
        let note = (cut ? ["\(shown[dropdown.selection].label): "] : []) + [dropdown.note]
        drawTail(dropdown, shown.count, note: note.joined(), in: inside.removingBottom(tail).removed, on: &canvas)
    }

    /// The number of visible items, the same however many match.
    static func listHeight(_ dropdown: Dropdown, _ size: Size) -> Int {
        let room = LayerLayout.body(size).height - 3 - tailHeight(dropdown)
        return max(1, min(dropdown.items.count, 12, room))
    }

    /// The rows below the items: the typed text, and the meaning of the choice.
    private static func tailHeight(_ dropdown: Dropdown) -> Int {
        let hasNotes =
            dropdown.ownText.map { !$0.note.isEmpty } ?? false || dropdown.items.contains { !$0.note.isEmpty }
        return (dropdown.ownText == nil ? 0 : 1) + (hasNotes ? 1 : 0) + (dropdown.legend == nil ? 0 : 1)
    }

    private static func drawTail(
        _ dropdown: Dropdown, _ index: Int, note: String, in rect: Rect, on canvas: inout Canvas
    ) {
        if let typed = dropdown.typed {
            let isSelected = dropdown.selection == index
            let text = StyledText(isSelected ? " ▸ " : "   ", canvas.theme[.accent])
                .appending("\"\(typed)\" as typed", canvas.theme[.text])
            canvas.row(text, at: rect.origin, width: rect.width, isSelected: isSelected)
            canvas.hit(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), .layerRow(index))
        }
        let noteRow = rect.maxY - (dropdown.legend == nil ? 1 : 2)
        if !note.isEmpty {
            canvas.row(
                StyledText(note, canvas.theme[.dim]), at: Point(x: rect.x + 1, y: noteRow), width: rect.width - 2)
        }
        if let legend = dropdown.legend {
            canvas.row(
                StyledText(legend, canvas.theme[.dim]), at: Point(x: rect.x + 1, y: rect.maxY - 1),
                width: rect.width - 2)
        }
    }

    /// The places of the columns.
    private struct Columns {
        /// The least width of labels. They are cut down to it before a column is left out.
        private static let leastLabel = 18

        private let label: Int
        private let columns: [Int]

        init(_ dropdown: Dropdown) {
            label = dropdown.items.map { DisplayWidth.of($0.label) }.max() ?? 0
            let count = dropdown.items.map(\.columns.count).max() ?? 0
            columns = (0..<count).map { column in
                dropdown.items.map { $0.columns.indices.contains(column) ? DisplayWidth.of($0.columns[column]) : 0 }
                    .max() ?? 0
            }
        }

        func boxWidth(_ dropdown: Dropdown) -> Int {
            let row = 3 + min(label, 30) + columns.reduce(0) { $0 + 3 + $1 }
            let notes = (dropdown.items.map(\.note) + [dropdown.ownText?.note ?? ""]).map { DisplayWidth.of($0) + 2 }
            return max(28, DisplayWidth.of(dropdown.title) + 14, max(row, notes.max() ?? 0) + 2)
        }

        /// The columns of the label in a row of `width`.
        func labelWidth(_ width: Int) -> Int {
            let rest = columns.reduce(0) { $0 + 3 + $1 } - (columns.isEmpty ? 0 : 2)
            return min(label, max(Self.leastLabel, width - rest), width)
        }

        /// The label and its columns. Columns that do not fit are left out.
        func text(_ item: Dropdown.Item, width: Int, _ theme: Theme) -> StyledText {
            let label = labelWidth(width)
            var text = StyledText(item.label, theme[item.isDim ? .dim : .text]).truncated(to: label)
            let firstGap = label < self.label ? 1 : 3
            var end = label
            for (column, content) in item.columns.enumerated() {
                end += (column == 0 ? firstGap : 3) + columns[column]
                if end > width { break }
                text = text.padded(to: end - columns[column]).appending(content, theme[.dim])
            }
            return text
        }
    }
}
