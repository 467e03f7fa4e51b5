import JSON
import Prompts
import RequestCore
import Testing

@Suite struct MessagesStreamTests {
    private typealias Streams = MessagesStreams

    @Test("a text arrives with identity, usage and the reason of its end")
    func text() {
        let read = MessagesReading(Streams.text)
        #expect(read.blocks == ["text Hi"])
        #expect(read.reply.identity == RunEvent.Identity(id: "msg_1", model: "claude-haiku-5-5"))
        #expect(read.reply.finishReason == FinishReason(.stop, word: "end_turn"))
        #expect(read.error == nil && !read.reply.isIncomplete)
        #expect(read.reply.message.isPlain)
    }

    @Test("parallel calls are told apart, and the empty input at the start is no argument")
    func parallel() {
        let read = MessagesReading(Streams.parallel)
        #expect(
            read.blocks == ["text Both.", #"call toolu_a tide {"harbour": "Brest"}"#, "call toolu_b now {}"])
        #expect(read.reply.finishReason == FinishReason(.toolCalls, word: "tool_use"))
    }

    @Test("thinking is kept with its signature, as the server would have sent it in one piece")
    func reasoning() {
        let read = MessagesReading(Streams.reasoning)
        #expect(
            read.blocks == [
                #"reasoning I need the tide. {"type":"thinking","thinking":"I need the tide.","signature":"EqQB…"}"#,
                #"call toolu_a tide {"harbour": "Brest"}"#,
            ])
        #expect(read.reply.message.blocks[0].origin?.dialect == .messages)
        #expect(read.reply.message.blocks[0].origin?.model == "claude-haiku-5-5")
    }

    @Test("thinking without its text keeps the signature, and redacted thinking its data")
    func omitted() {
        let read = MessagesReading(Streams.omitted)
        #expect(
            read.blocks == [
                #"reasoning  {"type":"thinking","thinking":"","signature":"EqQB…"}"#,
                #"reasoning  {"type":"redacted_thinking","data":"zzz=="}"#, "text Low at six.",
            ])
    }

    @Test("a refusal ends the answer as a filter does and says why")
    func refusal() {
        let read = MessagesReading(Streams.refusal)
        #expect(read.reply.finishReason == FinishReason(.contentFilter, word: "refusal"))
        #expect(read.blocks == ["text I", "refusal No."])
        #expect(read.reply.choices[0].extras["stop_details"]?["category"] == "cyber")
    }

    @Test("an error in a stream of status 200 fails the run and keeps what came; it is never taken for the end")
    func overloaded() {
        let read = MessagesReading(Streams.overloaded)
        #expect(read.error?.kind == .stream)
        #expect(read.error?.status == 529)
        #expect(read.error?.code == "overloaded_error")
        #expect(read.error?.message == "Overloaded")
        #expect(read.error?.requestID == "req_1")
        #expect(read.blocks == ["text Hi"])
    }

    @Test("a call that was cut off keeps the arguments that came, and its answer may not be run")
    func cutInCall() {
        let read = MessagesReading(Streams.cutInCall)
        #expect(read.blocks == ["text Hm", #"call toolu_a tide {"harbour": "Br"#])
        #expect(read.reply.finishReason?.mayAnswerCalls == false)
    }

    @Test("every worked stream means the same wherever it is cut", arguments: MessagesStreams.all)
    func cutAnywhere(stream: [String]) {
        let bytes = MessagesStreams.bytes(stream)
        let whole = MessagesReading(bytes: [bytes])
        for place in bytes.indices {
            let cut = MessagesReading(bytes: [Array(bytes[..<place]), Array(bytes[place...])])
            #expect(cut.reply == whole.reply && cut.error == whole.error, "cut at \(place)")
        }
        let single = MessagesReading(bytes: bytes.map { [$0] })
        #expect(single.events == whole.events)
    }

    @Test("the message that the log keeps of a stream reads back as the same answer", arguments: MessagesStreams.all)
    func assembly(stream: [String]) throws {
        let read = MessagesReading(stream)
        guard read.error == nil else { return }
        let response = try #require(read.response)
        let again = MessagesReading(whole: response.compact)
        #expect(again.error == nil)
        #expect(again.compactBlocks == read.compactBlocks)
        #expect(again.reply.finishReason == read.reply.finishReason)
        #expect(again.reply.usage == read.reply.usage && again.reply.identity == read.reply.identity)
    }

    @Test("a whole answer has all of its blocks, not only the first")
    func whole() {
        let read = MessagesReading(
            whole:
                #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"Hm","signature":"s"},{"type":"text","text":"So","citations":null},{"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"b","name":"g","input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":5}}"#
        )
        #expect(
            read.blocks == [
                #"reasoning Hm {"type":"thinking","thinking":"Hm","signature":"s"}"#, "text So", #"call a f {"x":1}"#,
                "call b g {}",
            ])
        #expect(read.reply.usage?.input == 3 && read.reply.usage?.total == 8)
        #expect(!read.reply.isIncomplete)
    }

    @Test(
        "the words of the end are the shared ones",
        arguments: [
            ("end_turn", FinishReason.Kind.stop), ("stop_sequence", .stop), ("compaction", .stop),
            ("tool_use", .toolCalls), ("max_tokens", .length), ("model_context_window_exceeded", .length),
            ("refusal", .contentFilter), ("pause_turn", .other), ("something_new", .other),
        ])
    func finish(word: String, kind: FinishReason.Kind) {
        #expect(Messages().finishReason(word) == FinishReason(kind, word: word))
    }

    @Test("counts of later events replace earlier ones, and those left out stay")
    func usage() {
        let read = MessagesReading([
            Streams.start(
                #"{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"output_tokens":1}"#
            ),
            Streams.end("end_turn", output: 7),
            #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":null,"output_tokens":42,"output_tokens_details":{"thinking_tokens":30}}}"#,
            Streams.over,
        ])
        let usage = read.reply.usage
        #expect(usage?.input == 3210)
        #expect(usage?.cached == 3000)
        #expect(usage?.written == 200)
        #expect(usage?.output == 42)
        #expect(usage?.reasoning == 30)
        #expect(usage?.total == 3252)
        #expect(usage?.raw["input_tokens"]?.intValue == 10)
    }

    @Test("citations stay with their text")
    func citations() {
        let read = MessagesReading([
            Streams.start(), Streams.block(0, Streams.emptyText),
            Streams.delta(0, #"{"type":"text_delta","text":"Low"}"#),
            Streams.delta(0, #"{"type":"citations_delta","citation":{"type":"char_location","cited_text":"l"}}"#),
            Streams.stop(0), Streams.end("end_turn"), Streams.over,
        ])
        #expect(read.blocks == ["text Low"])
        #expect(read.response?["content"]?[0]?["citations"]?[0]?["cited_text"] == "l")
    }

    @Test("blocks, deltas and events of kinds that are not known are kept or passed over, and nothing is lost")
    func unknown() {
        let read = MessagesReading([
            #"{"type":"weather_report"}"#, Streams.start(),
            Streams.block(0, #"{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}"#),
            Streams.delta(0, #"{"type":"input_json_delta","partial_json":"{\"query\":"}"#),
            Streams.delta(0, #"{"type":"input_json_delta","partial_json":"\"tide\"}"}"#), Streams.stop(0),
            Streams.block(1, #"{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]}"#),
            Streams.stop(1), Streams.block(2, #"{"type":"compaction","content":"a"}"#),
            Streams.delta(2, #"{"type":"compaction_delta","content":"b"}"#), Streams.stop(2),
            Streams.block(3, Streams.emptyText), Streams.delta(3, #"{"type":"odd_delta","x":1}"#),
            Streams.delta(3, #"{"type":"text_delta","text":"ok"}"#), Streams.stop(3), Streams.end("end_turn"),
            Streams.over,
        ])
        #expect(
            read.blocks == [
                #"raw {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"tide"}}"#,
                #"raw {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]}"#,
                #"raw {"type":"compaction","content":"ab"}"#, "text ok",
            ])
        #expect(read.error == nil)
    }

    @Test("blocks that are open at the same time do not mix (llama.cpp closes all at the end)")
    func interleaved() {
        let read = MessagesReading([
            Streams.start(), Streams.block(0, Streams.emptyThinking), Streams.block(1, Streams.emptyText),
            Streams.delta(1, #"{"type":"text_delta","text":"A"}"#),
            Streams.delta(0, #"{"type":"thinking_delta","thinking":"t"}"#),
            Streams.block(2, #"{"type":"tool_use","id":"x","name":"f"}"#),
            Streams.delta(1, #"{"type":"text_delta","text":"B"}"#),
            Streams.delta(2, #"{"type":"input_json_delta","partial_json":"{}"}"#), Streams.stop(0), Streams.stop(1),
            Streams.stop(2), Streams.end("tool_use"), Streams.over,
        ])
        #expect(
            read.blocks == [
                #"reasoning t {"type":"thinking","thinking":"t","signature":""}"#, "text AB", "call x f {}",
            ])
    }

    @Test("a stream without its last event is incomplete, even after the reason of an end")
    func noStop() {
        let read = MessagesReading(Array(Streams.text.dropLast()))
        #expect(read.reply.isIncomplete)
        #expect(read.error == nil)
        #expect(read.blocks == ["text Hi"])
    }

    @Test("blanks before a line's end, pings anywhere and a [DONE] do no harm")
    func padding() {
        let padded = Streams.text.map { "event: x   \ndata: \($0)    \n\ndata: \(Streams.ping)\n\n" }.joined()
        let read = MessagesReading(bytes: [Array((padded + "data: [DONE]\n\n").utf8)])
        #expect(read.reply == MessagesReading(Streams.text).reply)
    }

    @Test("events before the start, blocks without a start and deltas without an index are read all the same")
    func lenient() {
        let read = MessagesReading([
            Streams.ping, Streams.delta(0, #"{"type":"text_delta","text":"a"}"#),
            #"{"type":"content_block_delta","delta":{"type":"text_delta","text":"b"}}"#,
            Streams.delta(1, #"{"type":"thinking_delta","thinking":"c"}"#), Streams.start(), Streams.end("end_turn"),
            Streams.over,
        ])
        #expect(read.blocks == ["text ab", #"reasoning c {"type":"thinking","thinking":"c","signature":""}"#])
    }

    @Test("calls without an id, or with one that another has, get ids of their own")
    func ids() {
        let read = MessagesReading([
            Streams.start(), Streams.block(0, #"{"type":"tool_use","id":"a","name":"f","input":{"x":1}}"#),
            Streams.stop(0), Streams.block(1, #"{"type":"tool_use","id":"a","name":"f","input":{}}"#), Streams.stop(1),
            Streams.block(2, #"{"type":"tool_use","name":"f","input":{}}"#), Streams.stop(2), Streams.end("tool_use"),
            Streams.over,
        ])
        let calls = read.reply.message.toolCalls
        #expect(Set(calls.map(\.id)).count == 3)
        #expect(calls[0].arguments == #"{"x":1}"#)
    }

    @Test("what else comes with a call goes with it")
    func caller() {
        let read = MessagesReading([
            Streams.start(),
            Streams.block(0, #"{"type":"tool_use","id":"a","name":"f","input":{},"caller":{"type":"direct"}}"#),
            Streams.delta(0, #"{"type":"input_json_delta","partial_json":"{\"x\":1}"}"#), Streams.stop(0),
            Streams.end("tool_use"), Streams.over,
        ])
        #expect(read.blocks == [#"call a f {"x":1}"#])
        #expect(read.response?["content"]?[0]?["caller"]?["type"] == "direct")
    }

    @Test("an answer of another dialect is no message, and the error says what came")
    func otherDialect() {
        let read = MessagesReading(whole: #"{"id":"c","output":[]}"#)
        #expect(read.error?.kind == .decoding)
        #expect(read.error?.message.contains(#"{"id":"c","output":[]}"#) == true)
    }
}

extension MessagesStreams {
    static func bytes(_ stream: [String]) -> [UInt8] { MessagesReading.stream(stream) }
}
