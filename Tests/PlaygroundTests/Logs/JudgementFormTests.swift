import Logbook
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Judging an answer")
struct JudgementFormTests {
    private func opened(_ judgement: Judgement = Judgement(), _ ids: [String] = ["log-0"]) -> AppState {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: LogSamples.page(0, count: 3))
        _ = state.taking(.logs(.judgementLoaded(ids, judgement)))
        return state
    }

    @Test("J asks what is said of the log, and at once for several marked ones")
    func opens() {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: LogSamples.page(0, count: 3))
        #expect(state.press(keys: "J") == [.logs(.askJudgement("log-0"))])
        #expect(state.press(keys: "space space J").isEmpty)
        #expect((state.layers.top as? JudgementForm)?.logs == ["log-0", "log-1"])
        #expect(LogSamples.draw(&state).contains { $0.contains("Judgement of 2 logs") })
        #expect(LogViewTests.opened().asksForJudgement)
    }

    @Test("The form shows what was said, a field a line")
    func shows() throws {
        var state = opened(
            try Judgement(feedback: .good, score: 0.8, note: "nearly", correction: "Brest.\nAt 14:10.", tags: ["tides"])
        )
        let screen = LogSamples.draw(&state)
        for text in [
            "rating", "+ good", "score      0.8", "tags       tides", "note       nearly", "should be  Brest.",
            "At 14:10.",
        ] {
            #expect(screen.contains { $0.contains(text) }, "\(text)")
        }
    }

    @Test("Only what was changed is changed: rating, score, tags, note and a correction of several lines")
    func saves() throws {
        var state = opened(try Judgement(feedback: .bad, note: "old", tags: ["a", "b"]))
        _ = state.press(keys: "+ down 0 . 5 tab")
        for _ in 0..<3 { _ = state.press(keys: "backspace") }
        _ = state.press(keys: "b space c tab tab B r e s t enter x")
        var wanted = JudgementChange()
        wanted.feedback = .set(.good)
        wanted.score = .set(0.5)
        wanted.added = ["c"]
        wanted.removed = ["a"]
        wanted.correction = .set("Brest\nx")
        let form = try #require(state.layers.top as? JudgementForm)
        #expect(form.text(of: .tags) == "b c")
        #expect(state.press(keys: "ctrl-s") == [.logs(.change(["log-0"], wanted))])
        #expect(state.layers.isEmpty)
    }

    @Test("Nothing changed asks for nothing, and Esc changes nothing")
    func cancels() throws {
        var state = opened(try Judgement(score: 0.25, tags: ["x"]))
        #expect(state.press(keys: "enter").isEmpty && state.layers.isEmpty)
        state = opened()
        #expect(state.press(keys: "+ tab 1 esc").isEmpty && state.layers.isEmpty)
    }

    @Test("A score that is none and a tag that is none leave the form open and say what they may be")
    func refuses() {
        var state = opened()
        _ = state.press(keys: "tab 2 enter")
        #expect(state.layers.top is JudgementForm)
        #expect(state.notice?.text.contains("from 0 to 1") == true)
        _ = state.press(keys: "backspace tab # enter")
        #expect(state.layers.top is JudgementForm)
        #expect(state.notice?.text.contains("is no tag") == true)
    }

    @Test("The list and the opened log take the new judgement")
    func takes() throws {
        var state = LogViewTests.opened(width: 120)
        let judgement = try Judgement(
            feedback: .bad, score: 0.5, note: "wrong harbour", correction: "Brest", tags: ["tides"])
        _ = state.taking(.logs(.judgementsChanged(["log-0": judgement])))
        #expect(state.logs.rows[0].feedback == .bad)
        #expect(LogSamples.draw(&state).contains { $0.contains("bad  score 0.5  #tides") })
        _ = state.press(keys: "5")
        let lines = LogSamples.draw(&state)
        for text in ["note            wrong harbour", "should be", "tags            tides"] {
            #expect(state.openedLog?.pages.plainText(of: .timing).contains(text) == true, "\(text)")
        }
        #expect(lines.count == 24)
    }
}

extension AppState {
    /// Whether J in the opened log asks for its judgement.
    fileprivate var asksForJudgement: Bool {
        var state = self
        return state.press(keys: "J") == [.logs(.askJudgement("log-0"))]
    }
}
