import Logbook
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The place of the log drawer")
struct LogDrawerSizeTests {
    private func opened(width: Int = 120, height: Int = 40) -> AppState {
        var state = LogSamples.state(width: width, height: height)
        state.openLogs(with: LogSamples.page(0, count: 20))
        return state
    }

    @Test("Alt-Up makes it higher, a drag of its border too, and the session keeps the rows")
    func resizes() {
        var state = opened()
        #expect(state.layout?.panes[.logs]?.height == 8)
        _ = state.press(keys: "alt-up alt-up alt-down")
        #expect(state.layout?.panes[.logs]?.height == 9)
        _ = LogSamples.draw(&state)
        let border = Point(x: 70, y: 30)
        #expect(state.metrics.target(at: border) == .logBorder)
        _ = state.taking(.mouse(MouseEvent(kind: .press, position: border)))
        _ = state.taking(.mouse(MouseEvent(kind: .drag, position: Point(x: 60, y: 19))))
        #expect(state.layout?.panes[.logs]?.height == 20)
        _ = state.taking(.mouse(MouseEvent(kind: .drag, position: Point(x: 60, y: 0))))
        #expect(state.layout?.panes[.logs]?.height == 34)
        _ = state.taking(.mouse(MouseEvent(kind: .drag, position: Point(x: 60, y: 39))))
        #expect(state.layout?.panes[.logs]?.height == 4)
        _ = state.taking(.mouse(MouseEvent(kind: .release, position: Point(x: 60, y: 39))))
        _ = state.taking(.mouse(MouseEvent(kind: .drag, position: Point(x: 60, y: 19))))
        #expect(state.layout?.panes[.logs]?.height == 4)
        _ = state.press(keys: "alt-up")
        var later = LogSamples.state()
        _ = later.taking(.sessionLoaded(RestoredSession(view: state.session.view.json)))
        #expect(later.logs.chosenHeight == 5)
    }

    @Test("Where it has the whole screen, there is nothing to make higher")
    func whole() {
        var state = opened(width: 80, height: 24)
        _ = state.press(keys: "alt-up")
        #expect(state.logs.chosenHeight == nil && state.notice != nil)
    }

    @Test("z gives a pane the whole screen, goes with the focus, and gives it back")
    func zooms() {
        var state = opened()
        _ = state.press(keys: "z")
        #expect(state.layout?.panes == [.logs: LayerLayout.body(state.size)])
        _ = state.press(keys: "G")
        #expect(LogSamples.draw(&state).contains { $0.contains("1–20 of 20") })
        _ = state.press(keys: "tab")
        #expect(state.layout?.panes.keys.map(\.self) == [.config])
        _ = state.press(keys: "z")
        #expect(state.layout?.panes.count == 3)
    }

    @Test("F10 hides the config pane, Tab goes past it, Ctrl-X 1 and Alt-1 bring it back")
    func hidesConfig() {
        var state = opened()
        _ = state.press(keys: "alt-1 f10")
        #expect(state.layout?.panes[.config] == nil && state.focus == .thread)
        _ = state.press(keys: "tab tab")
        #expect(state.focus == .thread)
        #expect(state.session.view.json["config_hidden"]?.boolValue == true)
        _ = state.press(keys: "alt-1")
        #expect(state.layout?.panes[.config] != nil && state.focus == .config)
        _ = state.press(keys: "ctrl-x 1")
        #expect(state.hidesConfig)
        _ = state.press(keys: "ctrl-x 1")
        #expect(!state.hidesConfig)
    }

    @Test("From 160 columns an opened log stands beside the thread, and the list goes on below")
    func beside() {
        var state = opened(width: 160)
        state.openLog(LogSamples.record(id: "log-1"), versionNumber: 12)
        let screen = LogSamples.draw(&state)
        #expect(screen[1].hasPrefix("┌ Config ─"))
        #expect(screen[1].contains("┐┌ Thread ─"))
        #expect(screen[1].contains("┐┌ Log 10:42:01 ─"))
        #expect(screen[2].contains("Messages  Request  Response"))
        #expect(screen[31].hasPrefix("┌ Logs ─"))
        #expect(screen[34].contains("▸ 10:42:00"))
        // A click on another log of the list opens it.
        let effects = state.taking(.mouse(MouseEvent(kind: .press, position: Point(x: 20, y: 35))))
        #expect(effects == [.logs(.load("log-2"))])
        state.size = Size(width: 159, height: 40)
        #expect(LogSamples.draw(&state)[1].hasPrefix("┌ Log 10:42:01 ─"))
    }
}
