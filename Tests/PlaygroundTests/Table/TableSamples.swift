import TextUI

@testable import Playground

/// A table of harbours, as wide and as long as a test needs it.
struct TableSamples: TableRows {
    static let columns = [
        TableColumn("name", "harbour", width: .fixed(10), isFrozen: true, isKept: true),
        TableColumn("says", "says", width: .flexible(least: 16, share: 2), isKept: true),
        TableColumn("tide", "tide", width: .flexible(least: 8)),
        TableColumn("depth", "depth", width: .fixed(7), alignment: .right),
        TableColumn("berths", "berths", width: .fixed(7), alignment: .right),
        TableColumn("flag", "flag", width: .fixed(6), isShown: false),
    ]

    var count = 5
    var marks = TableMarks<Int>()
    /// The rows that were asked for.
    let asked = Asked()

    final class Asked {
        var rows: Set<Int> = []
    }

    func cell(_ row: Int, _ column: TableColumn.ID, width: Int, theme: Theme) -> StyledText {
        asked.rows.insert(row)
        return switch column {
        case "name": StyledText(row == 2 ? "港は広いです漢字" : "harbour \(row)", theme[.text])
        case "says": StyledText("Row \(row) says something long enough to be cut.", theme[.text])
        case "tide": StyledText("14:\(10 + row)", theme[.dim])
        case "depth": StyledText("\(row * 3) m", theme[.number])
        case "berths": StyledText("\(row * 12)", theme[.number])
        default: StyledText("blue", theme[.text])
        }
    }

    func remark(_ row: Int, theme: Theme) -> TableRemark? {
        row == 3
            ? TableRemark(StyledText("closed: the lock is being mended until spring", theme[.bad]), after: "says") : nil
    }

    func isMarked(_ row: Int) -> Bool { marks.contains(row) }

    func sign(_ row: Int, theme: Theme) -> StyledText? { row == 4 ? StyledText("+", theme[.good]) : nil }

    /// The table as text.
    func drawn(
        width: Int, height: Int = 6, manner: TableManner = TableManner(), cursor: TableCursor = TableCursor(),
        borders: Borders = .lines
    ) -> String {
        canvas(width: width, height: height, manner: manner, cursor: cursor, borders: borders).frame.text()
    }

    func canvas(
        width: Int, height: Int = 6, manner: TableManner = TableManner(), cursor: TableCursor = TableCursor(),
        borders: Borders = .lines
    ) -> Canvas {
        var canvas = Canvas(size: Size(width: width, height: height), theme: .plain, borders: borders)
        TableView(Self.columns, manner: manner, cursor: cursor, rows: self, isFocused: true)
            .draw(in: Rect(size: canvas.frame.size), on: &canvas, row: { .layerRow($0) }, head: { .tableHead($0) })
        return canvas
    }
}
