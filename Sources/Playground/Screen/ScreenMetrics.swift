package import TextUI

/// The places of things in a frame. The next key's scrolling and the next click start from them.
package struct ScreenMetrics: Sendable {
    /// The lines of the part of the thread that is laid out, the lines of the view, and the line at the view's top, counted from
    /// the beginning of that part.
    package var threadLines = 0
    package var threadHeight = 0
    package var threadTop = 0
    /// The message with which that part begins; nil where it is the beginning of the thread.
    var threadOrigin: EntryRef?
    /// Whether the thread goes on below it.
    var threadGoesOn = false
    /// The width at which texts in the thread wrap.
    package var threadTextWidth = 60
    /// The lines of each message that is laid out.
    package var entryLines: [EntryRef: Range<Int>] = [:]
    /// The lines of the thread, and the rectangle that shows them; nil if it is not drawn.
    var threadText: (page: LogPage, rect: Rect)?
    /// The panes and layers, the lowest first, and what they show; a drag selects in them.
    var areas: [ScreenArea] = []
    var frame: Frame?
    /// What a search in the thread has found.
    var threadMatches: ThreadMatches?
    /// Whether the next frame looks through more of the thread.
    package var searchGoesOn: Bool { threadMatches?.isComplete == false }
    /// The first cell of each text that can be typed into, even if it is out of view.
    package var inputs: [HitTarget: Point] = [:]
    /// The targets of clicks. Later ones lie over earlier ones.
    package var hits: [Hit] = []

    /// How far a comparison can be scrolled.
    package struct Compare: Sendable {
        /// The lines of the longest answer, or of the column that scrolls by itself.
        package var lines = 0
        /// The rows of the view, and the line at its top.
        package var height = 1
        package var top = 0
    }

    package var compare = Compare()

    /// The images in view that have not been drawn yet.
    package var wantedImages: [ImageKey] = []
    /// The remote images in view that the settings allow to fetch.
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

    /// A line of the thread, as it can be found when more or less of the thread is laid out.
    func threadAnchor(atLine line: Int) -> ThreadAnchor {
        let above = entryLines.filter { $0.value.lowerBound <= line }.max { $0.value.lowerBound < $1.value.lowerBound }
        return ThreadAnchor(ref: above?.key, row: line - (above?.value.lowerBound ?? 0))
    }

    /// The target at a place.
    package func target(at point: Point) -> HitTarget? {
        hits.last { $0.rect.contains(point) }?.target
    }
}

/// Something that can be clicked.
package enum HitTarget: Sendable, Hashable {
    case pane(Pane)
    case configRow(ConfigRow)
    case entry(EntryRef)
    case result(CallRef)
    case composer
    case image(ImagePlace, Int)
    /// The row of the log list, counted from the first log.
    case log(Int)
    /// A choice that completes the filter of the log list.
    case logFilterChoice(Int)
    /// The upper border of the log drawer, which can be dragged.
    case logBorder
    /// The title of a column, in the table that the click falls on.
    case tableHead(TableColumn.ID)
    /// The row of the top layer's list.
    case layerRow(Int)
    /// The tab of an open log.
    case logTab(Int)
    case command(CommandID)
    /// A key in the footer that is not a command.
    case key(Key)
    /// Inside a layer, but nothing there.
    case layer
}
