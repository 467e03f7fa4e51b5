import Foundation
import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

/// Answers every call, and remembers what was approved and run. A command's facts are its words and its version.
private final class Bench: ToolBench {
    private struct State {
        var approved: Set<String> = []
        var answered: [String] = []
        var version = 1
    }

    private let state = Mutex(State())

    var answered: [String] { state.withLock { $0.answered } }
    var approved: Set<String> { state.withLock { $0.approved } }

    /// Somebody writes another script.
    func change() { state.withLock { $0.version += 1 } }

    func facts(of command: ToolCommand, tool: String, directory: String?) async -> CommandFacts {
        let version = state.withLock { $0.version }
        return CommandFacts(
            tool: tool, argv: command.argv, directory: directory ?? "/work", environment: [],
            fingerprint: "\(command.argv) \(version)")
    }

    func isApproved(_ facts: CommandFacts) async -> Bool { approved.contains(facts.fingerprint) }

    func approve(_ facts: CommandFacts) async throws {
        _ = state.withLock { $0.approved.insert(facts.fingerprint) }
    }

    func answer(_ call: ToolCall, from source: ToolSource, directory: String?) async -> ToolResult {
        state.withLock { $0.answered.append(call.name) }
        return ToolResult(callID: call.id, text: "result of \(call.name)", source: .mock)
    }

    func tools(of server: MCPServer, directory: String?) async throws -> [Tool] { [] }

    func finish() async {}
}

private actor Record: ToolRecord {
    private var kept: [AnsweredCall] = []

    func keep(_ answers: [AnsweredCall]) { kept += answers }

    var all: [AnsweredCall] { kept }

    func recordedResults(ofTool tool: String, arguments: String, limit: Int) -> [RecordedResult] {
        kept.filter { $0.tool == tool && $0.arguments == arguments }.suffix(limit)
            .map { RecordedResult(answer: $0, recordedAt: .init(timeIntervalSince1970: 0)) }
    }
}

/// A person with a ready answer, who writes down what they are told.
private final class Person: ToolLoopHost {
    var word = ToolPermission.no
    var whileAsked: () -> Void = {}
    private(set) var told: [String] = []
    private(set) var asked: [String] = []

    func follow(_ started: RunService.Started, round: Int) async throws -> Reply {
        for await _ in started.running.events {}
        await started.running.waitUntilOver()
        return started.running.record.reply
    }

    func permission(for call: ToolCall, _ source: ToolSource, _ facts: CommandFacts?) -> ToolPermission {
        asked.append(call.name)
        whileAsked()
        return word
    }

    func tell(_ event: ToolLoopEvent) {
        let words =
            switch event {
            case .continuesWithFirst(let count): "first of \(count)"
            case .unknownCost(let model): "unknown cost of \(model)"
            case .waits(let why): why
            case .changed(let call): "\(call.name) changed"
            case .notRecorded(let call): "\(call.name) has no record"
            case .answered(let call, let result): "\(call.name): \(result.text)"
            case .goesOn: "goes on"
            case .notKept: "not kept"
            }
        told.append(words)
    }
}

@Suite("One loop over tool calls")
struct ToolLoopRunTests {
    private let bench = Bench()
    private let record = Record()
    private let person = Person()
    private let logs = RecordingLogStore()

    private static let settings: JSONObject = [
        "tools": ["mocked": ["mock": "x"], "ran": ["run": ["./a.sh"]], "kept": ["mock": "x", "mode": "manual"]]
    ]

    private func run(
        _ answering: ToolLoop.Answering, _ bodies: String..., limits: ToolTurn.Limits = .init(), keeps: Bool = true
    ) async throws -> (ending: ToolLoop.Ending, requests: [JSONValue]) {
        let transport = ScriptedTransport(scripts: bodies.map { Answered.script($0) })
        let service = RunService(versions: nil, blobs: MemoryBlobs(), logs: logs) { _ in transport }
        let loop = ToolLoop(
            answering: answering, settings: try ToolSettings.all(in: Self.settings), directory: "/prompts",
            bench: bench, record: { [record] in record }, keepsResults: keeps)
        let request = RunRequest(
            prompt: "harbours", config: Config(model: "gpt-4o"), thread: [Message(.user, "Hi")],
            provider: Running.provider, streams: false)
        let ending = try await loop.run(
            request, turn: ToolTurn(limits: limits), parent: nil, with: service, host: person)
        return (ending, try transport.requests.map { try JSONValue(parsing: String(decoding: $0.body, as: UTF8.self)) })
    }

    @Test("goes on with the results until an answer calls nothing, and keeps them")
    func rounds() async throws {
        let (ending, requests) = try await run(
            .tools(.auto), Answered.body([["mocked", "mocked"]]), Answered.body([["mocked"]]), Answered.body([[]]))
        #expect(ending == .answered && requests.count == 3)
        let roles = requests[2]["messages"]?.arrayValue?.compactMap { $0["role"]?.stringValue }
        #expect(roles == ["user", "assistant", "tool", "tool", "assistant", "tool"])
        #expect(requests[1]["messages"]?[2]?["content"] == "result of mocked")
        #expect(await record.all.map(\.place?.call) == [0, 1, 0])
        #expect(person.told.filter { $0 == "goes on" }.count == 2 && person.asked.isEmpty)
        let made = await logs.inserted
        #expect(made.map(\.context.ordinal) == [0, 1, 2] && made.allSatisfy { $0.context.run == made[0].id })
    }

    @Test("leaves calls alone where nobody is to answer them, and waits where a person is")
    func nobody() async throws {
        #expect(try await run(.never, Answered.body([["mocked"]])).ending == .answered)
        #expect(try await run(.tools(.manual), Answered.body([["mocked"]])).ending == .waits)
        #expect(bench.answered.isEmpty && person.told.isEmpty)
    }

    @Test("answers nothing of an answer one of whose calls has to wait, and says why")
    func waits() async throws {
        let (ending, _) = try await run(.tools(.auto), Answered.body([["mocked", "kept", "unknown"]]))
        #expect(ending == .waits && bench.answered.isEmpty)
        #expect(person.told == ["kept is answered by hand", "unknown has nothing that answers it"])
    }

    @Test("asks before a command that is not approved; once runs it, always is kept, and then nobody is asked")
    func approval() async throws {
        #expect(try await run(.tools(.auto), Answered.body([["ran"]])).ending == .waits)
        #expect(person.asked == ["ran"] && bench.answered.isEmpty)
        person.word = .once
        #expect(try await run(.tools(.auto), Answered.body([["ran"]]), Answered.body([[]])).ending == .answered)
        #expect(bench.answered == ["ran"] && bench.approved.isEmpty)
        person.word = .always
        _ = try await run(.tools(.auto), Answered.body([["ran"]]), Answered.body([[]]))
        #expect(bench.approved.count == 1 && person.asked.count == 3)
        _ = try await run(.tools(.auto), Answered.body([["ran"]]), Answered.body([[]]))
        #expect(person.asked.count == 3 && bench.answered.count == 3)
    }

    @Test("runs no command that was changed while the person was asked")
    func changed() async throws {
        person.word = .always
        person.whileAsked = { [bench] in bench.change() }
        #expect(try await run(.tools(.ask), Answered.body([["ran"]])).ending == .waits)
        #expect(bench.answered.isEmpty && person.told == ["ran changed"])
        person.whileAsked = {}
        person.word = .no
        #expect(try await run(.tools(.auto), Answered.body([["ran"]])).ending == .waits)
        #expect(person.asked.count == 2)
    }

    @Test("stops at its limits, before it answers")
    func limits() async throws {
        let calling = Answered.body([["mocked"]])
        #expect(try await run(.tools(.auto), calling, limits: .init(rounds: 0)).ending == .stopped(.rounds(0)))
        #expect(bench.answered.isEmpty)
        let (rounds, requests) = try await run(.tools(.auto), calling, calling, limits: .init(rounds: 1))
        #expect(rounds == .stopped(.rounds(1)) && requests.count == 2)
        #expect(try await run(.tools(.auto), calling, limits: .init(spend: 2)).ending == .stopped(.spent(2.5)))
    }

    @Test("answers no call that was cut off")
    func cutOff() async throws {
        let (ending, _) = try await run(.tools(.auto), Answered.body([["mocked"]], finish: "length"))
        #expect(ending == .cutOff && bench.answered.isEmpty)
    }

    @Test("says which of several answers it continues with, once")
    func severalAnswers() async throws {
        let (_, requests) = try await run(
            .tools(.auto), Answered.body([["mocked"], ["ran"]]), Answered.body([["mocked"], []]), Answered.body([[]]))
        #expect(requests.count == 3 && bench.answered == ["mocked", "mocked"])
        #expect(person.told.filter { $0 == "first of 2" }.count == 1)
    }

    @Test("says once that a limit cannot count what a model costs")
    func unknownCost() async throws {
        let calling = Answered.body([["mocked"]]).replacing("\"gpt-4o\"", with: "\"home-made\"")
        let (ending, _) = try await run(.tools(.auto), calling, calling, limits: .init(rounds: 1, spend: 1))
        #expect(ending == .stopped(.rounds(1)))
        #expect(person.told.filter { $0.hasPrefix("unknown cost of ") }.count == 1)
        person.word = .no
        _ = try await run(.tools(.auto), calling, limits: .init(rounds: 0))
        #expect(person.told.filter { $0.hasPrefix("unknown cost of ") }.count == 1)
    }

    @Test("replays what calls were answered, runs nothing, and waits where one has no record")
    func replay() async throws {
        #expect(try await run(.replay, Answered.body([["mocked"]])).ending == .waits)
        #expect(person.told == ["mocked has no record"])
        _ = try await run(.tools(.auto), Answered.body([["mocked"]]), Answered.body([[]]))
        let (ending, requests) = try await run(.replay, Answered.body([["mocked"]]), Answered.body([[]]))
        #expect(ending == .answered && bench.answered == ["mocked"])
        #expect(requests[1]["messages"]?[2]?["content"] == "result of mocked")
    }

    @Test("keeps nothing where nothing is to be stored")
    func keepsNothing() async throws {
        _ = try await run(.tools(.auto), Answered.body([["mocked"]]), Answered.body([[]]), keeps: false)
        #expect(await record.all.isEmpty)
    }
}
