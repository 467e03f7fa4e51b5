import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("A hundred thousand calls in one message")
struct ManyCallsTests {
    private static let count = 100_000

    private static let message = Message(
        role: .assistant,
        toolCalls: (0..<count).map { ToolCall(id: "call_\($0)", name: "tide", arguments: #"{"n":\#($0)}"#) })

    private func blocks(_ state: AppState) -> [ThreadBlock] { ThreadBlocks().blocks(of: state, width: 80) }

    @Test("a frame lays out the first of them, the one being answered, and counts the others")
    func finished() {
        var desk = Desk(focus: .thread)
        let id = desk.state.thread.append(Self.message)
        desk.state.thread.cursor = .result(CallRef(entry: id, call: 77_777))
        let block = blocks(desk.state)[0]
        #expect(block.height < 4 * CallCard.finishedCalls)
        #expect(block.cursorRow != nil)
        let rows = block.segments.flatMap { if case .rows(let rows) = $0 { rows } else { [ThreadRow]() } }
        #expect(rows.contains { $0.left.text.contains("77777") })
        #expect(rows.last?.left.text == "… 99,899 more calls")
    }

    @Test("while they arrive, a frame lays out the last of them")
    func underWay() {
        var desk = Desk(focus: .thread)
        var run = ActiveRun(id: 1, provider: "simulator", model: "m", startedAt: 0)
        for (number, call) in Self.message.toolCalls.prefix(1_000).enumerated() {
            run.reply.apply(
                .toolCallDelta(
                    choice: 0, block: number,
                    .init(index: number, id: call.id, name: call.name, arguments: call.arguments)))
        }
        desk.state.run = run
        let block = blocks(desk.state)[0]
        #expect(block.height <= 2 * CallCard.streamedCalls + 2)
        let rows = block.segments.flatMap { if case .rows(let rows) = $0 { rows } else { [ThreadRow]() } }
        #expect(rows.contains { $0.left.text == "… 980 calls above" })
        #expect(rows.last?.left.text.contains("999") == true)
    }

    @Test("results find their calls by id, also where ids are missing or the same")
    func answers() {
        var pane = ThreadPane()
        var message = Message(role: .assistant)
        message.toolCalls = ["a", "", "b", "", "a"].map { ToolCall(id: $0, name: "tide", arguments: "{}") }
        pane.append(message)
        for (id, text) in [("", "1"), ("a", "2"), ("", "3"), ("a", "4")] { pane.append(.toolResult(text, for: id)) }
        #expect(pane.answers(toCallsAt: 0).map { $0?.text } == ["2", "1", nil, "3", "4"])
    }
}
