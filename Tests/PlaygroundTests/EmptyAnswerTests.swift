import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Empty answers on the screen")
struct EmptyAnswerTests {
    private static let stop: [RunEvent] = [
        .reasoningDelta(choice: 0, block: 0, "hm"), .finished(choice: 0, reason: FinishReason(.stop, word: "stop")),
    ]

    @Test("the thread names them, and says nothing of the kind below an answer with text")
    func thread() throws {
        for (more, isNamed) in [([], true), ([RunEvent.textDelta(choice: 0, block: 1, "yes")], false)] {
            var desk = Desk(width: 120, focus: .thread)
            desk.type("hi")
            desk.press("ctrl-r")
            let run = try #require(desk.state.run?.id)
            desk.send(.run(.received(run, Self.stop + more + [.ended(error: nil)])))
            let lines = LogSamples.draw(&desk.state).joined(separator: "\n")
            #expect(lines.contains("The answer is empty: the model only wrote reasoning.") == isNamed)
        }
    }

    @Test("the row of the log drawer and the opened log name them")
    func logs() {
        var state = LogSamples.state()
        var log = LogSamples.summary(0)
        log.emptiness = .reasoningLimit
        state.openLogs(with: [log])
        #expect(LogSamples.draw(&state).contains { $0.contains("empty answer (token limit)") })
        let record = LogSamples.record(events: Self.stop + [.ended(error: nil)])
        let blocks = LogMessages(record, maker: MessageBlock(theme: .plain, width: 80)).blocks()
        let texts = blocks.flatMap(\.segments).flatMap {
            if case .text(let lines, _, _) = $0 { lines.map(\.text) } else { [String]() }
        }
        #expect(texts.contains("The answer is empty: the model only wrote reasoning."))
    }

    @Test("what is said of an answer is wrapped where it is narrow, in the thread and in a column")
    func wrapped() throws {
        var desk = Desk(width: 80, focus: .thread)
        desk.type("hi")
        desk.press("ctrl-r")
        let run = try #require(desk.state.run?.id)
        let end = RunEvent.finished(choice: 0, reason: FinishReason(.contentFilter, word: "content_filter"))
        desk.send(.run(.received(run, [end, .ended(error: nil)])))
        let lines = LogSamples.draw(&desk.state).joined(separator: "\n")
        #expect(lines.contains("The answer is empty: the provider's content") && lines.contains("removed it."))
    }

    @Test("the facts of an answer stay where the model's name is long: the name is shortened")
    func longModel() throws {
        var desk = Desk(width: 80, config: Config(model: String(repeating: "long-name-", count: 9)), focus: .thread)
        desk.type("hi")
        desk.press("ctrl-r")
        let run = try #require(desk.state.run?.id)
        desk.send(
            .run(
                .received(
                    run,
                    [
                        .textDelta(choice: 0, block: 0, "yes"),
                        .usage(["prompt_tokens": 6, "completion_tokens": 24, "total_tokens": 30]), .ended(error: nil),
                    ])))
        let line = try #require(LogSamples.draw(&desk.state).first { $0.contains("▎assistant") })
        #expect(line.contains("long-name-lo") && line.contains("…") && line.contains(" · 24 tok"))
    }
}
