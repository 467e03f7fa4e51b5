import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

/// Answers as a server gives them.
enum Answered {
    /// The body of an answer whose choices make calls, or say a text where they make none.
    static func body(_ choices: [[String]], text: String = "done", finish: String? = nil) -> String {
        let list = choices.enumerated().map { index, names -> JSONValue in
            let calls = names.enumerated().map { place, name -> JSONValue in
                [
                    "id": .string("\(name)\(index)\(place)"), "type": "function",
                    "function": ["name": .string(name), "arguments": "{}"],
                ]
            }
            let message: JSONValue =
                calls.isEmpty
                ? ["role": "assistant", "content": .string(text)]
                : ["role": "assistant", "content": .null, "tool_calls": .array(calls)]
            return [
                "index": .number(JSONNumber(index)), "message": message,
                "finish_reason": .string(finish ?? (calls.isEmpty ? "stop" : "tool_calls")),
            ]
        }
        let usage: JSONValue = ["prompt_tokens": 1_000_000, "completion_tokens": 0, "total_tokens": 1_000_000]
        return (["model": "gpt-4o", "choices": .array(list), "usage": usage] as JSONValue).compact
    }

    static func script(_ body: String, status: Int = 200) -> [ScriptedTransport.Step] {
        [.head(status, [("Content-Type", "application/json")]), .body(body)]
    }

    static func reply(_ body: String, status: Int = 200) async throws -> Reply {
        let runner = Runner(
            transport: ScriptedTransport(script(body, status: status)), retries: .init(maximumRetries: 0))
        return await runner.reply(to: try await Running.prepared(streams: false))
    }
}

@Suite("How far a run goes by itself")
struct ToolTurnTests {
    @Test("an answer asks for the results of its calls; one that calls nothing, or failed, asks for nothing")
    func demands() async throws {
        var turn = ToolTurn()
        let calling = try await Answered.reply(Answered.body([["a", "b"]]))
        #expect(turn.take(calling, cost: 0, isFree: false) == .results(calling.message.toolCalls))
        #expect(calling.message.toolCalls.map(\.name) == ["a", "b"])
        #expect(turn.take(try await Answered.reply(Answered.body([[]])), cost: 0, isFree: false) == .nothing)
        let failed = try await Answered.reply(#"{"error":{"message":"no"}}"#, status: 400)
        #expect(turn.take(failed, cost: 0, isFree: false) == .nothing)
    }

    @Test("calls that were cut off are not answered, whatever they parse as", arguments: ["length", "content_filter"])
    func cutOff(finish: String) async throws {
        var turn = ToolTurn()
        let reply = try await Answered.reply(Answered.body([["a"]], finish: finish))
        #expect(turn.take(reply, cost: 0, isFree: false) == .cutOff)
    }

    @Test("of several answers the first one's calls are answered")
    func severalAnswers() async throws {
        var turn = ToolTurn()
        let reply = try await Answered.reply(Answered.body([["a"], ["b"]]))
        guard case .results(let calls) = turn.take(reply, cost: 0, isFree: false) else { return #expect(Bool(false)) }
        #expect(calls.map(\.name) == ["a"] && reply.choices.count == 2)
    }

    @Test("requests that go out by themselves are counted, up to the limit; a person's word begins anew")
    func rounds() {
        var turn = ToolTurn(limits: .init(rounds: 2))
        #expect(turn.stop == nil)
        turn.goOn()
        #expect(turn.stop == nil)
        turn.goOn()
        #expect(turn.stop == .rounds(2) && turn.rounds == 2)
        turn.restartRounds()
        #expect(turn.stop == nil)
        #expect(ToolTurn(limits: .init(rounds: 0)).stop == .rounds(0))
        #expect(ToolTurn().limits.rounds == 10)
    }

    @Test("what the rounds have cost is added up, and nothing goes out once it is the limit")
    func spend() async throws {
        let reply = try await Answered.reply(Answered.body([["a"]]))
        var turn = ToolTurn(limits: .init(spend: 4))
        _ = turn.take(reply, cost: 2.5, isFree: false)
        #expect(turn.stop == nil)
        _ = turn.take(reply, cost: 2.5, isFree: false)
        #expect(turn.stop == .spent(5) && turn.spent == 5)
        turn.restartRounds()
        #expect(turn.stop == .spent(5))
        turn.limits.spend = nil
        #expect(turn.stop == nil)
    }

    @Test("a cost that is not known counts as nothing, which matters only under a limit and where somebody pays")
    func unknownCost() async throws {
        let reply = try await Answered.reply(Answered.body([["a"]]))
        var turn = ToolTurn(limits: .init(spend: 1))
        _ = turn.take(reply, cost: nil, isFree: true)
        #expect(!turn.isUncounted)
        _ = turn.take(reply, cost: nil, isFree: false)
        #expect(turn.isUncounted && turn.hasUnknownCost && turn.spent == 0 && turn.stop == nil)
        turn.limits.spend = nil
        #expect(!turn.isUncounted)
    }

    @Test(
        "all rounds of a run are called after the first one's log, and counted, also when a person's word begins anew")
    func name() {
        var turn = ToolTurn()
        let request = RunRequest(prompt: "p", config: Config(), thread: [], provider: .simulator)
        var places: [String] = []
        for log in ["first", "second", "third"] {
            let context = turn.placed(request).context
            places.append("\(context.run ?? "none") \(context.ordinal)")
            turn.started(log: log)
            turn.goOn()
            if log == "second" { turn.restartRounds() }
        }
        #expect(places == ["none 0", "first 1", "first 2"] && turn.id == "first")
    }

    @Test("results are kept with their calls, who gave them and whose calls they were")
    func kept() {
        let calls = ["a", "b"].map { ToolCall(id: $0, name: $0, arguments: #"{"x": 1}"#) }
        let results = [
            ToolResult(callID: "a", text: "1", source: .mock),
            ToolResult(callID: "b", text: "no", isError: true, source: .command, seconds: 2),
        ]
        let kept = ToolTurn.kept(results, of: calls, log: "log")
        #expect(kept.map(\.tool) == ["a", "b"] && kept.map(\.arguments) == [#"{"x":1}"#, #"{"x":1}"#])
        #expect(kept.map(\.source) == [.mock, .command] && kept.map(\.isError) == [false, true])
        #expect(kept.map(\.place?.call) == [0, 1] && kept.allSatisfy { $0.place?.log == "log" })
    }

    @Test(
        "a request of a person's goes to all that a machine can answer, an answer that comes only to tools in mode auto"
    )
    func occasions() throws {
        let settings = try ToolSettings.all(in: [
            "tools": [
                "asking": ["mock": "x"], "auto": ["mock": "x", "mode": "auto"], "run": ["run": ["a"], "mode": "auto"],
                "kept": ["mock": "x", "mode": "manual"],
            ]
        ])
        let calls = ["asking", "auto", "run", "kept", "unknown"].map { ToolCall(id: $0, name: $0, arguments: "{}") }
        func words(_ occasion: ToolRound.Occasion, approved: Bool = true) -> [String] {
            ToolRound(calls, settings: settings, for: occasion) { _, _ in approved }.steps.map {
                switch $0.step {
                case .answer: "answer"
                case .ask: "ask"
                case .wait: "wait"
                }
            }
        }
        #expect(words(.request) == ["answer", "answer", "answer", "wait", "wait"])
        #expect(words(.request, approved: false) == ["answer", "answer", "ask", "wait", "wait"])
        #expect(words(.arrival) == ["wait", "answer", "answer", "wait", "wait"])
        #expect(words(.arrival, approved: false) == ["wait", "answer", "ask", "wait", "wait"])
        #expect(ToolRound([calls[1]], settings: settings, for: .arrival) { _, _ in true }.isComplete)
        #expect(!ToolRound(calls, settings: settings, for: .request) { _, _ in true }.isComplete)
    }
}
