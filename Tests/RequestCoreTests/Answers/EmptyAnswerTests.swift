import Prompts
import RequestCore
import Testing

@Suite("An answer that shows nothing is named for what it is")
struct EmptyAnswerTests {
    private func reply(_ events: RunEvent...) -> Reply {
        var reply = Reply()
        for event in events { reply.apply(event) }
        return reply
    }

    @Test("by what came and how it ended")
    func kinds() {
        let end = RunEvent.ended(error: nil)
        let stop = RunEvent.finished(choice: 0, reason: FinishReason(.stop, word: "stop"))
        let length = RunEvent.finished(choice: 0, reason: FinishReason(.length, word: "length"))
        let filter = RunEvent.finished(choice: 0, reason: FinishReason(.contentFilter, word: "content_filter"))
        let thought = RunEvent.reasoningDelta(choice: 0, block: 0, "hm")
        #expect(reply(stop, end).emptiness == .nothing)
        #expect(reply(end).emptiness == .nothing)
        #expect(reply(.textDelta(choice: 0, block: 1, " \n\u{A0}"), stop, end).emptiness == .blank)
        #expect(reply(thought, stop, end).emptiness == .reasoning)
        #expect(reply(thought, length, end).emptiness == .reasoningLimit)
        #expect(reply(length, end).emptiness == .limit)
        #expect(reply(filter, end).emptiness == .filter)
    }

    @Test("text, a refusal, a call, a failure, and a run that goes on are not empty answers")
    func notEmpty() {
        let stop = RunEvent.finished(choice: 0, reason: FinishReason(.stop, word: "stop"))
        let end = RunEvent.ended(error: nil)
        #expect(reply(.textDelta(choice: 0, block: 0, "x"), stop, end).emptiness == nil)
        #expect(reply(.refusalDelta(choice: 0, block: 0, "no"), stop, end).emptiness == nil)
        let call = RunEvent.toolCallDelta(choice: 0, block: 0, .init(index: 0, id: "a", name: "tide", arguments: ""))
        #expect(reply(call, stop, end).emptiness == nil)
        #expect(reply(.ended(error: .cancelled)).emptiness == nil)
        #expect(reply(stop).emptiness == nil)
    }
}
