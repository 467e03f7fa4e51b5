import JSON
import Logbook
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The numbers of the logs")
struct NumbersScreenTests {
    /// 400 logs of three models over two days; the errors and slow ones are Dover's.
    static func report(by grouping: LogGrouping = .model) -> LogReport {
        var builder = LogReportBuilder(by: grouping, points: 400)
        for index in 0..<400 {
            let model = ["gpt-4.1-mini", "gpt-4.1-mini", "gpt-4o", "simulator"][index % 4]
            let state: LogRecord.State = index % 40 == 2 ? .failed : index % 100 == 1 ? .cancelled : .finished
            let isPriced = model != "simulator" && !(model == "gpt-4o" && index % 8 == 2)
            let log = CountedLog(
                createdAt: 1_795_000_000_000 + Int64(index) * 400_000, state: state, cost: isPriced ? 0.001 : nil,
                isBilled: model != "simulator", promptTokens: 1000, completionTokens: 100 + index % 7,
                firstTokenMS: 400, totalMS: Double(1000 + (index % 50) * 100))
            builder.add(log, key: model)
        }
        return builder.finished()
    }

    private func opened(width: Int = 80, height: Int = 24) -> AppState {
        var state = LogSamples.state(width: width, height: height)
        state.openLogs(with: LogSamples.page(0, count: 5))
        let effects = state.press(keys: "#")
        guard case .logs(.count(let serial, _, _, _)) = effects.last else {
            Issue.record("\(effects)")
            return state
        }
        _ = state.taking(.logs(.counted(serial, Self.report())))
        return state
    }

    @Test("# counts the logs that the list shows, with its words and without its order")
    func asks() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 5))
        _ = state.answerLogs(state.press(keys: "/ t i d e enter"), LogSamples.page(0, count: 5))
        state.logs.manner.sort = .init("cost", isDescending: true)
        let effects = state.press(keys: "#")
        guard case .logs(.count(_, let query, .model, _)) = effects.last else {
            Issue.record("\(effects)")
            return
        }
        #expect(query == LogQuestion(filter: "tide"))
        #expect(LogSamples.draw(&state)[2].contains("counting …"))
    }

    @Test("A filter that cannot be read is said in the place of the numbers, and / goes back to change it")
    func refuses() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 5))
        _ = state.answerLogs(state.press(keys: "/ x enter"), LogSamples.page(0, count: 5))
        guard case .logs(.count(let serial, _, _, _)) = state.press(keys: "#").last else {
            Issue.record("nothing is counted")
            return
        }
        _ = state.taking(.logs(.countRefused(serial, "column 1: there is no field 'modle'")))
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("│ column 1: there is no field 'modle'") })
        #expect(!screen.contains { $0.contains("counting") })
        _ = state.press(keys: "/")
        #expect(state.layers.isEmpty && state.logs.filter?.isActive == true && state.logs.filter?.search == "x")
    }

    @Test("The bar of the group under the cursor is not reversed, what stands beside it is")
    func bars() throws {
        var state = opened()
        let screen = LogSamples.draw(&state)
        let y = try #require(screen.firstIndex { $0.contains("▸ gpt-4.1-mini") })
        let line = Array(screen[y])
        let bar = try #require(line.firstIndex(of: "█"))
        let frame = ScreenView.frame(of: state, blocks: ThreadBlocks()).frame
        let isReversed = { (x: Int) in frame.style(at: Point(x: x, y: y)).attributes.contains(.reverse) }
        #expect(isReversed(4) && isReversed(76))
        #expect(!isReversed(bar))
    }

    @Test("At 80×24: all logs in five lines that fit, the line over time, and the groups")
    func at80() {
        var state = opened()
        let screen = LogSamples.draw(&state)
        for text in [
            "runs 400   errors 10, 2.5 %", "tokens 400,000 in, 41,1", "first token p50 0.4 s  p95 0.4 s  p99 0.4 s ",
            "total       p50 ", "total over time: p50  p95", "by model", "▸ gpt-4.1-mini",
        ] {
            #expect(screen.contains { $0.contains(text) }, "\(text)")
        }
    }

    @Test("At 120×40 there is room for more columns, and for the times beside the sums")
    func at120() {
        var state = opened(width: 120, height: 40)
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("a run") && $0.contains("tok in") })
        #expect(screen.contains { $0.contains("runs 400") && $0.contains("first token p50 0.4 s") })
        #expect(screen.contains { $0.contains("cost ≥ ") && $0.contains("total       p50") })
    }

    @Test("Tab groups by the next property, and only the newest answer counts")
    func groups() {
        var state = opened()
        let first = state.press(keys: "tab")
        let second = state.press(keys: "tab")
        guard case .logs(.count(let old, _, .version, _)) = first.last,
            case .logs(.count(let new, _, .prompt, _)) = second.last
        else {
            Issue.record("\(first) \(second)")
            return
        }
        var report = Self.report()
        report.groups = Array(report.groups.prefix(1))
        report.groups[0].key = "weather"
        _ = state.taking(.logs(.counted(old, Self.report())))
        #expect(!LogSamples.draw(&state).contains { $0.contains("weather") })
        _ = state.taking(.logs(.counted(new, report)))
        #expect(LogSamples.draw(&state).contains { $0.contains("by prompt") })
        #expect(LogSamples.draw(&state).contains { $0.contains("▸ weather") })
    }

    @Test("Enter shows the logs of the group in the list, beside what the filter said already")
    func filters() {
        var state = opened()
        let effects = state.press(keys: "j enter")
        #expect(state.layers.isEmpty && state.focus == .logs)
        #expect(state.logs.filter?.buffer.text == "model:gpt-4o")
        #expect(effects.logQuestion != nil && !state.isTypingText)
        _ = state.asking { $0.filterLogs(adding: "status:error") }
        #expect(state.logs.filter?.buffer.text == "model:gpt-4o status:error")
    }

    @Test("The groups are sorted by the column under the cursor, without a value last")
    func sorts() throws {
        var state = opened(width: 120)
        func names() -> [String] { (state.layers.top as? NumbersScreen)?.groups.map(\.key) ?? [] }
        #expect(names() == ["gpt-4.1-mini", "gpt-4o", "simulator"])
        _ = state.press(keys: "right s s")
        #expect(names() == ["simulator", "gpt-4o", "gpt-4.1-mini"])
        _ = LogSamples.draw(&state)
        // The list of logs behind it has such a column, too.
        let hit = try #require(state.metrics.hits.last { $0.target == .tableHead("cost") })
        _ = state.taking(.mouse(MouseEvent(kind: .press, position: hit.rect.origin)))
        #expect(names() == ["gpt-4.1-mini", "gpt-4o", "simulator"])
        _ = state.taking(.mouse(MouseEvent(kind: .press, position: hit.rect.origin)))
        #expect(names() == ["gpt-4o", "gpt-4.1-mini", "simulator"])
    }

    @Test("No logs are said to be none, and every size is drawn")
    func edges() {
        var state = LogSamples.state()
        state.openLogs(with: [])
        guard case .logs(.count(let serial, _, _, _)) = state.press(keys: "#").last else { return }
        _ = state.taking(.logs(.counted(serial, LogReportBuilder(by: .model, points: 9).finished())))
        #expect(LogSamples.draw(&state)[2].contains("no log matches"))
        #expect(state.press(keys: "enter").logQuestion == nil)
        state = opened()
        for width in [1, 12, 40, 59, 80, 160, 300] {
            for height in [1, 4, 10, 20, 60] {
                state.size = Size(width: width, height: height)
                _ = LogSamples.draw(&state)
                _ = state.press(keys: "down pgdn G k right")
            }
        }
    }
}
