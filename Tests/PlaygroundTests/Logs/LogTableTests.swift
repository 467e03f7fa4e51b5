import Foundation
import Logbook
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The table of logs")
struct LogTableTests {
    private func opened(width: Int = 120, height: Int = 40, _ page: [LogSummary]? = nil) -> AppState {
        var state = LogSamples.state(width: width, height: height)
        state.openLogs(with: page ?? LogSamples.page(0, count: 20))
        return state
    }

    @Test("An answer stands beside its message, what is under way or stopped shows what came of it")
    func answers() {
        var state = opened(
            width: 160,
            [
                LogSamples.summary(0, message: "hello", state: .running, answer: "Good mor"),
                LogSamples.summary(1, message: "hello", state: .running),
                LogSamples.summary(2, message: "hello", state: .cancelled, answer: "Good evening, how"),
                LogSamples.summary(3, message: "wide", answer: "港は広いです\u{1B}[31m and red"),
            ])
        let screen = LogSamples.draw(&state).suffix(9)
        for texts in [
            ["Good mor", "running"], ["hello", "running"], ["Good evening, how", "stopped"],
            ["港は広いです␛[31m and red", "1.8 s"],
        ] {
            #expect(screen.contains { line in texts.allSatisfy(line.contains) }, "\(texts)")
        }
    }

    @Test("A column is reached by Right, sorts the loaded logs by s, and three times s is newest first again")
    func sorts() {
        var state = opened()
        #expect(state.press(keys: "s").isEmpty == false && state.notice?.kind == .warning)
        for _ in 0..<9 { _ = state.press(keys: "right") }
        #expect(state.logs.cursor.column == "cost")
        let costs: [Double?] = [0.2, nil, 0.4, 0.1]
        let page = costs.enumerated().map { LogSamples.summary($0.offset, cost: $0.element) }
        _ = state.answerLogs(state.asking { $0.reloadLogs() }, page)
        let sorted = state.press(keys: "s")
        #expect(sorted.logQuestion?.query == LogQuestion(order: LogOrder(.cost, isDescending: true)))
        #expect(state.logs.rows.map(\.id) == ["log-2", "log-0", "log-3", "log-1"])
        #expect(LogSamples.draw(&state).contains { $0.contains("cost ▾") })
        _ = state.press(keys: "s")
        #expect(state.logs.rows.map(\.id) == ["log-3", "log-0", "log-2", "log-1"])
        _ = state.press(keys: "s")
        #expect(state.logs.rows.map(\.id) == ["log-0", "log-1", "log-2", "log-3"])
        _ = state.press(keys: "esc")
        #expect(state.logs.cursor.column == nil && state.logs.isOpen)
    }

    @Test("A click on a title sorts, too")
    func clicks() throws {
        var state = opened()
        _ = LogSamples.draw(&state)
        let hit = try #require(state.metrics.hits.first { $0.target == .tableHead("tokens") })
        _ = state.taking(.mouse(MouseEvent(kind: .press, position: hit.rect.origin)))
        #expect(state.logs.manner.sort == TableManner.Sort("tokens", isDescending: true))
    }

    @Test("A sorted list says that it has only the loaded logs, and what is loaded later takes its place among them")
    func sortsLoaded() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 1000)
        state.sortLogs(by: "message")
        #expect(LogSamples.draw(&state).contains { $0.contains("sorted: 200 loaded") })
        state.logs.takeNext([LogSamples.summary(500, message: "a first one")], total: 1000, height: 5)
        #expect(state.logs.rows.first?.id == "log-500" && state.logs.loaded.last?.id == "log-500")
    }

    @Test(
        "A list that the store can sort is that of all logs: its pages follow in their order, and G has the last ones")
    func sortsAll() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 1000)
        state.selectLog(150)
        let order = LogOrder(.cost, isDescending: true)
        let page = (0..<200).map { LogSamples.summary($0 * 3, cost: 1 - Double($0) / 1000) }
        let effects = state.asking { $0.sortLogs(by: "cost") }
        #expect(effects.logQuestion?.query == LogQuestion(order: order))
        _ = state.answerLogs(effects, page, total: 1000)
        #expect(state.logs.rows.map(\.id) == page.map(\.id))
        #expect(state.logs.selection?.id == "log-150")
        #expect(!LogSamples.draw(&state).contains { $0.contains("sorted:") })
        let next = state.asking { $0.selectLog(199) }
        #expect(next.logQuestion?.query.page == .after(order.position(of: page[199])))
        #expect(next.logQuestion?.query.order == order)
        _ = state.answerLogs(next, [LogSamples.summary(1, cost: nil)], total: 1000)
        #expect(state.logs.rows.last?.id == "log-1")
        let last = state.asking { $0.goToFirstLog() }
        #expect(last.logQuestion == nil && state.logs.selected == 0)
        let newest = state.asking { $0.sortLogs(by: "cost") }
        #expect(newest.logQuestion?.query.order == LogOrder(.cost, isDescending: false))
        let none = state.asking { $0.sortLogs(by: "cost") }
        #expect(none.logQuestion?.query == LogQuestion())
        _ = state.answerLogs(newest, page)
        #expect(state.logs.rows.first?.id == "log-0")
        _ = state.answerLogs(none, LogSamples.page(0, count: 3))
        #expect(state.logs.rows.map(\.id) == ["log-0", "log-1", "log-2"])
    }

    @Test("Columns of words are sorted as far as they are loaded, in the order of the store behind it")
    func sortsWords() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 1000)
        #expect(state.asking { $0.sortLogs(by: "message") }.logQuestion == nil)
        #expect(state.asking { $0.selectLog(199) }.logQuestion?.query.order == .newestFirst)
    }

    @Test("Versions are sorted by number, and those without one behind them by what is shown of them")
    func sortsVersions() {
        let numbers: [Int?] = [3, nil, 12, nil, 3]
        let page = numbers.enumerated().map { index, number in
            var log = LogSamples.summary(index, version: number)
            log.version = VersionID(canonical: "{\(index)}")
            return log
        }
        let others = [page[1], page[3]].sorted { $0.version.short > $1.version.short }.map(\.id)
        let descending = LogTable.sorted(page, by: .init("version", isDescending: true)).map(\.id)
        #expect(descending == ["log-2", "log-0", "log-4"] + others)
        let ascending = LogTable.sorted(page, by: .init("version", isDescending: false)).map(\.id)
        #expect(ascending == ["log-0", "log-4", "log-2"] + others.reversed())
    }

    @Test("A filter that is typed far down shows its own first page")
    func filtersFromTheBeginning() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 1000)
        _ = state.answerLogs(state.press(keys: "G"), LogSamples.page(800, count: 200), total: 1000)
        let found = state.press(keys: "/ x")
        _ = state.answerLogs(found, LogSamples.page(3, count: 2))
        #expect(state.logs.rows.map(\.id) == ["log-3", "log-4"] && state.logs.start == 0 && state.logs.total == 2)
    }

    @Test("Columns are chosen in a list, made wider by >, and the session keeps that")
    func chooses() {
        var state = opened()
        #expect(!LogSamples.draw(&state).contains { $0.contains("provider ") && $0.contains("message") })
        _ = state.press(keys: "c j j space")
        #expect(state.logs.manner.shown(LogTable.columns).contains { $0.id == "provider" })
        _ = state.press(keys: "K K")
        #expect(state.logs.manner.ordered(LogTable.columns).first?.id == "provider")
        #expect(LogSamples.draw(&state).contains { $0.contains("✓ provider") && $0.contains("who was asked") })
        _ = state.press(keys: "esc right > >")
        #expect(state.logs.manner.widths == ["provider": 14])
        #expect(state.isSessionDirty)
        var later = LogSamples.state()
        _ = later.taking(.sessionLoaded(RestoredSession(view: state.session.view.json)))
        #expect(later.logs.manner == state.logs.manner)
        _ = state.press(keys: "c r esc")
        #expect(state.logs.manner == TableManner())
    }

    @Test("Space marks and goes on, actions are for the marked logs, u unmarks them")
    func marks() {
        var state = opened()
        _ = state.press(keys: "space j space")
        #expect(state.logs.marks.ids == ["log-0", "log-2"])
        #expect(state.logs.selection?.id == "log-3")
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("2 marked   1–5 of 20") })
        #expect(screen.contains { $0.hasPrefix("│•  10:41:59") })
        #expect(state.press(keys: "y") == [.terminal(.copy("log-0\nlog-2"))])
        let judged = state.press(keys: "+")
        #expect(judged == [.logs(.judge("log-0", .good)), .logs(.judge("log-2", .good))])
        for id in ["log-0", "log-2"] { _ = state.taking(.logs(.judged(id, .good))) }
        #expect(LogSamples.draw(&state).contains { $0.hasPrefix("│• +10:41:59") })
        #expect(state.press(keys: "+") == [.logs(.judge("log-0", nil)), .logs(.judge("log-2", nil))])
        _ = state.press(keys: "U")
        #expect(state.logs.marks.isEmpty)
        #expect(state.press(keys: "y") == [.terminal(.copy("log-3"))])
    }

    @Test("With marked logs the footer names what is done with them, and in a small window the way into the list")
    func names() {
        var state = opened(width: 80, height: 24)
        #expect(LogSamples.draw(&state).last?.contains("Enter open   / filter") == true)
        _ = state.press(keys: "space space")
        #expect(LogSamples.draw(&state).last?.contains("d compare   D delete") == true)
        state.size = Size(width: 40, height: 12)
        #expect(LogSamples.draw(&state).last?.hasPrefix(" ^R run   ^X more   F6 close   F1 help") == true)
    }

    @Test("The rounds of one run stand together, the newest first, with the number of the earlier ones")
    func rounds() {
        var page = LogSamples.page(0, count: 5)
        page[0].run = "log-4"
        page[0].ordinal = 2
        page[2].run = "log-4"
        page[2].ordinal = 1
        var state = opened(page)
        #expect(state.logs.rows.map(\.id) == ["log-0", "log-2", "log-4", "log-1", "log-3"])
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("├ round 2") })
        #expect(screen.contains { $0.contains("└ round 1") })
        // An earlier round that comes with the next page goes up to its run, and the cursor stays on its log.
        state.selectLog(3)
        state.logs.takeNext(
            [LogSamples.summary(9)].map { log in
                var log = log
                log.run = "log-4"
                return log
            }, total: 6, height: 5)
        #expect(state.logs.rows.map(\.id) == ["log-0", "log-2", "log-4", "log-9", "log-1", "log-3"])
        #expect(state.logs.selection?.id == "log-1")
    }

    @Test("t goes to a time, with the logs before it one page up")
    func toATime() {
        var state = opened(LogSamples.page(0, count: 200))
        _ = state.press(keys: "t 1 0 : 4 0 x enter")
        #expect(state.layers.top is LineInput && state.notice?.kind == .error)
        let effects = state.press(keys: "backspace enter")
        guard case .logs(.find(let serial, let query, "10:40")) = effects.last else {
            Issue.record("\(effects)")
            return
        }
        #expect(query == LogQuestion())
        _ = state.taking(.logs(.found(serial, LogSamples.page(121, count: 200), start: 121, total: LogCount(400))))
        #expect(state.logs.selection?.id == "log-121" && state.logs.start == 121)
        #expect(LogSamples.draw(&state).contains { $0.contains("122–126 of 400") })
        _ = state.taking(.logs(.found(serial, [], start: 0, total: LogCount(0))))
        #expect(state.logs.start == 121)
    }

    @Test("A time of day is the last one that was, in the person's own zone; other times are those of filters")
    func times() {
        let now = Date(timeIntervalSince1970: 1_795_171_321)
        let moments: [(text: String, offset: Int, seconds: Double)] = [
            ("10:42", 0, 1_795_171_320), ("10:42:01", 0, 1_795_171_321), ("10:42:02", 0, 1_795_084_922),
            ("23:59", 0, 1_795_132_740), ("11:42", 3600, 1_795_171_320), ("2h", 0, 1_795_164_121),
            ("2026-11-20", 0, 1_795_132_800),
        ]
        for moment in moments {
            #expect(
                LogTime.date(moment.text, now: now, offset: moment.offset)
                    == Date(timeIntervalSince1970: moment.seconds), "\(moment.text)")
        }
        for text in ["24:00", "10:60", "1:2:3:4", ":", "10:4x", "-1:20", "tomorrow", ""] {
            #expect(LogTime.date(text, now: now, offset: 0) == nil, "\(text)")
        }
    }

    @Test("What others write is asked for, unless an answer is awaited or the list is closed")
    func live() {
        var state = opened()
        let effects = state.taking(.logs(.changed))
        #expect(effects.logQuestion?.query == LogQuestion())
        #expect(state.taking(.logs(.changed)).isEmpty)
        _ = state.answerLogs(effects, LogSamples.page(-1, count: 21))
        #expect(state.logs.selection?.id == "log--1")
        _ = state.press(keys: "f6")
        #expect(state.taking(.logs(.changed)).isEmpty)
    }
}
