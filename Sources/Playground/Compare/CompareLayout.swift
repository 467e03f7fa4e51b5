package import TextUI

/// Where the parts of a comparison stand: a pure function of the room, the columns and the message being written.
package struct CompareLayout: Sendable, Hashable {
    /// A column that is in view.
    package struct Column: Sendable, Hashable {
        /// Its place among all columns.
        package var place: Int
        package var head: Rect
        package var body: Rect
    }

    /// The narrowest column, its border not counted. As many columns stand side by side as have that.
    package static let leastWidth = 36
    /// The rows of a column's head.
    private static let headHeight = 3

    /// The question, in one row; empty where there is no room.
    package var question: Rect
    package var columns: [Column]
    package var composer: Rect
    /// The rows with a line across, and whether the lines between columns meet it from above and from below.
    package var rules: [Rule]

    /// A line across.
    package struct Rule: Sendable, Hashable {
        package var y: Int
        package var meetsAbove: Bool
        package var meetsBelow: Bool
    }

    /// Lays out a comparison. The baseline stays at the left; beside it are the others, scrolled so that the one that keys are
    /// about is in view.
    ///
    /// - Parameter writtenRows: the rows of the message being written.
    package init(_ comparison: Comparison, in inside: Rect, writtenRows: Int) {
        let isTight = inside.height < 12
        (composer, question, rules) = (inside, Rect(x: inside.x, y: inside.y, width: 0, height: 0), [])
        var rest = inside
        (composer, rest) = rest.removingBottom(max(1, min(writtenRows, inside.height / 3)))
        var rule: Rect
        (rule, rest) = rest.removingBottom(1)
        rules.append(Rule(y: rule.y, meetsAbove: true, meetsBelow: false))
        if !isTight {
            (question, rest) = rest.removingTop(1)
            (rule, rest) = rest.removingTop(1)
            rules.append(Rule(y: rule.y, meetsAbove: false, meetsBelow: true))
        }
        let (head, below) = rest.removingTop(isTight ? 1 : Self.headHeight)
        var body = below
        if !isTight {
            (rule, body) = below.removingTop(1)
            rules.append(Rule(y: rule.y, meetsAbove: true, meetsBelow: true))
        }
        let places = Self.visible(comparison, width: inside.width)
        let width = places.isEmpty ? 0 : (inside.width - places.count + 1) / places.count
        columns = places.enumerated().map { index, place in
            let x = inside.x + index * (width + 1)
            let own = index == places.count - 1 ? inside.maxX - x : width
            return Column(
                place: place, head: Rect(x: x, y: head.y, width: own, height: head.height),
                body: Rect(x: x, y: body.y, width: own, height: body.height))
        }
    }

    /// The places of the columns in view, from left to right.
    private static func visible(_ comparison: Comparison, width: Int) -> [Int] {
        let columns = comparison.columns
        guard !columns.isEmpty else { return [] }
        let room = comparison.isZoomed ? 1 : max(1, (width + 1) / (leastWidth + 1))
        guard room > 1 else { return [comparison.focus] }
        let frozen = columns.firstIndex { $0.label == comparison.baseline } ?? 0
        let others = comparison.shown.filter { $0 != frozen }
        let focused = others.firstIndex(of: comparison.focus) ?? 0
        let start = max(0, focused - (room - 2))
        return [frozen] + others[min(start, others.count)...].prefix(room - 1)
    }
}
