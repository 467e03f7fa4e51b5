import Logbook
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The log drawer")
struct LogsPaneTests {
    @Test("F6 opens the drawer, asks for the newest page and gives it the keys; F6 again goes back to the thread")
    func toggles() {
        var state = LogSamples.state()
        let effects = state.press(keys: "f6")
        #expect(state.logs.isOpen)
        #expect(state.focus == .logs)
        #expect(effects.logQuestion?.query == LogQuestion())
        #expect(effects.contains(.logs(.watch(true))))
        #expect(state.press(keys: "f6") == [.logs(.watch(false))])
        #expect(!state.logs.isOpen)
        #expect(state.focus == .thread)
    }

    @Test("where the open drawer has no place beside the thread, F6 brings it back")
    func outOfSight() {
        var state = LogSamples.state()
        _ = state.press(keys: "f6 tab")
        #expect(state.logs.isOpen && state.focus != .logs)
        _ = state.taking(.resized(Size(width: 80, height: 24)))
        _ = state.press(keys: "f6")
        #expect(state.logs.isOpen && state.focus == .logs)
        _ = state.press(keys: "f6")
        #expect(!state.logs.isOpen)
    }

    @Test("The list is a table, errors in the place of figures, with the position in the top border")
    func looksLikeATable() {
        var state = LogSamples.state()
        state.openLogs(with: Self.mixed, total: 1204)
        let screen = LogSamples.draw(&state).suffix(9).dropLast()
        #expect(
            screen.joined(separator: "\n") == """
                ┌ Logs ─────────────────────────────────────────────────────────────────────────────────────── / filter   1–5 of 1,204 ┐
                │   time      model          version  message                     answer              calls     time     tok      cost │
                │ ▸ 10:42:01  gpt-4.1-mini   v12      Which of these two harbou…  ƒ 2 calls           ƒ 2      1.8 s     148  $0.0011  │
                │   10:40:17  gpt-4.1-mini   v11      Which of these two harbou…  ƒ 2 calls           ƒ 2      2.1 s     151  $0.0011  │
                │   10:31:55  simulator      v9       hello                       –                            0.4 s      12        –  │
                │   10:30:02  gpt-4.1-mini   v9       Give me data                400  bad_request: messages must contain the word js… │
                │   19 Nov    gpt-4.1-mini   v12      weather: a␛[31m b           stopped                                              │
                └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
                """)
        let (frame, metrics) = ScreenView.frame(of: state, blocks: ThreadBlocks())
        #expect((1..<119).allSatisfy { frame.style(at: Point(x: $0, y: 33)).attributes.contains(.reverse) })
        #expect(!frame.style(at: Point(x: 4, y: 34)).attributes.contains(.reverse))
        #expect(frame.style(at: Point(x: 66, y: 36)) == state.settings.theme[.bad])
        #expect(metrics.target(at: Point(x: 40, y: 34)) == .log(1))
    }

    @Test("Columns go from the right as the width shrinks; time, model and message stay")
    func dropsColumns() {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: Self.mixed, total: 5)
        #expect(
            LogSamples.draw(&state)[1...4].joined(separator: "\n") == """
                ┌ Logs ─────────────────────────────────────────────────── / filter   1–5 of 5 ┐
                │   time      model           message                      answer             ›│
                │ ▸ 10:42:01  gpt-4.1-mini    Which of these two harbour…  ƒ 2 calls           │
                │   10:40:17  gpt-4.1-mini    Which of these two harbour…  ƒ 2 calls           │
                """)
        let names = [118, 100, 90, 60, 50].map { width in
            TableLayout(LogTable.columns, manner: TableManner(), cursor: nil, width: width).places.map(\.column.id.name)
        }
        #expect(
            names == [
                ["time", "model", "version", "message", "answer", "calls", "total", "tokens", "cost"],
                ["time", "model", "version", "message", "answer", "calls", "total"],
                ["time", "model", "version", "message", "answer", "calls"], ["time", "model", "message"],
                ["time", "model", "message"],
            ])
        var small = LogSamples.state(width: 40, height: 12)
        small.openLogs(with: Self.mixed, total: 5)
        #expect(
            LogSamples.draw(&small)[2...3].joined(separator: "\n") == """
                │   time      model      message      ›│
                │ ▸ 10:42:01  gpt-4.1-…  Which of th…  │
                """)
    }

    @Test("A day that is not today has no time of day, whether it is the newest one or not; an opened log has both")
    func daysBefore() {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: LogSamples.page(0, count: 3))
        state.today = Day(LogSamples.moment.addingTimeInterval(7 * 86_400))
        let screen = LogSamples.draw(&state)
        #expect(!screen.contains { $0.contains("10:4") })
        #expect(screen[3].contains("▸ 20 Nov    gpt-4.1-mini"))
        state.openLog(LogSamples.record(), versionNumber: 12)
        #expect(LogSamples.draw(&state)[1].contains("Log 20 Nov 10:42:01"))
    }

    @Test("An empty log says where logs come from; before the store has answered it says nothing of the kind")
    func saysWhereLogsComeFrom() {
        var state = LogSamples.state(width: 80, height: 24)
        let effects = state.press(keys: "f6")
        #expect(!LogSamples.draw(&state).joined().contains("No logs yet"))
        _ = state.answerLogs(effects, [])
        #expect(LogSamples.draw(&state)[2].contains("No logs yet. Every run is logged here (^R)"))
        let searched = state.press(keys: "/ x")
        _ = state.answerLogs(searched, [])
        #expect(LogSamples.draw(&state)[2].contains(#"no log has "x""#))
    }

    @Test("Keys move the cursor and the view follows it")
    func moves() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 20))
        _ = state.press(keys: "j down j")
        #expect(state.logs.selected == 3)
        _ = state.press(keys: "pgdn")
        #expect(state.logs.selected == 8)
        #expect(state.logs.top == 4)
        _ = state.press(keys: "k ctrl-u g")
        #expect((state.logs.selected, state.logs.top) == (0, 0))
        _ = state.press(keys: "G")
        #expect((state.logs.selected, state.logs.top) == (19, 15))
        _ = state.press(keys: "down")
        #expect(state.logs.selected == 19)
        #expect(LogSamples.draw(&state).contains { $0.contains("16–20 of 20") })
        state.scrollLogs(by: -100)
        #expect((state.logs.selected, state.logs.top) == (4, 0))
    }

    @Test("The next page is asked for as the cursor nears the end, once, and joins without doubles")
    func pages() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 450)
        #expect(state.press(keys: "j").logQuestion == nil)
        let effects = state.asking { $0.selectLog(199) }
        #expect(effects.logQuestion?.query == LogQuestion(page: .after(LogSamples.summary(199).position)))
        #expect(state.press(keys: "k").logQuestion == nil)
        // A log has come on top meanwhile, so the page begins with one that has been fetched already.
        _ = state.answerLogs(effects, LogSamples.page(199, count: 200), total: 451)
        #expect(state.logs.rows.count == 399)
        #expect(Set(state.logs.rows.map(\.id)).count == 399)
        #expect(state.logs.total == 451)
        #expect(state.logs.selection?.id == "log-198")
        let last = state.asking { $0.selectLog(398) }
        #expect(last.logQuestion?.query.page == .after(LogSamples.summary(398).position))
        _ = state.answerLogs(last, [], total: 451)
        #expect(state.press(keys: "k G").logQuestion == nil)
        #expect(state.logs.total == 399)
    }

    @Test(
        "G goes to the oldest log of all, from there one page after the other comes back, and g is at the newest again")
    func toTheEnd() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 100_000)
        let end = state.press(keys: "G")
        #expect(end.logQuestion?.query == LogQuestion(page: .oldest, countsAll: true))
        let more = state.answerLogs(end, LogSamples.page(99_800, count: 200), total: 100_000)
        #expect(more.isEmpty)
        #expect(state.logs.selection?.id == "log-99999")
        #expect(LogSamples.draw(&state).contains { $0.contains("of 100,000") && $0.contains("–100,000") })
        let before = state.asking { $0.selectLog(20) }
        #expect(before.logQuestion?.query == LogQuestion(page: .before(LogSamples.summary(99_800).position)))
        _ = state.answerLogs(before, LogSamples.page(99_600, count: 200), total: 100_000)
        #expect(state.logs.selection?.id == "log-99820")
        #expect(state.logs.rows.map(\.id) == (99_600..<100_000).map { "log-\($0)" })
        // A new log moves the window and not the cursor.
        let reload = state.asking { $0.reloadLogs() }
        _ = state.answerLogs(reload, LogSamples.page(-1, count: 200), total: 100_001)
        #expect(state.logs.selection?.id == "log-99820" && state.logs.start == 99_601)
        let start = state.press(keys: "g")
        #expect(start.logQuestion?.query == LogQuestion())
        _ = state.answerLogs(start, LogSamples.page(-1, count: 200), total: 100_001)
        #expect(state.logs.selection?.id == "log--1" && state.logs.start == 0)
    }

    @Test("Answers to older questions are dropped")
    func ignoresLateAnswers() {
        var state = LogSamples.state()
        let first = state.press(keys: "f6")
        let second = state.asking { $0.reloadLogs() }
        #expect(state.answerLogs(first, LogSamples.page(0, count: 3)).isEmpty)
        #expect(state.logs.rows.isEmpty)
        _ = state.answerLogs(second, LogSamples.page(0, count: 2))
        #expect(state.logs.rows.count == 2)
        _ = state.answerLogs(second, LogSamples.page(0, count: 9))
        #expect(state.logs.rows.count == 2)
    }

    @Test("The cursor stays on its log when new ones come on top, and older pages stay")
    func keepsItsLog() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 400)
        let next = state.asking { $0.selectLog(199) }
        _ = state.answerLogs(next, LogSamples.page(200, count: 200), total: 400)
        state.selectLog(250)
        let top = state.logs.top
        let reload = state.asking { $0.reloadLogs() }
        _ = state.answerLogs(reload, LogSamples.page(-2, count: 200), total: 402)
        #expect(state.logs.selection?.id == "log-250")
        #expect(state.logs.top == top + 2)
        #expect(state.logs.rows.map(\.id) == (-2..<400).map { "log-\($0)" })
    }

    @Test("More new logs than a page holds leave no gap: what does not join is asked for again")
    func leavesNoGap() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 300)
        let reload = state.asking { $0.reloadLogs() }
        let effects = state.answerLogs(reload, LogSamples.page(-500, count: 200), total: 800)
        #expect(state.logs.rows.map(\.id) == (-500 ..< -300).map { "log-\($0)" })
        #expect(effects.logQuestion == nil)
        #expect(state.logs.selected == 0)
    }

    @Test("A finished run reloads the open list")
    func reloadsAfterARun() {
        var state = LogSamples.state()
        state.openLogs(with: [])
        state.run = ActiveRun(id: 99, provider: "simulator", model: "m", startedAt: 0)
        let effects = state.taking(.run(.received(99, [.textDelta(choice: 0, block: 1, "hi"), .ended(error: nil)])))
        #expect(effects.logQuestion?.query == LogQuestion())
    }

    @Test("A first click selects, a second one opens; y copies the id")
    func clicks() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 5))
        _ = LogSamples.draw(&state)
        let click = MouseEvent(kind: .press, position: Point(x: 20, y: 34))
        #expect(state.taking(.mouse(click)).isEmpty)
        #expect(state.logs.selected == 1)
        #expect(state.taking(.mouse(click)) == [.logs(.load("log-1"))])
        #expect(state.press(keys: "y") == [.terminal(.copy("log-1"))])
    }

    @Test("The drawer works at every size")
    func worksAtEverySize() {
        var state = LogSamples.state()
        state.openLogs(with: Self.mixed, total: 5)
        _ = state.press(keys: "/ wide文字")
        for width in [1, 9, 40, 41, 59, 60, 61, 79, 99, 100, 101, 159, 160, 250] {
            for height in [1, 3, 10, 11, 24, 60] {
                state.size = Size(width: width, height: height)
                _ = LogSamples.draw(&state)
                _ = state.press(keys: "down pgup")
            }
        }
    }

    static var mixed: [LogSummary] {
        [
            LogSamples.summary(0), LogSamples.summary(104, version: 11, ms: 2100, tokens: 151),
            LogSamples.summary(
                606, model: "simulator", version: 9, message: "hello", calls: 0, ms: 400, tokens: 12, cost: nil),
            LogSamples.summary(
                719, version: 9, message: "Give me data", calls: 0, state: .failed,
                error: "bad_request 400: messages must contain the word json in some form", status: 400),
            LogSamples.summary(
                90_000, prompt: "weather", message: "a\u{1B}[31m\nb", state: .cancelled, error: "cancelled: stopped"),
        ]
    }
}
