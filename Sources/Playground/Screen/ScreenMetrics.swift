package import TextUI

/// Where things stood in a frame: what the next key's scrolling and the next click start from.
package struct ScreenMetrics: Sendable {
    /// Lines of the whole thread, lines of its view, and the line at the view's top.
    package var threadLines = 0
    package var threadHeight = 0
    package var threadTop = 0
    /// Columns that a text in the thread wraps at.
    package var threadTextWidth = 60
    /// The lines of each message in the thread.
    package var entryLines: [EntryRef: Range<Int>] = [:]
    /// Where the texts that can be typed into begin: the cell of their first row's first column, also when that is out of view.
    package var inputs: [HitTarget: Point] = [:]
    /// What a click on a place means; later ones lie over earlier ones.
    package var hits: [Hit] = []

    /// Images in view that have not been drawn yet.
    package var wantedImages: [ImageKey] = []
    /// Remote images in view that the settings allow to be fetched.
    package private(set) var wantedFetches: [String] = []

    package mutating func want(fetched url: String) {
        if !wantedFetches.contains(url) { wantedFetches.append(url) }
    }

    package struct Hit: Sendable {
        package var rect: Rect
        package var target: HitTarget

        package init(_ rect: Rect, _ target: HitTarget) {
            self.rect = rect
            self.target = target
        }
    }

    package init() {}

    /// What lies at a place.
    package func target(at point: Point) -> HitTarget? {
        hits.last { $0.rect.contains(point) }?.target
    }
}

/// What can be clicked.
package enum HitTarget: Sendable, Hashable {
    case pane(Pane)
    case configRow(ConfigRow)
    case entry(EntryRef)
    case result(CallRef)
    case composer
    case image(ImagePlace, Int)
    /// The row of the log list, counted from the first log.
    case log(Int)
    /// The row of the top overlay's list.
    case overlayRow(Int)
    /// The tab of an open log.
    case logTab(Int)
    case command(CommandID)
    /// Inside the top overlay, but nothing there.
    case overlay
}
