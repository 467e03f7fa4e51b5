import Testing

@testable import Playground

@Suite("The cursor of a table")
struct TableCursorTests {
    @Test("It stays among the rows, and the view goes with it")
    func moves() {
        var cursor = TableCursor()
        cursor.select(7, of: 20, height: 5)
        #expect((cursor.row, cursor.top) == (7, 3))
        cursor.select(99, of: 20, height: 5)
        #expect((cursor.row, cursor.top) == (19, 15))
        cursor.select(-3, of: 20, height: 5)
        #expect((cursor.row, cursor.top) == (0, 0))
        cursor.select(4, of: 0, height: 0)
        #expect((cursor.row, cursor.top) == (0, 0))
    }

    @Test("Scrolling takes the cursor along at the edge only")
    func scrolls() {
        var cursor = TableCursor()
        cursor.select(2, of: 20, height: 5)
        cursor.scroll(by: 2, of: 20, height: 5)
        #expect((cursor.row, cursor.top) == (2, 2))
        cursor.scroll(by: 2, of: 20, height: 5)
        #expect((cursor.row, cursor.top) == (4, 4))
        cursor.scroll(by: 99, of: 20, height: 5)
        #expect((cursor.row, cursor.top) == (15, 15))
        #expect(cursor.top(of: 20, height: 3) == 15)
        #expect(cursor.top(of: 20, height: 12) == 8)
    }

    @Test("It follows its row when rows come above it")
    func follows() {
        var cursor = TableCursor()
        cursor.select(7, of: 20, height: 5)
        cursor.follow(to: 9, of: 22, height: 5)
        #expect((cursor.row, cursor.top) == (9, 5))
    }

    @Test("The first step to the side shows the column's cursor, the next ones move it to the last column")
    func columns() {
        let columns = Array(TableSamples.columns.prefix(3))
        var cursor = TableCursor()
        #expect(cursor.column == nil)
        cursor.moveColumn(by: 1, among: columns)
        #expect(cursor.column == "name")
        cursor.moveColumn(by: 9, among: columns)
        #expect(cursor.column == "tide")
        cursor.moveColumn(by: -1, among: columns)
        #expect(cursor.column == "says")
        cursor.leaveColumns()
        #expect(cursor.column == nil)
        cursor.moveColumn(by: 1, among: [])
        #expect(cursor.column == nil)
    }
}

@Suite("Marked rows")
struct TableMarksTests {
    @Test("Actions work on the marked rows in the order of marking, without any on the row under the cursor")
    func targets() {
        var marks = TableMarks<String>()
        #expect(marks.targets(else: "b") == ["b"])
        #expect(marks.targets(else: nil) == [])
        marks.toggle("c")
        marks.toggle("a")
        marks.insert("c")
        #expect(marks.targets(else: "b") == ["c", "a"])
        marks.toggle("c")
        #expect(marks.ids == ["a"] && !marks.contains("c") && marks.count == 1)
        marks.remove(["a", "x"])
        #expect(marks.isEmpty)
    }
}
