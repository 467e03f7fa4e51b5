import JSON
import Prompts
import RequestCore
import Testing

/// The items of a request, row by row, and the rules for what may go back.
@Suite struct ResponsesInputTests {
    private func input(
        _ messages: [Message], model: String = "gpt-6-sol", extra: JSONObject = JSONObject()
    ) -> String {
        let request = RenderedRequest(config: Config(extra: extra), model: model, messages: messages)
        return Responses().body(of: request) { $0.url }["input"]?.compact ?? ""
    }

    private func said(_ part: String, role: String = "user") -> String {
        #"[{"type":"message","role":"\#(role)","content":[\#(part)]}]"#
    }

    @Test("roles keep their places", arguments: [Role.system, .developer, .user])
    func roles(role: Role) {
        #expect(
            input([Message(role, "Hi")]) == said(#"{"type":"input_text","text":"Hi"}"#, role: role.rawValue))
    }

    @Test(
        "parts in the words of chat completions and of Messages are translated",
        arguments: [
            (
                #"{"type":"image_url","image_url":{"url":"https://example.org/a.png","detail":"high"}}"#,
                #"{"type":"input_image","image_url":"https://example.org/a.png","detail":"high"}"#
            ),
            (
                #"{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}"#,
                #"{"type":"input_image","image_url":"data:image/png;base64,AA==","detail":"auto"}"#
            ),
            (
                #"{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}}"#,
                #"{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}"#
            ),
            (#"{"type":"file","file":{"file_id":"file-1"}}"#, #"{"type":"input_file","file_id":"file-1"}"#),
            (
                #"{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA=="}}"#,
                #"{"type":"input_file","filename":"document.pdf","file_data":"data:application/pdf;base64,AA=="}"#
            ),
            (
                #"{"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}}"#,
                #"{"type":"input_file","file_url":"https://example.org/a.pdf"}"#
            ),
            (
                #"{"type":"text","text":"Hi","prompt_cache_breakpoint":{"mode":"explicit"}}"#,
                #"{"type":"input_text","text":"Hi","prompt_cache_breakpoint":{"mode":"explicit"}}"#
            ),
            (#"{"type":"input_file","file_id":"f"}"#, #"{"type":"input_file","file_id":"f"}"#),
            (#"{"type":"new_part","x":1}"#, #"{"type":"new_part","x":1}"#),
        ])
    func parts(part: String, sent: String) throws {
        let message = Message(role: .user, content: [try ContentPart(json: JSONValue(parsing: part), place: "p")])
        #expect(input([message]) == said(sent))
    }

    @Test("what a person writes for the model is an item of its own: content, refusal, then calls")
    func assistant() {
        let message = Message(
            role: .assistant, content: [.text("Let me see.")], refusal: "No.",
            toolCalls: [
                ToolCall(id: "call_a", name: "tide", arguments: "{}"),
                ToolCall(id: "call_b", name: "sql", arguments: "select 1", other: ["type": "custom"]),
            ])
        let results = [Message.toolResult("high", for: "call_a"), Message.toolResult("1", for: "call_b")]
        #expect(
            input([message] + results)
                == #"[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Let me see.","annotations":[]},{"type":"refusal","refusal":"No."}]},{"type":"function_call","call_id":"call_a","name":"tide","arguments":"{}"},{"type":"custom_tool_call","call_id":"call_b","name":"sql","input":"select 1"},{"type":"function_call_output","call_id":"call_a","output":"high"},{"type":"custom_tool_call_output","call_id":"call_b","output":"1"}]"#
        )
    }

    @Test("a result with an image is a list of parts")
    func imageResult() {
        let call = Message(role: .assistant, toolCalls: [ToolCall(id: "call_a", name: "f", arguments: "{}")])
        let result = Message(
            role: .tool, content: [.text("a map"), .image(ImagePart(url: "https://example.org/a.png"))],
            toolCallID: "call_a")
        #expect(
            input([call, result]).hasSuffix(
                #""output":[{"type":"input_text","text":"a map"},{"type":"input_image","image_url":"https://example.org/a.png","detail":"auto"}]}]"#
            ))
    }

    @Test("a message with nothing to say keeps its place")
    func empty() {
        #expect(input([Message(role: .user)]) == said(#"{"type":"input_text","text":""}"#))
        #expect(
            input([Message(role: .assistant)])
                == said(#"{"type":"output_text","text":"","annotations":[]}"#, role: "assistant"))
    }

    @Test("an answer goes back whole, in its order and byte for byte")
    func whole() {
        let phase = ResponsesStreams.message.replacing(
            #""status":"completed""#, with: #""status":"completed","phase":"commentary""#)
        let unknown = #"{"id":"ws_1","type":"web_search_call","status":"completed"}"#
        let items = [ResponsesStreams.reasoning, phase, unknown, ResponsesStreams.callA, ResponsesStreams.callB]
        let answer = ResponsesAnswer([ResponsesStreams.created, ResponsesStreams.completed(items)])
        #expect(input([answer.message]) == "[" + items.joined(separator: ",") + "]")
    }

    private let bareCall =
        #"{"type":"function_call","call_id":"call_a","name":"tide","arguments":"{\"harbour\":\"Brest\"}"}"#

    // 0xPlaygrounds/rig#751, continuedev/continue#10018
    @Test("without its reasoning, an answer goes back without ids")
    func withoutReasoning() {
        let answer = ResponsesAnswer(ResponsesStreams.reasoningAndCall)
        var message = answer.message
        message.reasoning = nil
        #expect(input([message]) == "[\(bareCall)]")
    }

    @Test("an answer of another model, or of another dialect, goes back without reasoning and ids")
    func otherModel() {
        var message = ResponsesAnswer(ResponsesStreams.reasoningAndCall).message
        #expect(input([message], model: "gpt-6-luna") == "[\(bareCall)]")
        for place in message.blocks.indices { message.blocks[place].origin?.dialect = .messages }
        #expect(input([message]) == "[\(bareCall)]")
    }

    @Test("an edited answer goes back without reasoning and ids")
    func edited() {
        let answer = ResponsesAnswer(
            [
                ResponsesStreams.created,
                ResponsesStreams.completed([ResponsesStreams.reasoning, ResponsesStreams.message]),
            ])
        var message = answer.message
        message.content = [.text("Ahoy")]
        #expect(
            input([message])
                == #"[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Ahoy","annotations":[]}]}]"#
        )
    }

    // earendil-works/pi#886, vercel/ai#7099
    @Test("reasoning whose next item never came does not go back")
    func aborted() {
        let cut = ResponsesAnswer(Array(ResponsesStreams.reasoningAndCall.prefix(8)))
        #expect(cut.message.reasoning == "I need the tide." && cut.calls.count == 1)
        #expect(input([cut.message]) == "[\(bareCall)]")
        let alone = ResponsesAnswer([
            ResponsesStreams.created, ResponsesStreams.completed([ResponsesStreams.reasoning]),
        ])
        #expect(!input([alone.message]).contains("rs_1"))
    }

    @Test("an answer that lost one of its calls goes back without reasoning and ids")
    func lostCall() {
        let items = [ResponsesStreams.reasoning, ResponsesStreams.callA, ResponsesStreams.callB]
        var message = ResponsesAnswer([ResponsesStreams.created, ResponsesStreams.completed(items)]).message
        message.toolCalls = Array(message.toolCalls.prefix(1))
        #expect(input([message]) == "[\(bareCall)]")
    }

    // vercel/ai#7543, anomalyco/opencode#7724
    @Test("reasoning that is neither encrypted nor stored at the server does not go back")
    func bareReasoning() {
        let bare = ResponsesStreams.reasoning.replacing(#","encrypted_content":"gAAAAB…whole""#, with: "")
        let answer = ResponsesAnswer([
            ResponsesStreams.created, ResponsesStreams.completed([bare, ResponsesStreams.callA]),
        ])
        #expect(input([answer.message]) == "[\(bareCall)]")
        #expect(input([answer.message], extra: ["store": true]) == "[\(bare),\(ResponsesStreams.callA)]")
    }

    // nodetool-ai/nodetool#4252, Wei-Shaw/sub2api#3785, langchain-ai/langchainjs#11044, mastra-ai/mastra#10815
    @Test("an id that is not the server's own kind is left out", arguments: ["call_a", "item_1", "", "rs_1"])
    func foreignID(id: String) {
        let item = ResponsesStreams.callA.replacing("fc_1", with: id)
        let answer = ResponsesAnswer([
            ResponsesStreams.created, ResponsesStreams.completed([ResponsesStreams.reasoning, item]),
        ])
        #expect(input([answer.message]) == "[\(bareCall)]")
    }

    // openai/gpt-oss#309
    @Test("no id of a call goes out twice, and each result finds its call")
    func twice() {
        func call(_ id: String) -> Message {
            Message(role: .assistant, toolCalls: [ToolCall(id: id, name: "f", arguments: "{}")])
        }
        let long = String(repeating: "x", count: 80)
        let messages = ["a", "a", "", long].flatMap { [call($0), Message.toolResult("r", for: $0)] }
        let items = (try? JSONValue(parsing: input(messages)))?.arrayValue ?? []
        let ids = items.compactMap { $0["call_id"]?.stringValue }
        #expect(ids.count == 8 && ids.allSatisfy { !$0.isEmpty && $0.count <= 64 })
        let calls = stride(from: 0, to: 8, by: 2).map { ids[$0] }
        #expect(calls == stride(from: 1, to: 8, by: 2).map { ids[$0] } && Set(calls).count == 4 && calls[0] == "a")
    }

    // continuedev/continue#11994
    @Test("a message that came before its calls stays before them, and one that came after stays after")
    func order() {
        for items in [
            [ResponsesStreams.message, ResponsesStreams.callA], [ResponsesStreams.callA, ResponsesStreams.message],
        ] {
            let message = ResponsesAnswer([ResponsesStreams.created, ResponsesStreams.completed(items)]).message
            #expect(input([message]) == "[" + items.joined(separator: ",") + "]")
            let foreign = input([message], model: "gpt-6-luna")
            let types = ((try? JSONValue(parsing: foreign))?.arrayValue ?? []).compactMap { $0["type"]?.stringValue }
            #expect(types == items.map { $0.contains("function_call") ? "function_call" : "message" })
        }
    }
}
