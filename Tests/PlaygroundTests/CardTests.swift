import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Cards of calls, and structured answers")
struct CardTests {
    private static let tide = Tool(
        name: "tide",
        parameters: [
            "type": "object", "properties": ["harbour": ["type": "string"], "days": ["type": "integer"]],
            "required": ["harbour"],
        ])

    private func state(
        _ config: Config = Config(model: "gpt-4.1-mini", tools: [tide]), width: Int = 110, height: Int = 40
    ) -> AppState {
        var state = AppState(
            size: Size(width: width, height: height),
            settings: AppSettings(providers: .simulatorOnly, keymap: .standard))
        state.draft = Draft(name: "harbours", config: config)
        return state
    }

    private func screen(_ state: AppState) -> String {
        ScreenView.frame(of: state, blocks: ThreadBlocks()).frame.text()
    }

    /// Lets an answer of calls come.
    private func answered(_ calls: [ToolCall], _ state: inout AppState) {
        state.run = ActiveRun(id: 1, provider: "simulator", model: "m", startedAt: 0)
        var events: [RunEvent] = calls.enumerated().map { index, call in
            .toolCallDelta(
                choice: 0, block: 3 + index,
                .init(index: index, id: call.id, name: call.name, arguments: call.arguments))
        }
        events += [.finished(choice: 0, reason: "tool_calls"), .ended(error: nil)]
        _ = state.taking(.run(.received(1, events)))
    }

    @Test("arguments are pretty while they are written, with what is wrong for good")
    func streaming() {
        var state = state()
        state.run = ActiveRun(id: 1, provider: "simulator", model: "m", startedAt: 0)
        let long = #"{"harbour": "\#(String(repeating: "Brest ", count: 20))", "list": [{"a": 1}, {"b": "#
        _ = state.taking(
            .run(
                .received(
                    1, [.toolCallDelta(choice: 0, block: 3, .init(index: 0, id: "a", name: "tide", arguments: long))])))
        let first = screen(state)
        #expect(first.contains("ƒ tide") && first.contains(#""a": 1"#) && !first.contains(#""b""#))
        _ = state.taking(
            .run(
                .received(
                    1,
                    [
                        .toolCallDelta(
                            choice: 0, block: 4, .init(index: 1, id: "b", name: "tide", arguments: #"{"days": "two","#))
                    ])
            )
        )
        #expect(screen(state).contains("days must be a whole number"))
    }

    @Test("ten calls in one message stay readable at 80×24, and what is missing is always said", arguments: [80, 120])
    func ten(width: Int) {
        var state = state(width: width, height: width == 80 ? 24 : 40)
        let long = JSONValue.object(
            JSONObject((0..<40).map { ("key_\($0)", .string("a value of \($0)")) })
        ).compact
        answered(
            (0..<10).map { ToolCall(id: "\($0)", name: "tide", arguments: $0 == 3 ? long : #"{"harbour":"Brest"}"#) },
            &state)
        #expect(screen(state).contains("10 calls need a result"))
        for _ in 0..<9 { state.thread.cursor = .result(state.thread.openCalls[9]) }
        let text = screen(state)
        #expect(text.components(separatedBy: "ƒ tide").count > 4)
        state.thread.cursor = .result(state.thread.openCalls[3])
        #expect(screen(state).contains("more lines; press Space to show them"))
    }

    @Test("Space shows long calls to their ends, then folds, then goes back")
    func space() {
        var state = state()
        let long = JSONValue.object(JSONObject((0..<30).map { ("key_\($0)", .string("value")) })).compact
        answered([ToolCall(id: "a", name: "tide", arguments: long)], &state)
        state.metrics.threadTextWidth = 70
        let ref = EntryRef.entry(state.thread.entries[0].id)
        state.thread.cursor = .selected(ref)
        #expect(!screen(state).contains("key_29"))
        state.toggleFold()
        #expect(screen(state).contains("key_29"))
        state.toggleFold()
        #expect(state.thread.folded == [ref])
        state.toggleFold()
        #expect(!screen(state).contains("key_29") && screen(state).contains("key_1"))
    }

    @Test("one call of several is stopped by its key; the others go on, and its result can be changed")
    func stopOne() async throws {
        let stopped = Stops()
        let gate = Gate()
        let bench = ScriptedBench { call in
            await withTaskCancellationHandler {
                await gate.opened()
            } onCancel: {
                stopped.add()
                gate.open()
            }
            guard stopped.value > 0, call.arguments.contains("London") else {
                return ToolResult(callID: call.id, text: "11", source: .command, seconds: 0.2)
            }
            return ToolResult(
                callID: call.id, text: #"{"error":"stopped"}"#, isError: true, source: .command, detail: "stopped")
        }
        let document = PromptDocument(
            name: "weather",
            config: Config(
                model: "gpt-4.1-mini",
                tools: [
                    Tool(
                        name: "get_weather", description: "The weather at a place",
                        parameters: [
                            "type": "object", "properties": ["location": ["type": "string"]],
                            "required": ["location"],
                        ])
                ]),
            etude: ["tools": ["get_weather": ["run": ["./weather.sh"]]]])
        let harness = try await Harness(width: 110, height: 40, document: document, tools: bench)
        try await harness.type("What is the weather in Boston and London?")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("alt-a")
        try await harness.see("Run these commands?")
        try await harness.press("y")
        try await harness.see("running get_weather and 1 more")
        try await harness.press("down alt-k")
        try await harness.wait("the end") { $0.state.answering.started.isEmpty }
        try await harness.see("→ 11", #"→ {"error":"stopped"}"#, "✗ stopped")
        #expect(stopped.value == 1 && harness.state.run == nil && harness.state.thread.entries.count == 2)
    }

    private static let schema = ResponseFormat.jsonSchema(
        .init(name: "event", schema: ["type": "object", "required": ["at"], "properties": ["at": ["type": "string"]]]))

    private func said(_ text: String, _ format: ResponseFormat, _ state: inout AppState) {
        state.run = ActiveRun(id: 1, provider: "simulator", model: "m", format: format, startedAt: 0)
        _ = state.taking(
            .run(
                .received(
                    1,
                    [.textDelta(choice: 0, block: 1, text), .finished(choice: 0, reason: "stop"), .ended(error: nil)])))
    }

    @Test("a structured answer is pretty, with the verdict of its schema beside it; copying gives it as received")
    func verdicts() {
        var state = state(Config(model: "gpt-4.1-mini", responseFormat: Self.schema))
        said(#"{"at":"14:10","more":[{"a":1}]}"#, Self.schema, &state)
        #expect(screen(state).contains("✓ fits event") && screen(state).contains(#"  "at": "14:10","#))
        state.thread.cursor = .selected(.entry(state.thread.entries[0].id))
        state.focus = .thread
        #expect(state.taking(.key(.character("y"))) == [.terminal(.copy(#"{"at":"14:10","more":[{"a":1}]}"#))])
        said(#"{"more":1}"#, Self.schema, &state)
        #expect(
            screen(state).contains("✗ at is missing · Alt-E asks again"))
        said("Sure!", .jsonObject, &state)
        #expect(screen(state).contains("✗ not JSON: "))
    }

    @Test("while it streams a structured answer is closed as it stands, and no false alarm is given")
    func streamingAnswer() {
        var state = state(Config(model: "gpt-4.1-mini", responseFormat: Self.schema))
        state.run = ActiveRun(id: 1, provider: "simulator", model: "m", format: Self.schema, startedAt: 0)
        _ = state.taking(.run(.received(1, [.textDelta(choice: 0, block: 1, #"{"more": [1, 2], "x": {"y": "#)])))
        #expect(screen(state).contains(#"  "more": [1, 2]"#) && !screen(state).contains("✗"))
        _ = state.taking(.run(.received(1, [.textDelta(choice: 0, block: 1, #"1}, "at": 5, "#)])))
        #expect(screen(state).contains("✗ at must be a string"))
    }

    @Test("one key asks again with what is wrong: of an answer by a message, of calls by their results")
    func askAgain() throws {
        var state = state(Config(model: "gpt-4.1-mini", responseFormat: Self.schema, tools: [Self.tide]))
        said("{}", Self.schema, &state)
        let effects = state.taking(.key(.alt("e")))
        let request = try #require(
            effects.compactMap { if case .run(.start(_, let request, _, _)) = $0 { request } else { nil } }.first)
        #expect(request.thread.map(\.role) == [.assistant, .user])
        #expect(request.thread[1].text.contains("at is missing"))

        state.thread = ThreadPane()
        state.run = nil
        answered([ToolCall(id: "a", name: "tide", arguments: "{}")], &state)
        #expect(screen(state).contains("harbour is missing"))
        let again = state.taking(.key(.alt("e")))
        let second = try #require(
            again.compactMap { if case .run(.start(_, let request, _, _)) = $0 { request } else { nil } }.first)
        #expect(second.thread.map(\.role) == [.assistant, .tool])
        #expect(second.thread[1].text.contains("harbour is missing") && second.thread[1].toolCallID == "a")
    }

    @Test("there is nothing to ask again after a right answer")
    func nothingWrong() {
        var state = state(Config(model: "gpt-4.1-mini", responseFormat: Self.schema))
        said(#"{"at":"x"}"#, Self.schema, &state)
        _ = state.taking(.key(.alt("e")))
        #expect(state.run == nil && state.notice?.text.contains("the last answer fits its schema") == true)
    }
}

/// Counts from any thread.
private final class Stops: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
}
