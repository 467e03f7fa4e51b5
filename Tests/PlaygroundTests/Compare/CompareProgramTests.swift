import JSON
import Prompts
import RequestCore
import Storage
import TestSupport
import Testing
import TextUI

@testable import Playground

/// Comparisons with the simulator and a store.
@MainActor @Suite struct CompareProgramTests {
    /// Asks the draft and two models.
    private func compare(_ harness: Harness) async throws {
        try await harness.type("Which harbour floods first?")
        try await harness.press("f7")
        try await harness.press("esc a")
        try await harness.type("gpt-4o")
        try await harness.press("alt-space down alt-space enter")
        try await harness.wait("three columns") { $0.state.comparison?.columns.count == 3 }
        try await harness.press("ctrl-r")
    }

    private func end(_ harness: Harness) async throws {
        try await harness.wait("the answers") { $0.state.comparison?.hasAnswers == true && !$0.state.isComparing }
    }

    @Test("three models answer at once; each generation is a log of the playground with a version of its own")
    func logs() async throws {
        let harness = try await Harness(width: 120, height: 40)
        try await compare(harness)
        try await end(harness)
        let columns = harness.state.comparison?.columns ?? []
        #expect(columns.allSatisfy { $0.current?.canBeTaken == true && $0.current?.facts?.finishReason?.kind == .stop })
        var versions: Set<VersionID> = []
        for column in columns {
            let id = try #require(column.current?.run.logID)
            let record = try #require(try await harness.store.log(id: id))
            #expect(record.context.source == .playground && record.state == .finished)
            #expect(record.model == column.current?.run.model)
            versions.insert(record.version)
        }
        #expect(versions.count == 3)
        #expect(harness.state.draft.version?.id == versions.first { $0 == harness.state.draft.settledID })
    }

    @Test("what was compared is there again after a restart, and can be taken")
    func restart() async throws {
        let first = try await Harness(width: 120, height: 40)
        try await compare(first)
        try await end(first)
        let texts = first.state.comparison?.columns.map { $0.current?.message.text }
        try await first.press("b")
        try await first.press("ctrl-q")
        try await first.wait("the end") { $0.hasQuit }
        let second = try await Harness(width: 120, height: 40, store: first.store)
        // Also where it is opened before its logs have been read.
        try await second.press("f7")
        try await second.wait("the comparison") { $0.state.comparison?.columns.count == 3 }
        #expect(second.state.comparison?.columns.map(\.label) == ["A", "B", "C"])
        #expect(second.state.comparison?.baseline == "C")
        #expect(second.state.comparison?.columns.map { $0.current?.message.text } == texts)
        try await second.press("tab enter")
        #expect(second.state.thread.messages.count == 2)
    }

    @Test("a refusal for rate delays one column; all are answered")
    func rateLimit() async throws {
        let answer: [ScriptedTransport.Step] = [
            .head(200, [("content-type", "text/event-stream")]), .text("yes"), .finish("stop"),
        ]
        let refusal: [ScriptedTransport.Step] = [
            .head(429, [("retry-after", "0")]), .body(#"{"error": {"message": "slow down"}}"#),
        ]
        let transport = ScriptedTransport(scripts: [refusal, answer, answer, answer])
        let harness = try await Harness(width: 120, height: 40, transport: transport)
        try await compare(harness)
        try await end(harness)
        let answers = harness.state.comparison?.columns.compactMap(\.current) ?? []
        #expect(answers.map(\.message.text) == ["yes", "yes", "yes"])
        #expect(answers.map(\.run.reply.retries).sorted() == [0, 0, 1] && transport.requests.count == 4)
    }

    @Test("a stored comparison that cannot be read is none, and a column that cannot be read is left out")
    func unreadable() throws {
        #expect(StoredComparison(json: nil) == nil && StoredComparison(json: "text") == nil)
        #expect(StoredComparison(json: ["columns": []]) == nil)
        let stored = try #require(
            StoredComparison(
                json: [
                    "columns": [1, ["label": "B", "version": "no hash"], ["label": "C", "logs": [2, "l"]]],
                    "repeats": "x",
                ]))
        #expect(stored.columns.map(\.label) == ["C"] && stored.columns[0].logs == ["l"])
        #expect(stored.repeats == 1 && stored.labelCount == 1)
        #expect(StoredComparison(json: stored.json) == stored)
    }

    @Test("quitting keeps what has arrived in every column")
    func quit() async throws {
        let script: [ScriptedTransport.Step] = [
            .head(200, [("content-type", "text/event-stream")]), .text("so far"), .hang,
        ]
        let transport = ScriptedTransport(scripts: Array(repeating: script, count: 3))
        let harness = try await Harness(width: 120, height: 40, transport: transport)
        try await compare(harness)
        try await harness.wait("pieces") { harness in
            harness.state.comparison?.columns.allSatisfy { $0.current?.message.text == "so far" } == true
        }
        let logs = harness.state.comparison?.columns.compactMap { $0.current?.run.logID } ?? []
        try await harness.press("ctrl-q")
        try await harness.wait("the end") { $0.hasQuit }
        #expect(logs.count == 3)
        for id in logs {
            let record = try #require(try await harness.store.log(id: id))
            #expect(record.state == .cancelled && record.reply.message.text == "so far")
        }
    }
}
