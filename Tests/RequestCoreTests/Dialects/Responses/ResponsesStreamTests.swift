import JSON
import Prompts
import RequestCore
import Testing

/// Every worked stream of the documentation, cut at every byte.
@Suite struct ResponsesStreamTests {
    typealias Streams = ResponsesStreams

    private func atEveryByte(_ data: [String], _ check: (ResponsesAnswer) -> Void) {
        check(ResponsesAnswer(data))
        for place in 0...ResponsesAnswer.stream(data).utf8.count { check(ResponsesAnswer(data, splitAt: place)) }
    }

    @Test("a text comes once, with its tokens and its end")
    func text() {
        atEveryByte(Streams.text) { answer in
            #expect(answer.message.text == "Hi" && answer.streamedText == "Hi" && answer.error == nil)
            #expect(answer.reply.finishReason == FinishReason(.stop, word: "stop") && !answer.reply.isIncomplete)
            #expect(answer.reply.identity == RunEvent.Identity(id: "resp_1", model: "gpt-6-sol"))
            let usage = answer.reply.usage
            #expect(usage?.input == 9 && usage?.output == 7 && usage?.cached == 4 && usage?.reasoning == 5)
            #expect(usage?.total == 16)
        }
    }

    @Test("pieces of parallel calls find their call by its place")
    func calls() {
        atEveryByte(Streams.calls) { answer in
            let calls = [#"call_a tide {"harbour":"Brest"}"#, #"call_b tide {"harbour":"Dover"}"#]
            #expect(answer.calls == calls)
            #expect(answer.streamedCalls == [#"tide {"harbour":"Brest"}"#, #"tide {"harbour":"Dover"}"#])
            #expect(answer.reply.finishReason == FinishReason(.toolCalls, word: "tool_calls"))
            #expect(answer.message.blocks.map(\.origin?.itemID) == ["fc_1", "fc_2"])
        }
    }

    @Test("reasoning is shown as it comes and kept as the finished item has it")
    func reasoning() throws {
        let item = try JSONValue(parsing: Streams.reasoning)
        atEveryByte(Streams.reasoningAndCall) { answer in
            #expect(answer.message.reasoning == "I need the tide." && answer.streamedReasoning == "I need the tide.")
            #expect(answer.message.blocks.first?.content.reasoning?.opaque == item)
            #expect(answer.calls == [#"call_a tide {"harbour":"Brest"}"#])
        }
    }

    @Test("a refusal is no text, and the answer is complete")
    func refusal() {
        atEveryByte(Streams.refusal) { answer in
            #expect(answer.message.refusal == "I can't help with that." && answer.message.content.isEmpty)
            #expect(answer.streamedText == "I can't help with that.")
            #expect(answer.reply.finishReason?.kind == .stop)
        }
    }

    @Test("an error in any of its forms ends the answer, and what had arrived stays", arguments: Streams.failures)
    func failures(failure: String) throws {
        let json = try JSONValue(parsing: failure)
        atEveryByte(Array(Streams.text.prefix(4)) + [failure]) { answer in
            let told = json["response"]?["error"] ?? json["error"] ?? json
            #expect(answer.error?.kind == .stream && answer.error?.message == told["message"]?.stringValue)
            let code = told["code"]?.stringValue ?? told["code"]?.compact
            #expect(answer.error?.code == code && answer.error?.status == 200)
            #expect(answer.message.text == "Hi" && answer.reply.finishReason == nil)
        }
    }

    @Test("an answer that reached its limit says so, with what it has")
    func cutOff() {
        atEveryByte(Array(Streams.text.prefix(4)) + [Streams.cutOff]) { answer in
            #expect(answer.message.text == "Hi" && answer.streamedText == "Hi")
            #expect(answer.reply.finishReason == FinishReason(.length, word: "length"))
            #expect(!answer.reply.isIncomplete && answer.error == nil)
        }
    }

    @Test(
        "the stream and the whole response come to the same message",
        arguments: [Streams.text, Streams.calls, Streams.reasoningAndCall, Streams.refusal])
    func whole(data: [String]) throws {
        let last = try #require(try JSONValue(parsing: data[data.count - 1])["response"])
        let streamed = ResponsesAnswer(data)
        let whole = ResponsesAnswer(whole: last.compact)
        #expect(whole.reply.choices == streamed.reply.choices)
        #expect(whole.reply.usage == streamed.reply.usage && whole.reply.identity == streamed.reply.identity)
        #expect(whole.streamedText == streamed.streamedText && whole.streamedCalls == streamed.streamedCalls)
    }

    @Test("a stream that ends without its last event is incomplete", arguments: [3, 4, 5])
    func withoutEnd(count: Int) {
        let answer = ResponsesAnswer(Array(Streams.text.prefix(count + 1)))
        #expect(answer.reply.isIncomplete && answer.error == nil && answer.message.text == "Hi")
        let closed = ResponsesAnswer(Array(Streams.text.prefix(count + 1)) + ["[DONE]"])
        #expect(closed.reply.isIncomplete && closed.error == nil && closed.message.text == "Hi")
    }
}
