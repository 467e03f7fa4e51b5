import JSON
import Prompts
import RequestCore
import Testing

/// Streams as servers are known to send them; the issues in the comments are public.
@Suite struct ResponsesToleranceTests {
    typealias Streams = ResponsesStreams

    private func without(_ keys: [String], _ data: [String]) throws -> [String] {
        try data.map { text in
            var object = try JSONValue(parsing: text).objectValue ?? JSONObject()
            for key in keys { object[key] = nil }
            return JSONValue.object(object).compact
        }
    }

    // openai/openai-node#1964, openai/openai-java#767
    @Test("signs of life and events that nobody knows are passed over")
    func unknownEvents() {
        let odd = [
            #"{"type":"keepalive","sequence_number":1}"#, #"{"type":"response.keep_alive"}"#,
            #"{"type":"response.new_thing.delta","output_index":0,"delta":"x"}"#, #"{"type":"response.queued"}"#,
        ]
        let answer = ResponsesAnswer(Streams.text.flatMap { [$0] + odd })
        #expect(answer.error == nil && answer.message.text == "Hi" && answer.streamedText == "Hi")
    }

    @Test("reasoning that came in pieces only is kept where the end repeats no items", arguments: [true, false])
    func reasoningInPieces(isSummary: Bool) throws {
        let kind = isSummary ? "reasoning_summary_text" : "reasoning_text"
        let index = isSummary ? "summary_index" : "content_index"
        let data = [
            #"{"type":"response.created","response":{"id":"r","model":"m","status":"in_progress"}}"#,
            Streams.added(0, #"{"id":"rs_1","type":"reasoning","summary":[]}"#),
            #"{"type":"response.\#(kind).delta","item_id":"rs_1","output_index":0,"\#(index)":0,"delta":"I "}"#,
            #"{"type":"response.\#(kind).delta","item_id":"rs_1","output_index":0,"\#(index)":0,"delta":"think"}"#,
            #"{"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"Hi"}"#,
            #"{"type":"response.completed","response":{"id":"r","status":"completed","output":[]}}"#,
        ]
        let answer = ResponsesAnswer(data)
        #expect(answer.message.reasoning == "I think" && answer.message.text == "Hi")
    }

    @Test("the texts of one answer are one text, as the official packages read them")
    func severalTexts() {
        let data = [
            #"{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"The sky is "}"#,
            #"{"type":"response.output_text.delta","output_index":0,"content_index":1,"delta":"blue"}"#,
            #"{"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":" today."}"#,
            #"{"type":"response.completed","response":{"id":"r","status":"completed","output":[]}}"#,
        ]
        #expect(ResponsesAnswer(data).message.text == "The sky is blue today.")
    }

    // databricks/databricks-ai-bridge#464, vercel/ai#11658
    @Test("a text that is told again whole is not doubled")
    func toldAgain() {
        let part =
            #"{"type":"response.content_part.done","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hi","annotations":[]}}"#
        var data = Streams.text
        data.insert(part, at: 5)
        #expect(ResponsesAnswer(data).streamedText == "Hi" && ResponsesAnswer(data).message.text == "Hi")
    }

    // PrimeIntellect-ai/verifiers#2164
    @Test("a text in the opening event counts once, whether pieces repeat it or go on after it")
    func textInOpeningEvent() {
        let opened = Streams.added(
            0,
            #"{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"Good day"}]}"#)
        func delta(_ text: String) -> String {
            #"{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"\#(text)"}"#
        }
        for pieces in [["Good day"], ["Good", " day"], ["Good", " day, sailor"], [", sailor"], []] {
            let whole = pieces.joined().hasSuffix("sailor") ? "Good day, sailor" : "Good day"
            let item =
                #"{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"\#(whole)"}]}"#
            let answer = ResponsesAnswer([Streams.created, opened] + pieces.map(delta) + [Streams.completed([item])])
            #expect(answer.streamedText == whole && answer.message.text == whole, "\(pieces)")
        }
    }

    // vercel/ai#13912; the backend of Codex sends arguments so
    @Test("what comes only in the finished item is not lost")
    func onlyDone() {
        let text = ResponsesAnswer([Streams.created, Streams.done(0, Streams.message), Streams.completed([])])
        #expect(text.message.text == "Hi" && text.streamedText == "Hi")
        let calls = ResponsesAnswer(
            [
                Streams.created, Streams.added(0, Streams.openCallA), Streams.calls[6],
                Streams.completed([Streams.callA]),
            ])
        #expect(calls.calls == [#"call_a tide {"harbour":"Brest"}"#])
        #expect(calls.streamedCalls == [#"tide {"harbour":"Brest"}"#])
        let end = ResponsesAnswer([Streams.created, Streams.completed([Streams.reasoning, Streams.message])])
        #expect(end.streamedText == "Hi" && end.streamedReasoning == "I need the tide.")
    }

    @Test("the end may repeat no items: the finished ones count", arguments: ["null", "[]"])
    func endWithoutItems(output: String) {
        let end = #"{"type":"response.completed","response":{"status":"completed","output":\#(output)}}"#
        let answer = ResponsesAnswer(Array(Streams.reasoningAndCall.dropLast()) + [end])
        #expect(answer.calls == [#"call_a tide {"harbour":"Brest"}"#])
        #expect(answer.reply.finishReason?.word == "tool_calls")
        let pieces = ResponsesAnswer(Array(Streams.text.prefix(4)) + [end])
        #expect(pieces.message.text == "Hi" && pieces.streamedText == "Hi")
    }

    // diegosouzapw/OmniRoute#13693
    @Test("pieces after the whole count")
    func afterDone() {
        let late =
            #"{"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":" there"}"#
        let item = Streams.message.replacing("Hi", with: "Hi there")
        let answer = ResponsesAnswer(Array(Streams.text.prefix(5)) + [late, Streams.completed([item])])
        #expect(answer.message.text == "Hi there" && answer.streamedText == "Hi there")
    }

    // diegosouzapw/OmniRoute#14330, llama.cpp
    @Test(
        "numbers, places and ids may be missing",
        arguments: [
            ["sequence_number"], ["output_index", "content_index", "sequence_number"], ["item_id", "output_index"],
            ["item_id"],
        ])
    func missing(keys: [String]) throws {
        let text = try ResponsesAnswer(without(keys, Streams.text))
        #expect(text.message.text == "Hi" && text.streamedText == "Hi")
        let reasoning = try ResponsesAnswer(without(keys, Streams.reasoningAndCall))
        #expect(reasoning.calls == [#"call_a tide {"harbour":"Brest"}"#])
        #expect(reasoning.streamedReasoning == "I need the tide.")
        guard keys != ["item_id", "output_index"] else { return }
        let calls = try ResponsesAnswer(without(keys, Streams.calls))
        #expect(calls.streamedCalls == [#"tide {"harbour":"Brest"}"#, #"tide {"harbour":"Dover"}"#])
    }

    @Test("llama.cpp: no places, an item known by its call, all items finished at the end")
    func llamaServer() {
        let call = #"{"type":"function_call","call_id":"fc_9","name":"tide","arguments":"{}","status":"completed"}"#
        let answer = ResponsesAnswer([
            #"{"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress"}}"#,
            #"{"type":"response.output_item.added","item":{"id":"rs_9","type":"reasoning","summary":[],"content":[],"encrypted_content":"","status":"in_progress"}}"#,
            #"{"type":"response.reasoning_text.delta","delta":"Hm","item_id":"rs_9"}"#,
            #"{"type":"response.output_item.added","item":{"id":"msg_9","type":"message","role":"assistant","content":[],"status":"in_progress"}}"#,
            #"{"type":"response.content_part.added","item_id":"msg_9","part":{"type":"output_text","text":""}}"#,
            #"{"type":"response.output_text.delta","item_id":"msg_9","delta":"Hi"}"#,
            #"{"type":"response.output_item.added","item":{"type":"function_call","call_id":"fc_9","name":"tide","arguments":"","status":"in_progress"}}"#,
            #"{"type":"response.function_call_arguments.delta","delta":"{}","item_id":"fc_9"}"#,
            #"{"type":"response.output_item.done","item":{"id":"rs_9","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm"}],"encrypted_content":""}}"#,
            #"{"type":"response.output_text.done","item_id":"msg_9","text":"Hi"}"#,
            #"{"type":"response.output_item.done","item":{"id":"msg_9","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[],"logprobs":[]}]}}"#,
            #"{"type":"response.output_item.done","item":\#(call)}"#,
            #"{"type":"response.completed","response":{"id":"resp_1","object":"response","status":"completed","model":"tiny","output":[{"id":"rs_9","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm"}],"encrypted_content":""},{"id":"msg_9","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[],"logprobs":[]}]},\#(call)],"usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}}"#,
        ])
        #expect(answer.error == nil && answer.streamedText == "Hi" && answer.streamedReasoning == "Hm")
        #expect(answer.message.text == "Hi" && answer.message.reasoning == "Hm" && answer.calls == ["fc_9 tide {}"])
        #expect(answer.reply.usage?.output == 4 && answer.reply.usage?.reasoning == nil)
    }

    @Test("places may have gaps, and the order is theirs")
    func gaps() {
        let text = Streams.message.replacing("msg_1", with: "msg_7")
        let answer = ResponsesAnswer([
            Streams.created, Streams.added(9, Streams.openMessage.replacing("msg_1", with: "msg_7")),
            #"{"type":"response.output_text.delta","output_index":9,"item_id":"msg_7","content_index":0,"delta":"Hi"}"#,
            Streams.added(4, Streams.openCallA), Streams.arguments(4, "fc_1", #"{"harbour":"Brest"}"#),
            Streams.done(4, Streams.callA), Streams.done(9, text), Streams.completed([Streams.callA, text]),
        ])
        #expect(answer.streamedText == "Hi" && answer.streamedCalls == [#"tide {"harbour":"Brest"}"#])
        #expect(answer.message.blocks.map(\.origin?.itemID) == ["fc_1", "msg_7"])
    }

    @Test("one place for two items: their ids tell them apart")
    func onePlace() {
        let call = Streams.openCallA
        let answer = ResponsesAnswer([
            Streams.created, Streams.added(0, Streams.openMessage), Streams.added(0, call),
            #"{"type":"response.output_text.delta","output_index":0,"item_id":"msg_1","content_index":0,"delta":"Hi"}"#,
            Streams.arguments(0, "fc_1", "{}"),
            Streams.done(0, Streams.message),
            Streams.done(0, Streams.callA.replacing(#"{\"harbour\":\"Brest\"}"#, with: "{}")),
            Streams.completed([]),
        ])
        #expect(answer.message.text == "Hi" && answer.calls == ["call_a tide {}"])
        #expect(answer.streamedText == "Hi" && answer.streamedCalls == ["tide {}"])
    }

    @Test("ids that change from event to event do not matter while there are places")
    func changingIDs() {
        var data: [String] = []
        for (number, text) in Streams.calls.enumerated() {
            data.append(text.replacing(#""item_id":"fc_"#, with: #""item_id":"x\#(number)"#))
        }
        #expect(ResponsesAnswer(data).streamedCalls == [#"tide {"harbour":"Brest"}"#, #"tide {"harbour":"Dover"}"#])
    }

    // vllm-project/vllm#45742
    @Test("a wrong number of a part harms nothing", arguments: ["7", "-1", "99999999999", "\"a\"", "null", "1.5"])
    func wrongPart(index: String) {
        let data = Streams.text.map { $0.replacing(#""content_index":0"#, with: #""content_index":\#(index)"#) }
        #expect(ResponsesAnswer(data).message.text == "Hi" && ResponsesAnswer(data).streamedText == "Hi")
        let places = Streams.text.map { $0.replacing(#""output_index":0"#, with: #""output_index":\#(index)"#) }
        #expect(ResponsesAnswer(places).message.text == "Hi" && ResponsesAnswer(places).streamedText == "Hi")
    }

    @Test("a call without an id gets one, so that it can be answered")
    func callWithoutID() {
        let open = #"{"type":"function_call","name":"tide","arguments":""}"#
        let answer = ResponsesAnswer([Streams.created, Streams.added(0, open), Streams.arguments(0, "", "{}")])
        #expect(answer.message.toolCalls.first?.id.count == 29 && answer.reply.isIncomplete)
    }

    @Test("an item that nobody knows is kept as it came")
    func unknownItem() throws {
        let item =
            #"{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"tide"}}"#
        let answer = ResponsesAnswer([
            Streams.created, Streams.added(0, #"{"id":"ws_1","type":"web_search_call","status":"in_progress"}"#),
            #"{"type":"response.web_search_call.searching","output_index":0,"item_id":"ws_1"}"#, Streams.done(0, item),
            Streams.done(1, Streams.message), Streams.completed([item, Streams.message]),
        ])
        let kept = try JSONValue(parsing: item)
        #expect(answer.message.blocks.map(\.content) == [.raw(kept), .part(.text("Hi"))])
        let cut = ResponsesAnswer([Streams.created, Streams.added(0, item)])
        #expect(cut.message.blocks.map(\.content) == [.raw(kept)])
    }

    @Test("sources and logprobs of the text are kept")
    func annotations() {
        let note = #"{"type":"url_citation","url":"https://example.org","title":"T","start_index":0,"end_index":2}"#
        let item = Streams.message.replacing(
            #""annotations":[]"#, with: #""annotations":[\#(note)],"logprobs":[{"token":"Hi","logprob":-0.5}]"#)
        let added =
            #"{"type":"response.output_text.annotation.added","output_index":0,"item_id":"msg_1","content_index":0,"annotation_index":0,"annotation":\#(note)}"#
        let answer = ResponsesAnswer(Array(Streams.text.prefix(4)) + [added, Streams.completed([item])])
        #expect(answer.reply.choices[0].extras["annotations"]?.compact == "[\(note)]")
        #expect(answer.reply.choices[0].extras["logprobs"]?.compact == #"{"content":[{"token":"Hi","logprob":-0.5}]}"#)
        let cut = ResponsesAnswer(Array(Streams.text.prefix(4)) + [added])
        #expect(cut.reply.choices[0].extras["annotations"]?.compact == "[\(note)]")
    }

    @Test("what the server removed of the history is kept with the answer and said, each reason once")
    func transformations() {
        let changes =
            #"[{"type":"reasoning","id":"rs_1","action":"removed","reason":"prefix_mismatch"},{"type":"reasoning","id":"rs_2","action":"removed","reason":"prefix_mismatch"},{"type":"reasoning","id":"rs_3","action":"removed","reason":"model_mismatch"},{"type":"other"}]"#
        let end = Streams.completed([Streams.message]).replacing(
            #""usage":"#, with: #""input_transformations":\#(changes),"usage":"#)
        let answer = ResponsesAnswer(Array(Streams.text.dropLast()) + [end])
        #expect(answer.reply.removedReasoning == ["prefix_mismatch", "model_mismatch"])
        #expect(ResponsesAnswer(Streams.text).reply.removedReasoning.isEmpty)
    }

    @Test("several summaries have a blank line between them")
    func summaries() {
        func delta(_ index: Int, _ text: String) -> String {
            #"{"type":"response.reasoning_summary_text.delta","output_index":0,"item_id":"rs_1","summary_index":\#(index),"delta":"\#(text)"}"#
        }
        let item =
            #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"One two"},{"type":"summary_text","text":"Three"}],"encrypted_content":"g"}"#
        let answer = ResponsesAnswer([
            Streams.created, delta(0, "One"), delta(0, " two"), delta(1, "Three"), Streams.done(0, item),
            Streams.completed([]),
        ])
        #expect(answer.streamedReasoning == "One two\n\nThree" && answer.message.reasoning == "One two\n\nThree")
    }

    @Test("the encrypted reasoning of the finished item counts, even if the end leaves it out")
    func encrypted() {
        let bare = Streams.reasoning.replacing(#","encrypted_content":"gAAAAB…whole""#, with: "")
        let answer = ResponsesAnswer(
            Array(Streams.reasoningAndCall.dropLast()) + [Streams.completed([bare, Streams.callA])])
        let opaque = answer.message.blocks.first?.content.reasoning?.opaque
        #expect(opaque?["encrypted_content"] == "gAAAAB…whole")
    }

    @Test("a custom call has any text for its arguments")
    func customCall() {
        let item = #"{"id":"ctc_1","type":"custom_tool_call","call_id":"call_c","name":"sql","input":"select 1"}"#
        let answer = ResponsesAnswer([
            Streams.created, Streams.added(0, item.replacing("select 1", with: "")),
            #"{"type":"response.custom_tool_call_input.delta","output_index":0,"item_id":"ctc_1","delta":"select 1"}"#,
            #"{"type":"response.custom_tool_call_input.done","output_index":0,"item_id":"ctc_1","input":"select 1"}"#,
            Streams.done(0, item), Streams.completed([item]),
        ])
        #expect(answer.calls == ["call_c sql select 1"] && answer.message.toolCalls[0].isCustom)
        #expect(answer.streamedCalls == ["sql select 1"] && answer.reply.finishReason?.kind == .toolCalls)
    }

    @Test(
        "the end in every form: the reason, or why there is none",
        arguments: [
            (#"{"status":"completed","error":null,"output":[]}"#, "stop", nil),
            (
                #"{"status":"incomplete","error":null,"incomplete_details":{"reason":"content_filter"}}"#,
                "content_filter", nil
            ),
            (#"{"status":"incomplete","incomplete_details":{"reason":"max_messages"}}"#, "max_messages", nil),
            (#"{"status":"incomplete","incomplete_details":null}"#, "incomplete", nil),
            (#"{"status":"cancelled","error":null}"#, "cancelled", nil),
            (#"{"status":"in_progress","output":[]}"#, nil, nil),
            (#"{"status":"failed","error":{"code":"invalid_prompt","message":"No."}}"#, nil, "No."),
            (
                #"{"status":"failed","error":null}"#, nil,
                "the server says that the response failed, and gives no reason"
            ),
            (#"{"error":{"message":"No.","type":"invalid_request_error"}}"#, nil, "No."),
            (#"{"detail":"Not found"}"#, nil, "Not found"),
        ] as [(String, String?, String?)])
    func endings(response: String, word: String?, message: String?) {
        let answer = ResponsesAnswer(whole: response)
        #expect(answer.reply.finishReason?.word == word && answer.error?.message == message)
        if message != nil { #expect(answer.error?.kind == .stream) }
    }

    @Test("an answer in chat completions says which dialect to set")
    func otherDialect() {
        let chunk = #"{"id":"c","choices":[{"index":0,"delta":{"content":"Hi"}}]}"#
        for answer in [ResponsesAnswer([chunk]), ResponsesAnswer(whole: chunk)] {
            #expect(answer.error?.kind == .decoding)
            #expect(answer.error?.message.contains("dialect: chat") == true)
        }
    }

    @Test("what is no event of this dialect is an error that quotes it", arguments: ["[1]", "7", "nope"])
    func noEvent(data: String) {
        let answer = ResponsesAnswer([data])
        #expect(answer.error?.kind == .decoding && answer.error?.message.hasSuffix(data) == true)
    }
}
