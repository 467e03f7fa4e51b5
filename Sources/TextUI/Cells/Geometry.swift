/// Columns and rows of a screen or of a part of it.
package struct Size: Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// A cell's place: column `x` and row `y`, both counted from 0 at the top left.
package struct Point: Hashable, Sendable {
    package var x: Int
    package var y: Int

    package init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

/// A rectangle of cells. Width and height are never negative.
package struct Rect: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The rectangle of a whole screen.
    package init(size: Size) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    /// The first column right of the rectangle.
    package var maxX: Int { x + width }

    /// The first row below the rectangle.
    package var maxY: Int { y + height }

    package var size: Size { Size(width: width, height: height) }
    package var origin: Point { Point(x: x, y: y) }
    /// True when it has no cells.
    package var isEmpty: Bool { width <= 0 || height <= 0 }

    /// Whether a cell is inside.
    package func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
    }

    /// Smaller by `amount` on each side.
    package func inset(by amount: Int) -> Rect {
        inset(left: amount, top: amount, right: amount, bottom: amount)
    }

    /// Smaller by so many columns and rows on each side; larger where they are negative.
    package func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
    }

    /// The same size at another place.
    package func moved(x deltaX: Int = 0, y deltaY: Int = 0) -> Rect {
        Rect(x: x + deltaX, y: y + deltaY, width: width, height: height)
    }

    /// The cells that are in both; an empty rectangle when there are none.
    package func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    /// The `count` topmost rows (fewer where there are not so many), and the rest.
    package func removingTop(_ count: Int) -> (removed: Rect, rest: Rect) {
        let count = min(max(0, count), height)
        return (Rect(x: x, y: y, width: width, height: count), inset(top: count))
    }

    /// The `count` lowest rows, and the rest.
    package func removingBottom(_ count: Int) -> (removed: Rect, rest: Rect) {
        let count = min(max(0, count), height)
        return (Rect(x: x, y: maxY - count, width: width, height: count), inset(bottom: count))
    }

    /// The `count` leftmost columns, and the rest.
    package func removingLeft(_ count: Int) -> (removed: Rect, rest: Rect) {
        let count = min(max(0, count), width)
        return (Rect(x: x, y: y, width: count, height: height), inset(left: count))
    }

    /// A rectangle of `size`, made smaller where it does not fit, in the middle of this one.
    package func centred(_ size: Size) -> Rect {
        let width = min(size.width, self.width)
        let height = min(size.height, self.height)
        return Rect(
            x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
    }
}
