import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@testable import Playground

@MainActor @Suite("The session")
struct SessionTests {
    @Test("quit and start again: thread, draft, results and half-written text are where they were")
    func restore() async throws {
        let first = try await Harness(width: 120, height: 40, document: Samples.weather)
        try await first.type("What's the weather like in Boston and London tonight?")
        try await first.press("ctrl-r")
        try await first.idle()
        try await first.type(#"{"temperature": 22}"#)
        try await first.press("enter down")
        try await first.type("and tomor")
        let version = first.state.draft.version
        try await first.press("ctrl-q")
        try await first.wait("the end") { $0.hasQuit }

        let second = try await Harness(width: 120, height: 40, store: first.store)
        #expect(second.state.draft.name == "weather")
        #expect(second.state.draft.version == version)
        #expect(second.state.thread.entries.map(\.message) == first.state.thread.entries.map(\.message))
        #expect(second.state.thread.openCalls.count == 2)
        #expect(second.state.thread.results[second.state.thread.openCalls[0]]?.text == #"{"temperature": 22}"#)
        #expect(second.state.thread.composer.buffer.text == "and tomor")
    }

    @Test("who gave a result, how long it took and what it said beside is known again")
    func results() throws {
        var desk = Desk()
        let result = ToolResult(
            callID: "a", text: "4 degrees", isError: true, source: .command, seconds: 1.5, detail: "exit 3")
        desk.state.thread.insert(result.message, at: 0, result: result)
        let stored = desk.state.session.json
        var other = Desk()
        other.send(.sessionLoaded(stored))
        #expect(other.state.thread.entries.first?.result == result)
    }

    @Test(
        "a session that cannot be read starts afresh",
        arguments: [
            JSONValue.null, ["prompt": 3], ["prompt": "x", "config": ["tools": [7]]],
            ["prompt": "x", "config": [:], "thread": [1, ["message": 2]]],
        ])
    func broken(session: JSONValue) async throws {
        let store = try await Harness().store
        try await store.saveSession(session)
        let harness = try await Harness(store: store)
        try await harness.type("still works")
        try await harness.see("still works")
    }
}
