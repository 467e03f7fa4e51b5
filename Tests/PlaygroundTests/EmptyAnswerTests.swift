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
        let rows = blocks.flatMap(\.segments).flatMap { if case .rows(let rows) = $0 { rows } else { [ThreadRow]() } }
        #expect(rows.contains { $0.left.text == "The answer is empty: the model only wrote reasoning." })
    }
}
