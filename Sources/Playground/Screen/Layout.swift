package import TextUI

/// Where everything stands: one pure function from the size, and from what is open, to rectangles.
///
/// From 100 columns, config and thread stand side by side and logs along the bottom; from 160, an opened log stands beside the
/// thread. From 60, opened logs cover both. Below 60, or while a pane is zoomed, one pane is visible at a time.
package struct Layout: Sendable, Hashable {
    /// What is open, and what a person has chosen of it.
    package struct Wishes: Sendable, Hashable {
        package var focus: Pane
        package var showsLogs: Bool
        /// The rows of the drawer, its border included; nil for a share of the screen.
        package var logHeight: Int?
        /// Whether the pane that has the focus takes the whole body.
        package var isZoomed = false
        package var hidesConfig = false
        /// Whether something stands beside the thread where the screen is wide enough.
        package var showsBeside = false

        package init(focus: Pane, showsLogs: Bool) {
            self.focus = focus
            self.showsLogs = showsLogs
        }
    }

    package var header: Rect
    package var footer: Rect
    /// The visible panes.
    package var panes: [Pane: Rect] = [:]
    /// The rectangle between header and footer, where an opened log goes unless it stands beside the thread.
    package var body: Rect
    /// The rectangle beside the thread; nil if there is no room or nothing to show.
    package var beside: Rect?

    /// The smallest usable size. Below it, only one sentence is drawn.
    package static let least = Size(width: 40, height: 10)
    /// The fewest rows of the drawer: its border, the head and a log.
    package static let leastLogs = 4
    /// The fewest rows of the panes above the drawer.
    private static let leastUpper = 4

    /// Lays out the screen; nil if the terminal is too small.
    package init?(size: Size, _ wishes: Wishes) {
        guard size.width >= Self.least.width, size.height >= Self.least.height else { return nil }
        let screen = Rect(size: size)
        (header, body) = screen.removingTop(1)
        (footer, body) = body.removingBottom(1)
        layOut(wishes)
    }

    /// Lays out the screen as it is at first; nil if the terminal is too small.
    package init?(size: Size, focus: Pane, showsLogs: Bool) {
        self.init(size: size, Wishes(focus: focus, showsLogs: showsLogs))
    }

    private mutating func layOut(_ wishes: Wishes) {
        if body.width < 60 || wishes.isZoomed {
            panes = [wishes.focus: body]
            return
        }
        var upper = body
        if wishes.showsLogs {
            if body.width < 100, wishes.focus == .logs {
                panes = [.logs: body]
                return
            }
            if body.width >= 100 {
                (panes[.logs], upper) = body.removingBottom(Self.logHeight(wishes.logHeight, in: body))
            }
        }
        if !wishes.hidesConfig {
            let configWidth = body.width >= 160 ? 34 : body.width >= 100 ? 31 : 28
            (panes[.config], upper) = upper.removingLeft(configWidth)
        }
        if wishes.showsBeside, body.width >= 160 {
            (upper, beside) = upper.removingLeft(upper.width / 2)
        }
        panes[.thread] = upper
    }

    /// The rows of the drawer.
    ///
    /// - Parameter chosen: the rows that a person has chosen; nil for a share of the screen.
    package static func logHeight(_ chosen: Int?, in body: Rect) -> Int {
        guard let chosen else { return max(6, body.height * 22 / 100) }
        return max(leastLogs, min(chosen, body.height - leastUpper))
    }
}

extension AppState {
    /// Where everything stands now; nil if the terminal is too small.
    package var layout: Layout? { Layout(size: size, wishes) }

    /// What is open, and what the person has chosen of it.
    package var wishes: Layout.Wishes {
        var wishes = Layout.Wishes(focus: focus, showsLogs: logs.isOpen)
        wishes.logHeight = logs.chosenHeight
        wishes.isZoomed = isZoomed
        wishes.hidesConfig = hidesConfig
        wishes.showsBeside = layers.hasBeside
        return wishes
    }

    /// The place of what stands beside the thread, and over the whole body where the screen is too narrow for that.
    package var besideRect: Rect { layout?.beside ?? LayerLayout.body(size) }
}
