package import TextUI

/// What a view draws on: the frame, the theme, and the record of the places of things.
package struct Canvas {
    package var frame: Frame
    package var metrics = ScreenMetrics()
    /// The images drawn so far.
    package var images = ImageShelf()
    package let theme: Theme
    package let borders: Borders

    package init(size: Size, theme: Theme, borders: Borders) {
        frame = Frame(size: size, style: theme.background)
        self.theme = theme
        self.borders = borders
    }

    /// Gives cells that were drawn without a style the background of the theme: on a light theme the terminal's own would stand
    /// out as black.
    package mutating func coverBackground() {
        let style = theme[.text]
        guard style.background != .standard else { return }
        frame.restyle(frame.bounds) { cell in
            if cell.background == .standard { cell.background = style.background }
            if cell.foreground == .standard { cell.foreground = style.foreground }
        }
    }

    /// Draws the border of a pane or layer: the title at the top left, `right` (counts, positions) at the top
    /// right, `hint` at the bottom left. If it has the focus, the border is bright and the title reversed.
    ///
    /// - Returns: the rectangle inside the border.
    package mutating func box(_ rect: Rect, title: String, right: String = "", hint: String = "", isFocused: Bool)
        -> Rect
    {
        let style = theme[isFocused ? .focus : .border]
        metrics.areas.append(ScreenArea(rect: rect.inset(by: 1)))
        frame.box(rect, style: style, borders: borders)
        let room = rect.width - 4
        guard room > 0 else { return rect.inset(by: 1) }
        let titleText = StyledText(" \(title) ", theme[isFocused ? .title : .dim]).truncated(to: room)
        let titleWidth = frame.put(titleText, at: Point(x: rect.x + 1, y: rect.y))
        let rightText = right.isEmpty ? "" : " \(right) "
        let rightWidth = DisplayWidth.of(rightText)
        if rightWidth > 0, titleWidth + rightWidth <= room {
            frame.put(rightText, at: Point(x: rect.maxX - 1 - rightWidth, y: rect.y), style: theme[.dim])
        }
        if !hint.isEmpty {
            let text = StyledText(" \(hint) ", theme[.dim]).truncated(to: room)
            frame.put(text, at: Point(x: rect.x + 2, y: rect.maxY - 1))
        }
        return rect.inset(by: 1)
    }

    /// Draws the border of a layer as focused, and clears what is below it.
    ///
    /// - Parameter hidesPanes: whether a layer as high as the body hides the panes beside it, too: slivers of them say nothing.
    /// - Returns: the rectangle inside the border.
    @discardableResult
    package mutating func layer(
        _ rect: Rect, title: String, right: String = "", hint: String = "", hidesPanes: Bool = true
    ) -> Rect {
        let body = LayerLayout.body(frame.size)
        frame.fill(hidesPanes && rect.height >= body.height ? body : rect, style: theme.background)
        metrics.hits.append(ScreenMetrics.Hit(rect, .layer))
        // Of the keys, those that do not fit are left out whole.
        var keys = hint.split(separator: "   ").map(String.init)
        while keys.count > 1, DisplayWidth.of(keys.joined(separator: "   ")) + 2 > rect.width - 4 { keys.removeLast() }
        return box(rect, title: title, right: right, hint: keys.joined(separator: "   "), isFocused: true)
    }

    /// Draws one row of text, cut with `…` if it is too long. The row under the cursor is reversed over its whole
    /// width.
    package mutating func row(_ text: StyledText, at point: Point, width: Int, isSelected: Bool = false) {
        let cut = text.truncated(to: width)
        frame.put(cut, at: point)
        if isSelected {
            markSelected(Rect(x: point.x, y: point.y, width: width, height: 1))
        }
    }

    /// Draws a label at the left and facts at the right of one row. Without room for both, the facts are left out.
    package mutating func row(
        _ left: StyledText, right: StyledText, at point: Point, width: Int, isSelected: Bool = false
    ) {
        let rightWidth = right.width
        let room = width - rightWidth - 1
        if rightWidth > 0, room >= min(left.width, 8) {
            frame.put(left.truncated(to: room), at: point)
            frame.put(right, at: Point(x: point.x + width - rightWidth, y: point.y))
        } else {
            frame.put(left.truncated(to: width), at: point)
        }
        if isSelected {
            markSelected(Rect(x: point.x, y: point.y, width: width, height: 1))
        }
    }

    /// Marks what is under the cursor or selected with an even bar, whatever the colours below it.
    package mutating func markSelected(_ rect: Rect) {
        let selection = theme[.selection]
        frame.restyle(rect) { style in
            style = selection.with(style.attributes.intersection([.bold, .underline]))
        }
    }

    package mutating func hit(_ rect: Rect, _ target: HitTarget) {
        metrics.hits.append(ScreenMetrics.Hit(rect, target))
    }
}
