import Logbook
import Prompts
import RequestCore
import Testing

@testable import Playground

@MainActor @Suite struct ChoiceRunsTests {
    /// A prompt that asks for three answers, on a simulator that speaks a dialect.
    private func harness(_ dialect: DialectID) async throws -> Harness {
        let simulator = Provider(
            name: "simulator", kind: .simulator, baseURL: "simulator://local/v1", dialect: dialect)
        let providers = ProviderDirectory(names: ["simulator"]) { _ in .ready(simulator) }
        var config = Config()
        config[.n] = 3
        return try await Harness(
            width: 120, height: 40, document: PromptDocument(config: config),
            settings: AppSettings(providers: providers, keymap: .standard))
    }

    @Test(
        "three choices are three requests where a request has one answer", arguments: [DialectID.responses, .messages])
    func threeRequests(dialect: DialectID) async throws {
        let harness = try await harness(dialect)
        try await harness.type("repeat: blue whale")
        try await harness.press("ctrl-r")
        try await harness.idle()
        let answer = try #require(harness.state.thread.entries.last)
        #expect(answer.message.text == "blue whale")
        #expect(answer.alternatives.map(\.text) == ["blue whale", "blue whale"])
        try await harness.see("choice 2 of 3", "choice 3 of 3")

        let page = try await harness.store.logs(matching: LogQuery())
        #expect(page.count == 3)
        #expect(Set(page.map(\.version)).count == 1)
        let record = try #require(try await harness.store.log(id: page[0].id))
        let one = try #require(record.reply.usage?.output)
        #expect(answer.facts?.usage?.output == 3 * one)
    }

    @Test("where a request has all choices, there is one")
    func oneRequest() async throws {
        let harness = try await harness(.chat)
        try await harness.type("repeat: blue whale")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.see("choice 3 of 3")
        #expect(try await harness.store.logs(matching: LogQuery()).count == 1)
    }

    @Test("Esc stops all of them, and what has come is kept")
    func stopping() async throws {
        var desk = Self.asking()
        let run = try #require(desk.state.run)
        let other = try #require(run.others.first)
        desk.send(.run(.received(other.id, [.textDelta(choice: 0, block: 0, "high")])))
        desk.send(.run(.received(run.id, [.textDelta(choice: 0, block: 0, "low")])))
        desk.press("esc")
        let stopped = desk.effects.compactMap { effect -> Int? in
            guard case .run(.stop(let id)) = effect else { return nil }
            return id
        }
        #expect(Set(stopped) == [run.id, other.id])
        for id in [run.id, other.id] { desk.send(.run(.received(id, [.ended(error: .cancelled)]))) }
        let answer = try #require(desk.state.thread.entries.last)
        #expect(answer.message.text == "low")
        #expect(answer.alternatives.map(\.text) == ["high"])
    }

    /// A playground whose run has sent two requests.
    private static func asking() -> Desk {
        let provider = Provider(name: "work", kind: .http, baseURL: "http://h/v1", dialect: .messages)
        var desk = Desk(focus: .thread)
        desk.state.settings.providers = ProviderDirectory(names: ["work"]) { _ in .ready(provider) }
        desk.state.draft.config[.n] = 2
        desk.type("hello")
        desk.press("ctrl-r")
        return desk
    }

    @Test("a server that ignores n is named", arguments: [(1, true), (2, false)])
    func ignored(given: Int, isNamed: Bool) throws {
        let provider = Provider(name: "work", kind: .http, baseURL: "http://h/v1")
        var desk = Desk(focus: .thread)
        desk.state.settings.providers = ProviderDirectory(names: ["work"]) { _ in .ready(provider) }
        desk.state.draft.config[.n] = 2
        desk.type("hello")
        desk.press("ctrl-r")
        let run = try #require(desk.state.run)
        let pieces = (0..<given).map { RunEvent.textDelta(choice: $0, block: 0, "high") }
        desk.send(.run(.received(run.id, pieces + [.ended(error: nil)])))
        #expect((desk.notice?.contains("asked for 2 answers (n), the server gave 1") ?? false) == isNamed)
    }

    @Test("where the first of several requests fails, the answers of the others stand in the thread")
    func firstFails() async throws {
        var desk = Self.asking()
        let run = try #require(desk.state.run)
        let other = try #require(run.others.first)
        let error = RunError(kind: .rateLimit, status: 429, message: "slow down", isLasting: false)
        desk.send(.run(.received(run.id, [.ended(error: error)])))
        #expect(desk.state.run != nil)
        desk.send(.run(.received(other.id, [.textDelta(choice: 0, block: 0, "high"), .ended(error: nil)])))
        #expect(desk.state.run == nil)
        let answer = try #require(desk.state.thread.entries.last)
        #expect(answer.message.text == "high" && answer.failure == nil)
        #expect(desk.notice?.contains("1 of 2 requests failed: slow down") == true)
    }
}
