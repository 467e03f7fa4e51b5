import Testing
import TextUI

@testable import Playground

@Suite("Drawing a table")
struct TableViewTests {
    @Test("At 80 columns every column has its place, a remark takes the place of the right part, a mark has its dot")
    func at80() {
        var table = TableSamples()
        table.marks.toggle(1)
        #expect(
            table.drawn(width: 80) == """
                   harbour     says                           tide               depth   berths
                 ▸ harbour 0   Row 0 says something long en…  14:10                0 m       0
                •  harbour 1   Row 1 says something long en…  14:11                3 m      12
                   港は広い…   Row 2 says something long en…  14:12                6 m      24
                   harbour 3   Row 3 says something long en…  closed: the lock is being mended…
                  +harbour 4   Row 4 says something long en…  14:14               12 m      48
                """)
    }

    @Test("At 120 columns the flexible ones share what the others leave")
    func at120() {
        let lines = TableSamples().drawn(width: 120).split(separator: "\n")
        #expect(
            lines[0]
                == "   harbour     says                                                      tide                            depth   berths"
        )
        #expect(
            lines[4]
                == "   harbour 3   Row 3 says something long enough to be cut.               closed: the lock is being mended until spring"
        )
    }

    @Test("Without room the columns go from the right, and what must stay is cut last")
    func narrow() {
        let table = TableSamples(count: 1)
        #expect(
            table.drawn(width: 42, height: 2) == """
                   harbour     says              tide    ›
                 ▸ harbour 0   Row 0 says some…  14:10
                """)
        #expect(
            table.drawn(width: 20, height: 2) == """
                   harbour         ›
                 ▸ harbour 0
                """)
    }

    @Test("The column under the cursor comes into view, the frozen one stays, and the head says what is left out")
    func scrolls() {
        let table = TableSamples(count: 1)
        var cursor = TableCursor()
        cursor.go(to: "berths")
        let canvas = table.canvas(width: 42, height: 2, cursor: cursor)
        #expect(
            canvas.frame.text() == """
                 ‹ harbour     tide        depth   berths
                 ▸ harbour 0   14:10         0 m       0
                """)
        #expect(canvas.frame.style(at: Point(x: 38, y: 0)).attributes.contains(.reverse))
        #expect(canvas.metrics.target(at: Point(x: 38, y: 0)) == .tableHead("berths"))
        #expect(canvas.metrics.target(at: Point(x: 38, y: 1)) == .layerRow(0))
    }

    @Test("Signs are letters where the terminal has no others")
    func ascii() {
        var table = TableSamples(count: 2)
        table.marks.toggle(1)
        var manner = TableManner()
        manner.sort(by: "depth", isDescendingFirst: true)
        #expect(
            table.drawn(width: 70, height: 3, manner: manner, borders: .ascii) == """
                   harbour     says                    tide          depth v   berths
                 > harbour 0   Row 0 says something …  14:10             0 m       0
                *  harbour 1   Row 1 says something …  14:11             3 m      12
                """)
    }

    @Test("Of a million rows only those in view are asked for")
    func asksForRowsInView() {
        let table = TableSamples(count: 1_000_000)
        var cursor = TableCursor()
        cursor.select(999_999, of: table.count, height: 5)
        _ = table.drawn(width: 80, cursor: cursor)
        #expect(table.asked.rows == Set(999_995...999_999))
    }

    @Test("No size is too small to draw into")
    func everySize() {
        var cursor = TableCursor()
        cursor.go(to: "berths")
        for width in 0...60 {
            for height in 0...3 { _ = TableSamples().canvas(width: width, height: height, cursor: cursor) }
        }
        let layouts = (0...200).map {
            TableLayout(TableSamples.columns, manner: TableManner(), cursor: "berths", width: $0)
        }
        for layout in layouts {
            #expect(layout.places.allSatisfy { $0.end <= max(layout.width, $0.x) })
            #expect(zip(layout.places, layout.places.dropFirst()).allSatisfy { $0.end + TableLayout.gap == $1.x })
        }
    }
}
