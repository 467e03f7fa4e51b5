import JSON
import Logbook
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Results out of the record")
struct ReplayTests {
    private static let document = PromptDocument(
        name: "weather",
        config: Config(
            model: "gpt-4.1-mini",
            tools: [
                Tool(
                    name: "get_weather", description: "The weather at a place",
                    parameters: [
                        "type": "object", "properties": ["location": ["type": "string"]], "required": ["location"],
                    ])
            ]))

    private func ask(_ question: String = "What is the weather in Boston and London?") async throws -> Harness {
        let harness = try await Harness(width: 110, height: 40, document: Self.document)
        try await ask(question, harness)
        return harness
    }

    private func ask(_ question: String, _ harness: Harness) async throws {
        try await harness.type(question)
        try await harness.press("ctrl-r")
        try await harness.idle()
    }

    /// Answers both calls by hand and lets the answer come.
    private func answered() async throws -> Harness {
        let harness = try await ask()
        try await harness.type("11 degrees")
        try await harness.press("enter")
        try await harness.type("9 degrees")
        try await harness.press("ctrl-r")
        try await harness.wait("the answer") { $0.state.run == nil && $0.state.thread.entries.count == 5 }
        return harness
    }

    @Test("replay answers the same calls as before, and goes on to the answer by itself")
    func replays() async throws {
        let harness = try await answered()
        try await harness.press("ctrl-n alt-p")
        try await harness.see("· replay", "Replay on: calls are answered from recorded results.")
        try await ask("What is the weather in London and Boston?", harness)
        try await harness.wait("the answer") { $0.state.run == nil && $0.state.thread.entries.count == 5 }
        try await harness.see("✓ replay", "→ 11 degrees", "→ 9 degrees")
        #expect(harness.state.thread.entries[2].result?.source == .replay)
        #expect(harness.state.thread.entries[2].message.text == "9 degrees")
        try await harness.press("alt-p")
        try await harness.seeGone("· replay")
    }

    @Test("a call that has no record says so, and waits; the others are filled in")
    func missing() async throws {
        let harness = try await answered()
        try await harness.press("ctrl-n")
        try await ask("What is the weather in Boston and Oslo?", harness)
        try await harness.press("alt-p")
        try await harness.see(
            #"get_weather {"location":"Oslo"} has no recorded result"#, "→ 11 degrees", "1 call needs a result")
        #expect(harness.state.thread.entries.count == 2 && harness.state.run == nil)
        #expect(!harness.state.answering.isActive)
    }

    @Test("Alt-H offers earlier results of the call, then of its tool, then errors; what is chosen can be changed")
    func fill() async throws {
        let harness = try await answered()
        try await harness.press("ctrl-n")
        try await ask("What is the weather in Boston and Oslo?", harness)
        try await harness.press("alt-h")
        try await harness.see("Result of get_weather", "11 degrees", "9 degrees", "by hand", #"{"error": "not found"}"#)
        try await harness.see("given to the same arguments")
        try await harness.press("enter")
        try await harness.see("→ 11 degrees")
        try await harness.type("!")
        try await harness.press("enter alt-h")
        try await harness.see("Result of get_weather")
        try await harness.type("denied")
        try await harness.press("enter")
        try await harness.see("→ 11 degrees!", #"→ {"error": "permission denied"}"#)
    }

    @Test("without a record there are errors to choose, the call's own fault first")
    func templates() {
        let call = ToolCall(id: "a", name: "f", arguments: "{")
        let texts = ErrorTemplates.texts(fault: call.fault(among: [Tool(name: "f")]))
        #expect(texts.first?.hasPrefix(#"{"error": "invalid arguments: not JSON"#) == true)
        for text in texts { #expect(throws: Never.self) { try JSONValue(parsing: text) } }
    }

    @Test("the log of the calls shows what each was answered, and by whom")
    func logged() async throws {
        let harness = try await answered()
        let logs = try await harness.store.logs(matching: LogQuery())
        let first = try #require(try await harness.store.log(id: logs.last?.id ?? ""))
        #expect(
            first.answers.map(\.text) == ["11 degrees", "9 degrees"] && first.answers.allSatisfy { $0.source == .hand })
        try await harness.press("f6")
        try await harness.see("ƒ 2")
        try await harness.press("down enter")
        try await harness.see("fits its schema", "→ 11 degrees", "by hand")
    }

    @Test("with no call waiting there is nothing to fill in")
    func nothing() async throws {
        let harness = try await Harness(document: Self.document)
        try await harness.press("alt-h")
        try await harness.see("No tool call is waiting for a result.")
    }
}
