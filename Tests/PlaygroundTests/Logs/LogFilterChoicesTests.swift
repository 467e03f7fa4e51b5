import Foundation
import Logbook
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Completing the filter of the logs")
struct LogFilterChoicesTests {
    private func typing(_ keys: String = "") -> AppState {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 20))
        _ = state.press(keys: "/")
        type(keys, into: &state)
        return state
    }

    private func type(_ text: String, into state: inout AppState) {
        for character in text { _ = state.taking(.key(.character(character))) }
    }

    private func choices(_ state: AppState) -> [String] { state.logFilterChoices?.choices.map(\.text) ?? [] }

    @Test("The fields that begin as it is typed are shown with what they mean, and Tab takes the selected one")
    func fields() {
        var state = typing("to")
        #expect(choices(state) == ["tool:", "tokens:", "total:"])
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("tool:") && $0.contains("A tool that was offered") })
        #expect(screen.last?.contains("Tab complete") == true && screen.last?.contains("run") == true)
        _ = state.press(keys: "down down down up tab")
        #expect(state.logs.filter?.buffer.text == "tokens:")
        #expect(LogSamples.draw(&state).contains { $0.contains("such as tokens:>10k") })
    }

    @Test(
        "The values of a field are asked for once, are shown with their counts, and a whole term is followed by a space"
    )
    func values() {
        var state = typing("mode")
        let asked = state.press(keys: "tab")
        #expect(asked.contains(.logs(.values(.model))))
        // That the value is missing needs no words while it is typed.
        do { _ = try LogFilter(parsing: "model:", LogFilterContext(now: Date())) } catch {
            state.logs.filter?.error = error
        }
        #expect(state.logs.filter?.error != nil && !LogSamples.draw(&state).contains { $0.contains("needs a value") })
        let values = [LogFieldValue("gpt-4.1-mini", count: 1204), LogFieldValue("my model", count: 3)]
        _ = state.taking(.logs(.valuesListed(.model, values)))
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("gpt-4.1-mini") && $0.contains("1,204") })
        #expect(!state.press(keys: "G").contains(.logs(.values(.model))))
        #expect(choices(state) == ["gpt-4.1-mini"])
        _ = state.press(keys: "backspace m y")
        let found = state.press(keys: "tab")
        #expect(state.logs.filter?.buffer.text == "model:\"my model\" ")
        #expect(found.logQuestion?.query.filter == "model:\"my model\"")
        #expect(choices(state).isEmpty)
    }

    @Test("In the middle of a text only what is before the cursor is completed, and what follows stays")
    func middle() {
        var state = typing("st tide")
        _ = state.press(keys: "home right right")
        #expect(choices(state) == ["status:"])
        _ = state.press(keys: "tab")
        #expect(state.logs.filter?.buffer.text == "status: tide")
        _ = state.taking(.logs(.valuesListed(.status, [LogFieldValue("ok"), LogFieldValue("error")])))
        _ = state.press(keys: "e tab")
        #expect(state.logs.filter?.buffer.text == "status:error tide")
    }

    @Test("Saved filters complete what begins with @, complements too")
    func saved() {
        var state = typing("-")
        #expect(state.press(keys: "@").contains(.logs(.filters(.list))))
        _ = state.taking(
            .logs(
                .filtersListed([SavedFilter(name: "slow", text: "total:>10s"), SavedFilter(name: "mine", text: "x")])))
        #expect(choices(state) == ["slow", "mine"])
        #expect(LogSamples.draw(&state).contains { $0.contains("@slow") && $0.contains("total:>10s") })
        _ = state.press(keys: "m tab")
        #expect(state.logs.filter?.buffer.text == "-@mine ")
    }

    @Test("Words are no fields: nothing is shown, and the arrows move in the list; Tab shows all fields")
    func words() {
        var state = typing("flood")
        #expect(choices(state).isEmpty)
        _ = state.press(keys: "down")
        #expect(state.logs.selected == 1)
        type(" ", into: &state)
        #expect(choices(state).isEmpty)
        _ = state.press(keys: "tab")
        #expect(choices(state).count == LogField.allCases.count)
        #expect(state.focus == .logs)
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("prompt:") } && !screen.contains { $0.contains("id:   ") })
    }

    @Test("A click takes a choice; Shift-Tab leaves the pane")
    func clicks() throws {
        var state = typing("st")
        _ = LogSamples.draw(&state)
        let hit = try #require(state.metrics.hits.last { $0.target == .logFilterChoice(0) })
        _ = state.taking(.mouse(MouseEvent(kind: .press, position: hit.rect.origin)))
        #expect(state.logs.filter?.buffer.text == "status:")
        _ = state.press(keys: "shift-tab")
        #expect(state.focus == .thread)
    }

    @Test("The choices fit on every screen, whatever is typed")
    func everySize() {
        for text in ["", "to", "model:", "model:g", "@", "cost:", "since:"] {
            var state = typing(text)
            _ = state.taking(
                .logs(
                    .valuesListed(
                        .model, (0..<200).map { (number: Int) in LogFieldValue("gpt-\(number)", count: number) })))
            _ = state.press(keys: "tab down down down")
            for (width, height) in [(1, 1), (40, 10), (60, 12), (80, 24), (120, 40), (200, 60)] {
                state.size = Size(width: width, height: height)
                _ = LogSamples.draw(&state)
            }
        }
    }

    @Test("A filter that is longer than its field shows the end that is typed")
    func longText() {
        var state = typing(
            "model:gpt-4.1-mini status:error since:2026-11-20 prompt:harbours feedback:bad source:run cost:>0.01 x:END")
        state.size = Size(width: 80, height: 24)
        #expect(LogSamples.draw(&state)[1].contains("END"))
    }
}

@MainActor @Suite("Saved filters in the drawer")
struct SavedFilterListTests {
    private let filters = [
        SavedFilter(name: "errors", text: "status:error since:7d"), SavedFilter(name: "slow", text: "total:>10s"),
    ]

    private func opened() -> AppState {
        var state = LogSamples.state(width: 80, height: 24)
        state.openLogs(with: LogSamples.page(0, count: 20))
        #expect(state.press(keys: "@") == [.logs(.filters(.list))])
        _ = state.taking(.logs(.filtersListed(filters)))
        return state
    }

    @Test("@ lists them with their texts, and Enter filters by the selected one's name")
    func takes() {
        var state = opened()
        let screen = LogSamples.draw(&state)
        #expect(screen.contains { $0.contains("Saved filters ─") && $0.contains(" 2 ┐") })
        #expect(screen.contains { $0.contains("▸ @errors  status:error since:7d") })
        #expect(screen.contains { $0.contains("  @slow    total:>10s") })
        #expect(screen.contains { $0.contains("Enter select   e edit   n rename   d delete") })
        let effects = state.press(keys: "j enter")
        #expect(state.logs.filter?.buffer.text == "@slow" && state.layers.isEmpty)
        #expect(effects.logQuestion?.query.filter == "@slow")
    }

    @Test("e takes its text to change it, and S offers the same name again without asking")
    func edits() {
        var state = opened()
        _ = state.press(keys: "e")
        #expect(state.logs.filter?.buffer.text == "status:error since:7d" && state.logs.filter?.isActive == true)
        _ = state.press(keys: "space x enter S")
        #expect((state.layers.top as? LineInput)?.buffer.text == "errors")
        let saved = SavedFilter(name: "errors", text: "status:error since:7d x")
        #expect(state.press(keys: "enter").contains(.logs(.filters(.save(saved)))))
        _ = state.taking(.logs(.filtersListed(filters, saved: "errors")))
        #expect(state.notice?.text == "The filter was saved as @errors.")
    }

    @Test("Another filter's name is asked about before it is replaced; what is no name is refused")
    func replaces() {
        var state = opened()
        _ = state.press(keys: "esc / x enter S")
        _ = state.taking(.paste("1st"))
        _ = state.press(keys: "enter")
        #expect(state.layers.top is LineInput && state.notice?.kind == .error)
        _ = state.press(keys: "ctrl-u @ s l o w enter")
        #expect(state.notice?.text == "@slow exists already; press Enter to replace it, Esc to keep it")
        #expect(state.press(keys: "enter").contains(.logs(.filters(.save(SavedFilter(name: "slow", text: "x"))))))
    }

    @Test("Without a filter S says so")
    func nothingToSave() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 2))
        _ = state.press(keys: "S")
        #expect(state.layers.isEmpty)
        #expect(state.notice?.text.contains("no filter is set") == true)
    }

    @Test("n renames, d deletes, u restores; an empty list says how to fill it")
    func changes() {
        var state = opened()
        _ = state.press(keys: "n ctrl-u b a d")
        #expect(state.press(keys: "enter") == [.logs(.filters(.rename("errors", to: "bad")))])
        #expect(state.press(keys: "j d").first == .logs(.filters(.remove("slow"))))
        #expect(state.notice?.text == "@slow was deleted. Press u to restore it while this list is open.")
        _ = state.taking(.logs(.filtersListed([filters[0]])))
        #expect(state.press(keys: "u").first == .logs(.filters(.restore(filters[1]))))
        _ = state.taking(.logs(.filtersListed([])))
        #expect(LogSamples.draw(&state).contains { $0.contains("No filter is saved. S in the logs saves") })
        _ = state.press(keys: "enter")
        #expect(state.layers.top is SavedFilterList)
    }

    @Test("What is saved in the drawer is in the store, and finds logs by its name")
    func wholeWay() async throws {
        let harness = try await Harness(width: 120, height: 40)
        try await harness.type("hello")
        try await harness.press("f5")
        try await harness.idle()
        try await harness.press("f6 /")
        try await harness.type("source:")
        try await harness.wait("the values") { $0.state.logFilterChoices?.choices.isEmpty == false }
        try await harness.press("tab enter S")
        try await harness.type("mine")
        try await harness.press("enter")
        try await harness.see("The filter was saved as @mine.")
        #expect(try await harness.store.savedFilters() == [SavedFilter(name: "mine", text: "source:playground")])
        try await harness.press("esc @")
        try await harness.see("@mine  source:playground")
        try await harness.press("enter")
        try await harness.see("1–1 of 1")
    }
}
