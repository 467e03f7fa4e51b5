import JSON
import Prompts
import RequestCore
import Simulator
import Testing

/// The simulator as a server of the Responses API, read by the same decoder as any server.
@Suite struct ResponsesFaceTests {
    private func answer(_ body: String) async throws -> (reply: Reply, error: RunError?, bytes: [UInt8]) {
        let request = TransportRequest(
            url: "simulator://local/v1/responses", headers: [], body: Array(body.utf8), idleTimeout: 10)
        var reader: AnswerReader?
        var reply = Reply()
        var bytes: [UInt8] = []
        for try await event in SimulatorTransport(deterministic: true).send(request) {
            switch event {
            case .head(let head): reader = AnswerReader(head: head, dialect: Responses(), model: "m")
            case .body(let piece):
                bytes += piece
                for event in reader?.receive(piece) ?? [] { reply.apply(event) }
            }
        }
        for event in reader?.finish() ?? [] { reply.apply(event) }
        return (reply, reader?.failure, bytes)
    }

    private func body(_ rest: String, model: String = "gpt-4.1-mini", says text: String = "say this is a test")
        -> String
    {
        #"{"model":"\#(model)","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"\#(text)"}]}],"store":false\#(rest)}"#
    }

    private let tool =
        #","tools":[{"type":"function","name":"get_weather","description":"The weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false},"strict":false}]"#

    @Test("a text comes the same, streamed and not, with its tokens")
    func text() async throws {
        let whole = try await answer(body(""))
        let streamed = try await answer(body(#","stream":true"#))
        #expect(whole.reply.message.text == "this is a test" && whole.reply.finishReason?.word == "stop")
        #expect(streamed.reply.message.text == "this is a test" && streamed.reply.finishReason?.word == "stop")
        #expect(streamed.reply.usage == whole.reply.usage && (whole.reply.usage?.output ?? 0) > 0)
        #expect(String(decoding: streamed.bytes, as: UTF8.self).hasPrefix("event: response.created\ndata: {"))
        let cut = try await answer(body(#","max_output_tokens":16,"stream":true"#, says: "write 100 words"))
        #expect(cut.reply.finishReason?.word == "length")
    }

    @Test("a model that reasons calls with reasoning before, and takes both back with the result")
    func loop() async throws {
        let rest = tool + #","reasoning":{"summary":"auto"},"include":["reasoning.encrypted_content"],"stream":true"#
        let first = try await answer(body(rest, model: "o3", says: "What is the weather in Paris?"))
        #expect(first.error == nil && first.reply.finishReason?.word == "tool_calls")
        #expect(first.reply.message.toolCalls.map(\.name) == ["get_weather"])
        #expect(first.reply.message.reasoning?.contains("simulator") == true)
        var message = first.reply.message
        for place in message.blocks.indices { message.blocks[place].origin?.model = "o3" }
        let call = try #require(message.toolCalls.first)
        let request = RenderedRequest(
            config: Config(), model: "o3",
            messages: [Message(.user, "What is the weather in Paris?"), message, .toolResult("18 °C", for: call.id)])
        let second = JSONValue.object(Responses().body(of: request) { $0.url })
        #expect(second["input"]?[1]?["type"] == "reasoning")
        let answered = try await answer(second.compact)
        #expect(answered.error == nil && answered.reply.message.text.contains("18 °C"))
    }

    @Test(
        "it refuses in the words of this API",
        arguments: [
            (#","stop":"x""#, "Unknown parameter: 'stop'."),
            (#","max_tokens":9"#, "Unknown parameter: 'max_tokens'."),
            (
                #","max_output_tokens":5"#,
                "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 5 instead."
            ),
            (
                #","text":{"format":{"type":"json_object"}}"#,
                "'input' must contain the word 'json' in some form, to use 'text.format' of type 'json_object'."
            ),
            (
                #","input":[]"#,
                "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty array instead."
            ),
            (
                #","input":[{"type":"function_call","id":"call_1","call_id":"a","name":"f","arguments":"{}"}]"#,
                "Invalid 'input[0].id': 'call_1'. Expected an ID that begins with 'fc'."
            ),
            (
                #","input":[{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}]"#,
                "No tool output found for function call a."
            ),
            (
                #","input":[{"type":"function_call_output","call_id":"a","output":"x"}]"#,
                "No tool call found for function call output with call_id a."
            ),
            (
                #","input":[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"g"},{"role":"user","content":"x"}]"#,
                "Item 'rs_1' of type 'reasoning' was provided without its required following item."
            ),
            (
                #","input":[{"type":"message","role":"assistant","content":[{"type":"input_text","text":"x"}]}]"#,
                "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'."
            ),
        ])
    func refusals(rest: String, message: String) async throws {
        let refused = try await answer(body(rest))
        #expect(refused.error?.message == message)
    }

    @Test("a model of this API only answers here; an error in the stream has this API's form")
    func others() async throws {
        #expect(try await answer(body("", model: "gpt-5.2-pro")).error == nil)
        let tools = try await answer(body(tool, model: "gpt-5.6-luna", says: "What is the weather in Paris?"))
        #expect(tools.error == nil && tools.reply.message.toolCalls.count == 1)
        let broken = try await answer(body(#","stream":true"#, says: "simulate: error in stream"))
        #expect(broken.error?.kind == .stream)
        let odd = try await answer(body(#","stream":true"#, says: "simulate: refusal"))
        #expect(odd.reply.message.refusal != nil && odd.reply.finishReason?.kind == .stop)
    }
}
