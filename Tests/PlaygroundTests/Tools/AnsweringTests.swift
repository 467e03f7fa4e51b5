import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Calls answered by machine")
struct AnsweringTests {
    private static func document(_ settings: JSONValue) -> PromptDocument {
        let weather = Tool(
            name: "get_weather", description: "The weather at a place",
            parameters: [
                "type": "object", "properties": ["location": ["type": "string"]], "required": ["location"],
            ])
        return PromptDocument(
            name: "weather",
            config: Config(
                model: "gpt-4.1-mini", tools: [weather],
                template: [Message(.system, "Look the weather up before you answer.")]),
            etude: ["tools": ["get_weather": settings]])
    }

    private static let command: JSONValue = ["run": ["./weather.sh", "{{location}}"]]

    private func asked(_ settings: JSONValue, _ bench: ScriptedBench = ScriptedBench()) async throws -> Harness {
        let harness = try await Harness(width: 110, height: 40, document: Self.document(settings), tools: bench)
        try await harness.type("What is the weather in Boston and London?")
        try await harness.press("ctrl-r")
        try await harness.idle()
        return harness
    }

    nonisolated private static func weather(_ call: ToolCall) -> ToolResult {
        ToolResult(callID: call.id, text: #"{"celsius":11}"#, source: .command, seconds: 0.2)
    }

    @Test("Alt-A shows what it would run; approved, both calls run at once and the final answer comes by itself")
    func oneKey() async throws {
        let both = Gate()
        let started = Counter()
        let bench = ScriptedBench { call in
            if started.next() == 2 { both.open() }
            await both.opened()
            return Self.weather(call)
        }
        let harness = try await asked(Self.command, bench)
        try await harness.see("needs a result · Alt-A runs it")
        try await harness.press("alt-a")
        try await harness.see("Run these commands?", "./weather.sh {{location}}", "2 calls now")
        #expect(bench.answered.isEmpty)
        try await harness.press("enter")
        #expect(bench.answered.isEmpty)
        try await harness.press("y")
        try await harness.see("✓ 0.2 s")
        try await harness.wait("the answer") { $0.state.run == nil && $0.state.thread.entries.count == 5 }
        #expect(harness.state.thread.entries.map(\.message.role) == [.user, .assistant, .tool, .tool, .assistant])
        #expect(harness.state.thread.entries[2].result?.source == .command)
        try await harness.press("ctrl-n")
        try await harness.type("And in Boston and London now?")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("alt-a")
        try await harness.wait("the second answer") { $0.state.run == nil && $0.state.thread.entries.count == 5 }
        #expect(bench.answered.count == 4)
    }

    @Test("leaving the question runs nothing")
    func refused() async throws {
        let bench = ScriptedBench()
        let harness = try await asked(Self.command, bench)
        try await harness.press("alt-a")
        try await harness.see("Run these commands?")
        try await harness.press("esc")
        try await harness.see("nothing was run", "needs a result")
        #expect(bench.answered.isEmpty && harness.state.thread.entries.count == 2)
    }

    @Test("a mock in mode auto goes the whole round with the run key alone")
    func automatic() async throws {
        let harness = try await asked(["mock": #"{"celsius": 11}"#, "mode": "auto"])
        try await harness.wait("the answer") { $0.state.run == nil && $0.state.thread.entries.count == 5 }
        try await harness.see("✓ mock", "→ {\"celsius\": 11}")
    }

    @Test("an unapproved command in mode auto waits for the person")
    func unapprovedAuto() async throws {
        let bench = ScriptedBench()
        let harness = try await asked(["run": ["./weather.sh"], "mode": "auto"], bench)
        try await harness.see("get_weather is not approved yet; Alt-A shows what it runs")
        #expect(bench.answered.isEmpty && harness.state.layers.isEmpty)
    }

    @Test("a failure is a result that can be changed, and does not go out by itself")
    func failure() async throws {
        let bench = ScriptedBench { call in
            ToolResult(
                callID: call.id, text: #"{"error":"exit status 3"}"#, isError: true, source: .command, seconds: 1,
                detail: "exit status 3\nno such\u{1B}[2J station")
        }
        let harness = try await asked(Self.command, bench)
        try await harness.press("alt-a")
        try await harness.see("Run these commands?")
        try await harness.press("y")
        try await harness.see("✗ exit status 3 1.0 s", #"→ {"error":"exit status 3"}"#)
        #expect(harness.state.run == nil && harness.state.thread.entries.count == 2)
    }

    @Test("Esc stops what runs; what was typed by hand meanwhile is not written over")
    func stop() async throws {
        let bench = ScriptedBench { call in
            let gate = Gate()
            await withTaskCancellationHandler {
                await gate.opened()
            } onCancel: {
                gate.open()
            }
            return ToolResult(
                callID: call.id, text: #"{"error":"stopped"}"#, isError: true, source: .command, detail: "stopped")
        }
        let harness = try await asked(Self.command, bench)
        try await harness.press("alt-a")
        try await harness.see("Run these commands?")
        try await harness.press("y")
        try await harness.see("running get_weather and 1 more")
        try await harness.type("by hand")
        try await harness.press("esc")
        try await harness.wait("the end") { $0.state.answering.started.isEmpty }
        try await harness.see("→ by hand", #"→ {"error":"stopped"}"#)
        #expect(harness.state.run == nil && harness.state.thread.entries.count == 2)
    }

    @Test("what is typed while a command runs stays, and nothing goes out by itself")
    func typedMeanwhile() async throws {
        let gate = Gate()
        let bench = ScriptedBench { call in
            await gate.opened()
            return Self.weather(call)
        }
        let harness = try await asked(Self.command, bench)
        try await harness.press("alt-a")
        try await harness.see("Run these commands?")
        try await harness.press("y")
        try await harness.see("running get_weather and 1 more")
        try await harness.type("y")
        gate.open()
        try await harness.see("a result was typed in the meantime and was kept")
        try await harness.wait("the end") { !$0.state.answering.isActive }
        #expect(harness.state.run == nil && harness.state.thread.entries.count == 2)
    }

    @Test("a new thread stops what answers the old one, and is answered itself")
    func newThread() async throws {
        let bench = ScriptedBench { call in
            let gate = Gate()
            await withTaskCancellationHandler {
                await gate.opened()
            } onCancel: {
                gate.open()
            }
            return Self.weather(call)
        }
        let harness = try await asked(Self.command, bench)
        try await harness.press("alt-a")
        try await harness.see("Run these commands?")
        try await harness.press("y")
        try await harness.see("running get_weather and 1 more")
        try await harness.press("ctrl-n")
        #expect(!harness.state.answering.isActive)
        try await harness.type("What is the weather in Boston?")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("alt-a")
        try await harness.see("running get_weather")
        #expect(harness.state.thread.entries.count == 2)
    }

    @Test("Alt-A twice asks once")
    func twice() throws {
        var state = AppState(
            size: Size(width: 110, height: 40), settings: AppSettings(providers: .simulatorOnly, keymap: .standard))
        state.draft.etude = ["tools": ["f": Self.command]]
        _ = state.thread.append(Message(role: .assistant, toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}")]))
        #expect(state.asking { $0.answerCalls() }.contains { if case .tools(.answer) = $0 { true } else { false } })
        #expect(!state.asking { $0.answerCalls() }.contains { if case .tools(.answer) = $0 { true } else { false } })
        #expect(state.notice?.text.contains("are being answered") == true)
    }

    @Test("a long command has to be read to its end before it can be approved, and shows its line breaks")
    func longCommand() async throws {
        let bench = ScriptedBench()
        let script = String(repeating: "harmless ", count: 600) + "\nrm -rf evil"
        let harness = try await asked(["run": ["sh", "-c", .string(script)]], bench)
        try await harness.press("alt-a")
        try await harness.see("Run these commands?", "↓ read on")
        try await harness.press("y")
        try await harness.see("scroll to the end first")
        #expect(bench.answered.isEmpty)
        try await harness.press("end")
        try await harness.see(#"\nrm -rf evil""#, "y approve and run")
        try await harness.press("y")
        try await harness.wait("both") { _ in bench.answered.count == 2 }
    }

    @Test("an answer that was cut off is not answered by itself")
    func cutOff() async throws {
        let transport = ScriptedTransport([
            .head(200),
            .event(
                #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"get_weather","arguments":""}}]},"finish_reason":"length"}]}"#
            ),
        ])
        let harness = try await Harness(
            width: 110, height: 40, transport: transport, document: Self.document(["mock": "x", "mode": "auto"]))
        try await harness.type("go")
        try await harness.press("ctrl-r")
        try await harness.idle()
        #expect(!harness.state.answering.isActive && harness.state.thread.missingResults.count == 1)
    }

    @Test("a call says where its arguments break the tool's schema")
    func verdict() async throws {
        let transport = ScriptedTransport([
            .head(200),
            .event(
                #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"get_weather","arguments":"{\"location\":7}"}}]},"finish_reason":"tool_calls"}]}"#
            ),
        ])
        let harness = try await Harness(
            width: 110, height: 40, transport: transport, document: Self.document(Self.command))
        try await harness.type("go")
        try await harness.press("ctrl-r")
        try await harness.see("location must be a string")
    }

    @Test("settings that cannot be understood are told by their field")
    func wrongSettings() async throws {
        let harness = try await asked(["run": "rm -rf /", "mode": "ask"])
        try await harness.press("alt-a")
        try await harness.see("etude.tools.get_weather.run: must be a list of texts")
    }

    @Test("requests that go out by themselves stop at a limit")
    func limit() async throws {
        let call =
            #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"ID","function":{"name":"get_weather","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"#
        let endless = EndlessCalls(chunk: call)
        let harness = try await Harness(
            width: 110, height: 40, transport: endless, document: Self.document(["mock": "x", "mode": "auto"]))
        try await harness.type("go")
        try await harness.press("ctrl-r")
        try await harness.see("10 requests were sent automatically")
        #expect(endless.count == 11)
    }
}

/// Counts from 1.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// Answers every request with one more call, and counts them.
private final class EndlessCalls: Transport {
    private let counter = Mutex(0)
    private let chunk: String

    init(chunk: String) { self.chunk = chunk }

    var count: Int { counter.withLock { $0 } }

    func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        let number = counter.withLock { count in
            count += 1
            return count
        }
        let call = chunk.replacing("ID", with: "call_\(number)")
        return AsyncThrowingStream { continuation in
            continuation.yield(.head(ResponseHead(status: 200)))
            continuation.yield(.body(Array("data: \(call)\n\ndata: [DONE]\n\n".utf8)))
            continuation.finish()
        }
    }
}
