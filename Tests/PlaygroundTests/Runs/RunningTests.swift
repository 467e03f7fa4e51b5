import JSON
import Logbook
import Playground
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@MainActor @Suite("Running")
struct RunningTests {
    @Test("a message is sent, the answer comes, and both are in the thread", arguments: ["ctrl-r", "f5", "alt-enter"])
    func run(key: String) async throws {
        let harness = try await Harness()
        try await harness.type("repeat: blue whale")
        try await harness.press(key)
        try await harness.idle()
        try await harness.see("assistant", "blue whale")
        #expect(harness.state.thread.entries.map(\.message.role) == [.user, .assistant])
        #expect(harness.state.thread.composer.isEmpty)
    }

    @Test("Enter is a new line and never runs")
    func enter() async throws {
        let harness = try await Harness()
        try await harness.type("one")
        try await harness.press("enter")
        try await harness.type("two")
        #expect(harness.state.thread.composer.buffer.text == "one\ntwo")
        #expect(harness.state.run == nil)
    }

    @Test("the log is there, points to the version, and holds the exact request")
    func log() async throws {
        let harness = try await Harness()
        try await harness.type("hello")
        try await harness.press("ctrl-r")
        try await harness.idle()
        let page = try await harness.store.logs(matching: LogQuery())
        #expect(page.count == 1)
        let record = try #require(try await harness.store.log(id: page[0].id))
        #expect(record.version == harness.state.draft.version?.id)
        #expect(record.state == .finished)
        #expect(record.request["messages"]?[0]?["content"] == "hello")
        #expect(record.request["stream"] == true)
        #expect(record.request["temperature"] == nil)
    }

    @Test("with nothing to send it says so")
    func nothing() async throws {
        let harness = try await Harness()
        try await harness.press("ctrl-r")
        try await harness.see("Nothing to send")
        #expect(harness.state.run == nil)
    }

    @Test("two calls wait for their results; the next request answers each by its id")
    func toolCalls() async throws {
        let harness = try await Harness(width: 120, height: 40, document: Samples.weather)
        try await harness.type("What's the weather like in Boston and London tonight?")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.see("Boston", "London", "2 calls need a result")

        try await harness.press("ctrl-r")
        try await harness.see("get_current_weather needs a result")
        try await harness.type(#"{"temperature": 22}"#)
        try await harness.press("enter")
        try await harness.type(#"{"temperature": 15}"#)
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.see("✓ answered", "tool")

        let page = try await harness.store.logs(matching: LogQuery())
        let record = try #require(try await harness.store.log(id: page[0].id))
        let messages = try #require(record.request["messages"]?.arrayValue)
        #expect(messages.map { $0["role"] } == ["system", "user", "assistant", "tool", "tool"])
        let ids = messages[2]["tool_calls"]?.arrayValue?.map { $0["id"] }
        #expect(messages[3...].map { $0["tool_call_id"] } == ids)
        #expect(messages[3]["content"] == #"{"temperature": 22}"#)
    }

    @Test("a failed request shows the status and the server's words, and the next one is sent without it")
    func failure() async throws {
        let harness = try await Harness()
        try await harness.type("simulate: 401")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.see("failed 401", "authentication")
        try await harness.type("repeat: again")
        try await harness.press("ctrl-r")
        try await harness.idle()
        #expect(harness.state.thread.entries.allSatisfy { $0.failure == nil })
    }

    @Test("Esc stops the answer and keeps what came, in thread and log")
    func stop() async throws {
        let transport = ScriptedTransport([
            .head(200, [("content-type", "text/event-stream")]), .text("half an ans"), .hang,
        ])
        let harness = try await Harness(transport: transport)
        try await harness.type("hello")
        try await harness.press("ctrl-r")
        try await harness.see("half an ans")
        try await harness.press("esc")
        try await harness.idle()
        try await harness.see("half an ans", "stopped")
        let page = try await harness.store.logs(matching: LogQuery())
        let record = try #require(try await harness.store.log(id: page[0].id))
        #expect(record.state == .cancelled)
        #expect(record.reply.message.text == "half an ans")
    }
}

enum Samples {
    /// The seeds' example: one tool, two cities.
    static let weather = PromptDocument(
        name: "weather",
        config: Config(
            model: "gpt-4.1-mini",
            tools: [
                Tool(
                    name: "get_current_weather", description: "Get the current weather in a given location",
                    parameters: [
                        "type": "object",
                        "properties": [
                            "location": [
                                "type": "string", "description": "The city and state, e.g. San Francisco, CA",
                            ],
                            "unit": ["type": "string", "enum": ["celsius", "fahrenheit"]],
                        ],
                        "required": ["location"],
                    ])
            ], template: [Message(.system, "You answer questions about the weather.")]))
}
