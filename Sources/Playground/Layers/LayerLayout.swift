import TextUI

/// Where layers lie: pure functions of the screen's size.
package enum LayerLayout {
    /// Everything between header and footer.
    static func body(_ size: Size) -> Rect {
        Rect(x: 0, y: 1, width: size.width, height: max(3, size.height - 2))
    }

    static func palette(_ size: Size) -> Rect { upper(size, width: 72, height: 20) }

    static func versions(_ size: Size, rows: Int) -> Rect { upper(size, width: 110, height: max(3, min(rows, 30)) + 2) }

    static func columns(_ size: Size, rows: Int) -> Rect { upper(size, width: 60, height: rows + 2) }

    static func judgement(_ size: Size) -> Rect { upper(size, width: 84, height: 14) }

    /// A wide list, such as the branches of a conversation.
    static func wideList(_ size: Size, rows: Int) -> Rect { versions(size, rows: rows) }

    static func approval(_ size: Size, rows: Int) -> Rect { upper(size, width: 92, height: rows + 2) }

    /// The list of findings, with three lines for the selected one below.
    static func findings(_ size: Size, rows: Int) -> Rect {
        upper(size, width: 92, height: max(1, min(rows, 14)) + 5)
    }

    static func help(_ size: Size) -> Rect {
        let body = body(size)
        return body.centred(Size(width: min(100, body.width), height: body.height))
    }

    static func editor(_ size: Size) -> Rect {
        let body = body(size)
        let margin = body.width >= 60 ? 2 : 0
        return body.centred(Size(width: min(110, body.width - 2 * margin), height: body.height))
    }

    /// - Parameter rows: the rows of the list below the line.
    static func line(_ size: Size, rows: Int) -> Rect { upper(size, width: 72, height: 4 + min(rows, 12)) }

    /// The place of a list near its row, if that is visible: two lines below it, or as high as necessary.
    static func dropdown(_ size: Size, content: Size, below anchor: Rect?) -> Rect {
        let body = body(size)
        let margin = body.width >= 60 ? 3 : 0
        let width = min(content.width, body.width - 2 * margin)
        let height = min(content.height, body.height)
        guard let anchor else { return body.centred(Size(width: width, height: height)) }
        let x = min(max(margin, anchor.x + 2), body.maxX - width - margin)
        let y = min(anchor.y + 2, body.maxY - height)
        return Rect(x: x, y: max(body.y, y), width: width, height: height)
    }

    /// The rows of a list below its filter line.
    static func listRows(in rect: Rect) -> Int { max(1, rect.height - 3) }

    /// A rectangle in the middle of the width, near the top.
    private static func upper(_ size: Size, width: Int, height: Int) -> Rect {
        let body = body(size)
        let margin = body.width >= 60 ? 2 : 0
        let width = min(width, body.width - 2 * margin)
        let gap = body.height >= height + 2 ? 1 : 0
        return Rect(x: (body.width - width) / 2, y: body.y + gap, width: width, height: min(height, body.height - gap))
    }
}
