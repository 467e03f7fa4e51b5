import Logbook
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The filter of the log list")
struct LogFilterFieldTests {
    @Test("Every change of the words asks anew, and only the last answer counts")
    func asksAtEachKey() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 5))
        #expect(state.press(keys: "/").isEmpty)
        #expect(state.isTypingText)
        let first = state.press(keys: "t")
        let second = state.press(keys: "i")
        #expect(first.logQuestion?.query == LogQuestion(filter: "t"))
        #expect(second.logQuestion?.query == LogQuestion(filter: "ti"))
        // A space at the end asks the same question.
        #expect(state.press(keys: "space").logQuestion == nil)
        _ = state.answerLogs(second, [LogSamples.summary(4)])
        _ = state.answerLogs(first, LogSamples.page(0, count: 3))
        #expect(state.logs.rows.map(\.id) == ["log-4"])
        #expect(state.logs.selected == 0)
    }

    @Test("Enter keeps the filter and gives the list the keys, Esc clears it and asks for all")
    func keepsAndClears() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 5))
        #expect(state.asking { $0.perform("logs.next") }.count == 1)
        #expect(state.notice?.kind == .warning)
        let effects = state.press(keys: "/ q j")
        _ = state.answerLogs(effects, LogSamples.page(1, count: 3))
        #expect(state.press(keys: "enter").isEmpty)
        #expect(state.logs.filter?.search == "qj")
        #expect(!state.isTypingText)
        _ = state.press(keys: "n n N")
        #expect(state.logs.selection?.id == "log-2")
        #expect(state.press(keys: "/ x").logQuestion?.query.filter == "qjx")
        let all = state.press(keys: "esc")
        #expect(state.logs.filter == nil)
        #expect(all.logQuestion?.query == LogQuestion())
        _ = state.answerLogs(all, LogSamples.page(0, count: 5))
        #expect(state.logs.selection?.id == "log-2")
        _ = state.press(keys: "esc")
        #expect(!state.logs.isOpen)
    }

    @Test("It is typed in the top border, with the cursor behind it")
    func standsInTheBorder() {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: LogSamples.page(0, count: 5))
        _ = state.press(keys: "/ tide")
        #expect(
            LogSamples.draw(&state)[1]
                == "┌ Logs ─ / tide ───────────────────────────────────────────────────── 1–5 of 5 ┐")
        let frame = ScreenView.frame(of: state, blocks: ThreadBlocks()).frame
        #expect(frame.cursor == Point(x: 15, y: 1))
        _ = state.press(keys: "enter")
        #expect(LogSamples.draw(&state)[1].contains("/ tide ─"))
        #expect(ScreenView.frame(of: state, blocks: ThreadBlocks()).frame.cursor == nil)
    }

    @Test("What is wrong with the filter stands in the border with its place, and the rows stay")
    func tellsErrors() {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: LogSamples.page(0, count: 5))
        let effects = state.press(keys: "/ x")
        let error = LogFilterError(column: 1, message: "there is no field 'modle'; did you mean 'model'?")
        _ = state.taking(.logs(.refused(effects.logQuestion?.serial ?? 0, error)))
        #expect(LogSamples.draw(&state)[1].contains("column 1: there is no field 'modle'"))
        #expect(
            LogSamples.draw(&state).contains {
                $0.contains("column 1: there is no field 'modle'; did you mean 'model'?")
            })
        #expect(state.logs.rows.count == 5)
        _ = state.press(keys: "enter")
        #expect(state.logs.filter?.isActive == true && state.notice?.kind == .error)
        _ = state.answerLogs(state.press(keys: "y"), LogSamples.page(0, count: 2))
        #expect(state.logs.filter?.error == nil && state.logs.rows.count == 2)
    }

    @Test("A number of logs that was not counted to its end has a plus, and the next page is still asked for")
    func countsUpToABound() {
        var state = LogSamples.state()
        let question = state.press(keys: "f6").logQuestion?.serial ?? 0
        let page = LogSamples.page(0, count: 200)
        _ = state.taking(.logs(.listed(question, page, total: LogCount(200, isWhole: false))))
        #expect(LogSamples.draw(&state).contains { $0.contains("of 200+") })
        let next = state.asking { $0.selectLog(199) }
        #expect(next.logQuestion?.query.page == .after(page[199].position))
        _ = state.taking(
            .logs(.listed(next.logQuestion?.serial ?? 0, LogSamples.page(200, count: 200), total: LogCount(400))))
        state.openLog(LogSamples.record(), versionNumber: nil)
        #expect(LogSamples.draw(&state).contains { $0.contains("2 of 400 ") })
    }

    @Test(
        "What was counted to its end for the last page stays for pages before it, and a plus stands in an opened log too"
    )
    func countsToTheEnd() {
        var state = LogSamples.state()
        let newest = state.press(keys: "f6").logQuestion?.serial ?? 0
        let capped = LogCount(500, isWhole: false)
        _ = state.taking(.logs(.listed(newest, LogSamples.page(0, count: 200), total: capped)))
        state.openLog(LogSamples.record(), versionNumber: nil)
        #expect(LogSamples.draw(&state).contains { $0.contains("2 of 500+ ") })
        let end = state.press(keys: "esc G")
        #expect(end.logQuestion?.query.countsAll == true)
        _ = state.answerLogs(end, LogSamples.page(700, count: 200), total: 900)
        #expect(LogSamples.draw(&state).contains { $0.contains("896–900 of 900 ") })
        let previous = state.asking { $0.selectLog(10) }
        #expect(previous.logQuestion?.query.countsAll == false)
        _ = state.taking(
            .logs(.listed(previous.logQuestion?.serial ?? 0, LogSamples.page(500, count: 200), total: capped)))
        #expect(state.logs.total == 900 && state.logs.start == 500 && state.logs.isTotalWhole)
        let changed = state.taking(.logs(.changed))
        #expect(changed.logQuestion?.query.countsAll == true)
        _ = state.answerLogs(changed, LogSamples.page(-1, count: 200), total: 901)
        #expect(state.logs.total == 901 && state.logs.start == 501)
        #expect(state.press(keys: "/ x").logQuestion?.query.countsAll == false)
    }

    @Test("A filter that turns out to be wrong after Enter is typed again, and says so once")
    func returnsToErrors() {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: LogSamples.page(0, count: 5))
        let effects = state.press(keys: "/ x enter")
        #expect(state.logs.filter?.isActive == false)
        let error = LogFilterError(column: 1, message: "there is no field 'modle'; did you mean 'model'?")
        _ = state.taking(.logs(.refused(effects.logQuestion?.serial ?? 0, error)))
        #expect(state.logs.filter?.isActive == true)
        #expect(state.notice?.text.contains("did you mean 'model'?") == true)
        state.logs.filter?.isActive = false
        let again = state.taking(.logs(.changed))
        _ = state.taking(.logs(.refused(again.logQuestion?.serial ?? 0, error)))
        #expect(state.logs.filter?.isActive == false)
    }

    @Test("An empty filter is no filter; a paste goes into it; arrows move below it")
    func edges() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 5))
        #expect(state.taking(.paste("x")).isEmpty)
        #expect(state.press(keys: "/ enter").isEmpty)
        #expect(state.logs.filter == nil)
        _ = state.press(keys: "/")
        #expect(state.taking(.paste("a\nb")).logQuestion?.query.filter == "a b")
        _ = state.press(keys: "down down up")
        #expect(state.logs.selected == 1)
        #expect(state.press(keys: "ctrl-u").logQuestion?.query == LogQuestion())
    }
}
