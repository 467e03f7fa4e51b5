import Playground
import Testing
import TextUI

@Suite("The layout")
struct LayoutTests {
    @Test("keeps to the widths laid down", arguments: [(160, 34), (159, 31), (100, 31), (99, 28), (60, 28)])
    func configWidth(width: Int, config: Int) throws {
        let layout = try #require(Layout(size: Size(width: width, height: 40), focus: .thread, showsLogs: false))
        #expect(layout.panes[.config]?.width == config)
        #expect(layout.panes[.thread]?.width == width - config)
    }

    @Test("shows one pane at a time below 60 columns", arguments: Pane.allCases)
    func narrow(focus: Pane) throws {
        let layout = try #require(Layout(size: Size(width: 59, height: 20), focus: focus, showsLogs: true))
        #expect(layout.panes.keys.map(\.self) == [focus])
    }

    @Test("gives the whole body to the logs below 100 columns, the lower part above")
    func drawer() throws {
        let narrow = try #require(Layout(size: Size(width: 80, height: 24), focus: .logs, showsLogs: true))
        #expect(narrow.panes == [.logs: narrow.body])
        let wide = try #require(Layout(size: Size(width: 120, height: 40), focus: .thread, showsLogs: true))
        #expect(wide.panes[.logs]?.height == 8)
        #expect(wide.panes.count == 3)
    }

    @Test("keeps the rows that were chosen for the logs, and leaves some for the panes above")
    func chosenHeight() throws {
        let size = Size(width: 120, height: 40)
        for (chosen, height) in [(12, 12), (1, 4), (99, 34)] {
            var wishes = Layout.Wishes(focus: .logs, showsLogs: true)
            wishes.logHeight = chosen
            #expect(Layout(size: size, wishes)?.panes[.logs]?.height == height)
        }
    }

    @Test("gives a zoomed pane the whole body, and the config's columns to the thread where it is hidden")
    func zoomed() throws {
        var wishes = Layout.Wishes(focus: .thread, showsLogs: true)
        wishes.isZoomed = true
        let zoomed = try #require(Layout(size: Size(width: 120, height: 40), wishes))
        #expect(zoomed.panes == [.thread: zoomed.body])
        wishes.isZoomed = false
        wishes.hidesConfig = true
        let hidden = try #require(Layout(size: Size(width: 120, height: 40), wishes))
        #expect(hidden.panes[.config] == nil)
        #expect(hidden.panes[.thread]?.width == 120)
    }

    @Test("has a place beside the thread from 160 columns")
    func beside() throws {
        var wishes = Layout.Wishes(focus: .thread, showsLogs: true)
        wishes.showsBeside = true
        let wide = try #require(Layout(size: Size(width: 160, height: 40), wishes))
        let thread = try #require(wide.panes[.thread])
        #expect(thread.x == 34 && thread.width == 63)
        #expect(wide.beside == Rect(x: 97, y: 1, width: 63, height: thread.height))
        #expect(wide.panes[.logs]?.width == 160)
        #expect(Layout(size: Size(width: 159, height: 40), wishes)?.beside == nil)
    }

    @Test("is none below 40×10")
    func tooSmall() {
        #expect(Layout(size: Size(width: 39, height: 24), focus: .thread, showsLogs: false) == nil)
        #expect(Layout(size: Size(width: 80, height: 9), focus: .thread, showsLogs: false) == nil)
    }

    @Test(
        "its rectangles never overlap and fill the screen", arguments: [40, 59, 60, 80, 100, 120, 200],
        [10, 24, 40, 100])
    func tiles(width: Int, height: Int) throws {
        for showsLogs in [false, true] {
            let layout = try #require(
                Layout(size: Size(width: width, height: height), focus: .thread, showsLogs: showsLogs))
            let rects = Array(layout.panes.values) + [layout.header, layout.footer]
            #expect(rects.reduce(0) { $0 + $1.width * $1.height } == width * height)
            for (index, rect) in rects.enumerated() {
                #expect(rects[(index + 1)...].allSatisfy { $0.intersection(rect).isEmpty })
            }
        }
    }
}
