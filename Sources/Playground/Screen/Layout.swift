package import TextUI

/// Where everything stands: one pure function from the size, and from what is open, to rectangles.
///
/// From 100 columns, config and thread stand side by side and logs along the bottom. From 60, opened logs cover both.
/// Below 60, one pane is visible at a time.
package struct Layout: Sendable, Hashable {
    package var header: Rect
    package var footer: Rect
    /// The visible panes.
    package var panes: [Pane: Rect]
    /// The rectangle between header and footer, where an opened log goes.
    package var body: Rect

    /// The smallest usable size. Below it, only one sentence is drawn.
    package static let least = Size(width: 40, height: 10)

    /// Lays out the screen; nil if the terminal is too small.
    package init?(size: Size, focus: Pane, showsLogs: Bool) {
        guard size.width >= Self.least.width, size.height >= Self.least.height else { return nil }
        let screen = Rect(size: size)
        (header, body) = screen.removingTop(1)
        (footer, body) = body.removingBottom(1)
        panes = Self.panes(in: body, focus: focus, showsLogs: showsLogs)
    }

    private static func panes(in body: Rect, focus: Pane, showsLogs: Bool) -> [Pane: Rect] {
        if body.width < 60 {
            return [focus: body]
        }
        var upper = body
        var panes: [Pane: Rect] = [:]
        if showsLogs {
            if body.width < 100, focus == .logs { return [.logs: body] }
            if body.width >= 100 { (panes[.logs], upper) = body.removingBottom(max(6, body.height * 22 / 100)) }
        }
        let configWidth = body.width >= 160 ? 34 : body.width >= 100 ? 31 : 28
        (panes[.config], panes[.thread]) = upper.removingLeft(configWidth)
        return panes
    }
}
