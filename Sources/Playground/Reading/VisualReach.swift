import TextUI

/// How much of the thread is laid out while text is selected in it: the message where the selection began, and so many lines above
/// and below. It grows when the cursor comes near to its ends.
struct VisualReach: Sendable, Hashable {
    /// The message where the selection began; nil for the beginning of the thread.
    let center: EntryRef?
    /// The lines to lay out above and below that message.
    private(set) var above: Int
    private(set) var below: Int
    /// A move to an end that has not been laid out.
    var pending: PageSelection.Motion?
    /// The message with which the laid out part begins; nil where the thread does.
    private var origin: EntryRef?
    /// Whether the thread goes on below it.
    private var goesOn: Bool
    /// Whether more is wanted than the last frame had.
    private(set) var awaitsFrame = true

    /// The views of lines that are laid out above and below at first: more than were before.
    private static let views = 6

    /// Begins at a place in what the last frame has laid out.
    init(at place: PagePlace, _ metrics: ScreenMetrics) {
        center = metrics.threadAnchor(atLine: place.line).ref
        above = Self.views * max(1, metrics.threadHeight)
        below = above
        (origin, goesOn) = (metrics.threadOrigin, metrics.threadGoesOn)
    }

    /// Takes what a frame has laid out.
    ///
    /// - Returns: the lines that it has above what there was before.
    mutating func take(_ metrics: ScreenMetrics) -> Int {
        let lines = origin.flatMap { metrics.entryLines[$0]?.lowerBound } ?? 0
        (origin, goesOn, awaitsFrame) = (metrics.threadOrigin, metrics.threadGoesOn, false)
        return lines
    }

    /// Wants all up to an end, if a move goes there and it is not laid out.
    mutating func extend(for motion: PageSelection.Motion) -> Bool {
        switch motion {
        case .first where origin != nil: above = .max / 2
        case .last where goesOn: below = .max / 2
        default: return false
        }
        (pending, awaitsFrame) = (motion, true)
        return true
    }

    /// Wants more where a line is near to an end that the thread goes on behind.
    mutating func extend(line: Int, of count: Int, height: Int) {
        let near = 2 * height
        if origin != nil, line < near { (above, awaitsFrame) = (min(above, .max / 16) * 4, true) }
        if goesOn, line >= count - near { (below, awaitsFrame) = (min(below, .max / 16) * 4, true) }
    }
}
