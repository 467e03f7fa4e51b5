import Foundation
import JSON
import Prompts
import RequestCore
import Storage
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
        let stored = desk.state.session.conversation
        var other = Desk()
        other.send(.sessionLoaded(RestoredSession(stored)))
        #expect(other.state.thread.entries.first?.result == result)
    }

    @Test(
        "a session that an earlier program left is where it was, with the answer that was stopped and the unsent text")
    func earlier() async throws {
        let home = NSTemporaryDirectory() + "/etude-session-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: Etude.fixture("store-10"), toPath: home)
        defer { try? FileManager.default.removeItem(atPath: home) }
        let harness = try await Harness(width: 120, height: 40, store: Store(directory: home))
        try await harness.see(
            "weather", "v1 c354a850", "What's the weather like in Boston and London tonight?",
            #"{"location": "Boston"}"#, #"{"temperature": 15, "other": "rain"}"#,
            "The current weather in Boston is 22 degrees", "A question that nobody has sent: 港 {{city}}", "of 19")
        let thread = harness.state.thread
        #expect(thread.entries.count == 5)
        #expect(thread.openCalls.isEmpty)
        #expect(thread.entries.last?.failure?.kind == .cancelled)
        #expect(thread.entries.last?.facts?.isIncomplete == true)
        #expect(thread.composer.buffer.text == "A question that nobody has sent: 港 {{city}}")
        #expect(harness.state.draft.etude["tools"]?["get_current_weather"]?["mode"] == "ask")
    }

    @Test(
        "a session that cannot be read starts afresh",
        arguments: [
            StoredConversation(id: "a", draft: .null), StoredConversation(id: "a", draft: ["prompt": 3]),
            StoredConversation(id: "a", draft: ["prompt": "x", "config": ["tools": [7]]]),
            StoredConversation(
                id: "a", draft: ["prompt": "x", "config": [:]], writing: 7,
                messages: StoredMessage.line([1, ["message": 2]])),
        ])
    func broken(conversation: StoredConversation) async throws {
        let store = try await Harness().store
        try await store.keep(conversation, prompt: "x")
        let harness = try await Harness(store: store)
        try await harness.type("still works")
        try await harness.see("still works")
    }
}
