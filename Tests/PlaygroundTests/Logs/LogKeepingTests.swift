import Foundation
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Deleting logs from the drawer")
struct LogDeletingTests {
    private func opened(_ count: Int = 20, marking keys: String = "") -> AppState {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: count))
        _ = state.press(keys: keys)
        return state
    }

    @Test(
        "D deletes the log under the cursor at once, the cursor stays at its place, and the notice names the key that restores"
    )
    func one() {
        var state = opened(marking: "j j")
        #expect(state.press(keys: "D") == [.logs(.delete(["log-2"]))])
        let effects = state.taking(.logs(.deleted(["log-2"], asked: 1)))
        #expect(state.logs.selection?.id == "log-3" && state.logs.total == 19)
        #expect(!state.logs.rows.contains { $0.id == "log-2" })
        #expect(state.notice?.text == "1 log was deleted. Press u to restore it within a day.")
        #expect(effects.logQuestion?.query == LogQuestion())
    }

    @Test("Marked logs are deleted when the key is pressed again; another key between withdraws the question")
    func several() {
        var state = opened(marking: "space space space")
        #expect(!state.press(keys: "D").asksLogs)
        #expect(state.notice?.text == "Press D again to delete 3 logs.")
        _ = state.press(keys: "j")
        #expect(!state.press(keys: "D").asksLogs)
        #expect(state.notice?.text == "Press D again to delete 3 logs.")
        #expect(state.press(keys: "D") == [.logs(.delete(["log-0", "log-1", "log-2"]))])
        _ = state.taking(.logs(.deleted(["log-0", "log-2"], asked: 3)))
        #expect(state.logs.marks.ids == ["log-1"])
        #expect(
            state.notice?.text
                == "2 logs were deleted. 1 is running and stays. Press u to restore them within a day.")
        #expect(state.press(keys: "D") == [.logs(.delete(["log-1"]))])
        _ = state.taking(.logs(.deleted([], asked: 1)))
        #expect(state.notice?.text == "The log was not deleted: it is running.")
    }

    @Test("A marked log more is another question")
    func changedMarks() {
        var state = opened(marking: "space space")
        _ = state.press(keys: "D space")
        #expect(!state.press(keys: "D").asksLogs)
        #expect(state.notice?.text == "Press D again to delete 3 logs.")
    }

    @Test("u restores, the loaded rows are asked for again, and the cursor goes to the restored log")
    func restores() {
        var state = opened(300)
        #expect(state.press(keys: "u") == [.logs(.restoreDeleted)])
        let effects = state.taking(.logs(.restored(["log-250"])))
        #expect(state.notice?.text == "1 log was restored.")
        #expect(effects.logQuestion?.query == LogQuestion(limit: 301))
        _ = state.answerLogs(effects, LogSamples.page(0, count: 301))
        #expect(state.logs.selection?.id == "log-250" && state.logs.rows.count == 301)
        _ = state.taking(.logs(.restored([])))
        #expect(state.notice?.text == "No log was deleted within a day.")
    }

    @Test("What is restored into a window elsewhere comes back there")
    func restoresElsewhere() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 200), total: 1000)
        _ = state.answerLogs(state.press(keys: "G"), LogSamples.page(800, count: 200), total: 1000)
        let effects = state.taking(.logs(.restored(["log-900"])))
        let first = LogSamples.summary(800)
        #expect(
            effects.logQuestion?.query
                == LogQuestion(
                    page: .after(.init(createdAt: first.createdAt, key: first.key + 1)), limit: 201))
        _ = state.answerLogs(effects, LogSamples.page(800, count: 200), total: 1000)
        #expect(state.logs.selection?.id == "log-900" && state.logs.start == 800)
    }

    @Test("A log that is deleted in the drawer is gone from the store, and back after u, in another process too")
    func wholeWay() async throws {
        let harness = try await Harness(width: 120, height: 40)
        try await harness.type("hello")
        try await harness.press("f5")
        try await harness.idle()
        try await harness.press("f6")
        try await harness.see("1–1 of 1")
        try await harness.press("D")
        try await harness.see("1 log was deleted.", "No logs yet")
        #expect(try await harness.store.logs(matching: .init()).isEmpty)
        let other = try await Harness(width: 120, height: 40, store: harness.store)
        try await other.press("f6")
        try await other.see("No logs yet")
        try await other.press("u")
        try await other.see("1 log was restored.", "1–1 of 1")
    }
}

@MainActor @Suite("Exporting logs from the drawer")
struct LogExportingTests {
    @Test("e asks for a file whose ending says the form, takes the marked logs, and asks again before it overwrites")
    func asks() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 3))
        _ = state.press(keys: "space space e")
        #expect((state.layers.top as? LineInput)?.title == "Export 2 logs")
        #expect((state.layers.top as? LineInput)?.buffer.text == "harbours-logs.jsonl")
        _ = state.press(keys: "ctrl-u t . t x t enter")
        #expect(state.layers.top is LineInput && state.notice?.kind == .error)
        _ = state.press(keys: "ctrl-u t . c s v")
        let ids = ["log-0", "log-1"]
        #expect(state.press(keys: "enter") == [.logs(.export(ids, path: "t.csv", replaces: false))])
        _ = state.taking(.logs(.exportRefused(ids, path: "t.csv")))
        #expect(state.notice?.text == "t.csv exists already; press Enter to overwrite it, Esc to keep it")
        #expect(state.press(keys: "enter") == [.logs(.export(ids, path: "t.csv", replaces: true))])
        _ = state.taking(.logs(.exported(WrittenLogs(count: 1, losses: ["left out 1"]), path: "t.csv")))
        #expect(state.notice?.text == "wrote 1 log to t.csv; left out 1" && state.logs.marks.isEmpty)
        _ = state.press(keys: "e")
        #expect((state.layers.top as? LineInput)?.buffer.text == "t.csv")
    }

    @Test("Another name after the refusal is asked about anew")
    func otherName() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 3))
        _ = state.taking(.logs(.exportRefused(["log-0"], path: "t.csv")))
        _ = state.press(keys: "ctrl-u u . c s v")
        #expect(state.press(keys: "enter") == [.logs(.export(["log-0"], path: "u.csv", replaces: false))])
    }
}

extension [Effect] {
    /// Whether anything is asked about logs.
    fileprivate var asksLogs: Bool { contains { if case .logs = $0 { true } else { false } } }
}
