import JSON
import RequestCore
import Testing

@Suite struct ChunkDecoderTests {
    @Test("text, identity, finish and usage arrive as events in order")
    func plain() {
        let decoded = Decoded(chunks: [
            #"{"id":"c","model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#,
            #"{"id":"c","model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"content":"Hé"}}],"obfuscation":"xx"}"#,
            #"{"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}"#,
            #"{"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#,
        ])
        #expect(
            decoded.events == [
                .identified(RunEvent.Identity(id: "c", model: "m", systemFingerprint: "fp")),
                .textDelta(choice: 0, block: 1, "Hé"), .finished(choice: 0, reason: "stop"),
                .usage(["prompt_tokens": 1, "completion_tokens": 2]),
            ])
    }

    @Test("reasoning goes by either name, and by both at once only once")
    func reasoning() {
        let decoded = Decoded(
            deltas: #"{"reasoning_content":"a"}"#, #"{"reasoning":"b"}"#, #"{"reasoning":"c","reasoning_content":"c"}"#,
            #"{"reasoning":"d","reasoning_content":null,"reasoning_details":[{"type":"reasoning.text","text":"d"}]}"#)
        #expect(decoded.reply.message.reasoning == "abcd")
        #expect(decoded.reply.choices[0].extras["reasoning_details"]?.arrayValue?.count == 1)
    }

    @Test("content may be a list of parts (Mistral)")
    func parts() {
        let decoded = Decoded(
            deltas: #"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}"#,
            #"{"content":[{"type":"text","text":"So"},{"type":"reference","reference_ids":[1]}],"p":"abc"}"#,
            #"{"content":[{"type":"reference","reference_ids":[2]},{"type":"text","text":" be it"}]}"#)
        #expect(decoded.reply.message.reasoning == "hm")
        #expect(decoded.reply.message.text == "So be it")
        #expect(decoded.reply.choices[0].extras["content"]?.arrayValue?.count == 2)
        #expect(decoded.reply.choices[0].extras["p"] == nil)
    }

    @Test("a refusal streams as a refusal")
    func refusal() {
        let decoded = Decoded(deltas: #"{"refusal":"I "}"#, #"{"refusal":"won't","content":null}"#)
        #expect(decoded.reply.message.refusal == "I won't")
        #expect(decoded.reply.message.content.isEmpty)
    }

    @Test("logprobs of all chunks are kept, annotations too")
    func extras() {
        let decoded = Decoded(chunks: [
            #"{"choices":[{"delta":{"content":"a"},"logprobs":{"content":[{"token":"a"}],"refusal":null}}]}"#,
            #"{"choices":[{"delta":{"content":"b","annotations":[{"type":"url_citation"}]},"logprobs":{"content":[{"token":"b"}]},"native_finish_reason":"STOP"}]}"#,
        ])
        let extras = decoded.reply.choices[0].extras
        #expect(extras["logprobs"]?.compact == #"{"content":[{"token":"a"},{"token":"b"}],"refusal":null}"#)
        #expect(extras["annotations"]?.compact == #"[{"type":"url_citation"}]"#)
        #expect(extras["native_finish_reason"] == "STOP")
    }

    @Test("choices may be empty, lack a delta, lack an index")
    func oddChoices() {
        let decoded = Decoded(chunks: [
            #"{"choices":[],"prompt_filter_results":[],"id":"","model":""}"#,
            #"{"choices":[{"index":0,"finish_reason":null,"content_filter_results":{"hate":{"filtered":false}}}]}"#,
            #"{"choices":[{"delta":{"content":"x"}}]}"#, #"{"choices":null}"#, "{}",
        ])
        #expect(decoded.error == nil)
        #expect(decoded.reply.message.text == "x")
        #expect(decoded.reply.identity == RunEvent.Identity())
    }

    @Test("choices are told apart by index; beyond the API's range is an error")
    func indices() {
        let decoded = Decoded(chunks: [
            #"{"choices":[{"index":2,"delta":{"content":"c"}},{"index":0,"delta":{"content":"a"}}]}"#,
            #"{"choices":[{"index":128,"delta":{"content":"x"}}]}"#,
        ])
        #expect(decoded.reply.choices.map(\.message.text) == ["a", "", "c"])
        #expect(decoded.error?.kind == .decoding)
        #expect(Decoded(chunks: [#"{"choices":[{"index":-1,"delta":{}}]}"#]).error?.kind == .decoding)
    }

    @Test("the last usage counts, wherever it stands")
    func usage() {
        let decoded = Decoded(chunks: [
            #"{"choices":[],"usage":{"total_tokens":1}}"#, #"{"choices":[],"x_groq":{"usage":{"total_tokens":2}}}"#,
            #"{"choices":[{"index":0,"delta":{},"usage":{"total_tokens":3}}]}"#,
        ])
        #expect(decoded.reply.usage == ["total_tokens": 3])
    }

    struct StreamError: Sendable, CustomTestStringConvertible {
        var chunk: String
        var message: String
        var code: String?
        var testDescription: String { chunk }
    }

    @Test(
        "an error inside the stream is an error, whatever its shape",
        arguments: [
            StreamError(
                chunk:
                    #"{"error":{"message":"boom","type":"server_error","code":502},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"#,
                message: "boom", code: "502"),
            StreamError(chunk: #"{"error":"boom"}"#, message: "boom"),
            StreamError(chunk: #"{"object":"error","message":"boom","code":400}"#, message: "boom", code: "400"),
            StreamError(
                chunk: #"{"choices":[{"index":0,"delta":{},"error":{"message":"boom","code":"x"}}]}"#, message: "boom",
                code: "x"),
            StreamError(chunk: #"{"detail":"boom"}"#, message: "boom"),
            StreamError(
                chunk: #"[{"error":{"code":429,"message":"boom","status":"X"}}]"#, message: "boom", code: "429"),
            StreamError(chunk: #"{"error":{}}"#, message: "the server reported an error: {}"),
        ])
    func streamErrors(_ example: StreamError) {
        let decoded = Decoded(chunks: [#"{"choices":[{"index":0,"delta":{"content":"so far"}}]}"#, example.chunk])
        #expect(decoded.error?.kind == .stream)
        #expect(decoded.error?.message == example.message)
        #expect(decoded.error?.code == example.code)
        #expect(decoded.reply.message.text == "so far")
    }

    @Test("finish_reason error without an error is a finish")
    func finishError() {
        let decoded = Decoded(chunks: [#"{"choices":[{"index":0,"delta":{},"finish_reason":"error"}],"error":null}"#])
        #expect(decoded.error == nil)
        #expect(decoded.reply.finishReason == "error")
    }

    @Test("what is not a JSON object is named in the error, cut to 200 characters")
    func notJSON() {
        let error = Decoded(chunks: ["oops " + String(repeating: "é", count: 300)]).error
        #expect(error?.kind == .decoding)
        #expect(
            error?.message == "the stream has an event that is not JSON: oops " + String(repeating: "é", count: 195)
                + "…")
        #expect(Decoded(chunks: ["12"]).error?.kind == .decoding)
        #expect(Decoded(chunks: [String(repeating: "[", count: 100_000)]).error?.kind == .decoding)
    }

    @Test("a whole completion gives the events of a stream")
    func completion() throws {
        let decoded = try Decoded(
            completion: """
                {"id":"c","object":"chat.completion","created":1.5,"model":"m","choices":[{"index":0,"message":{"role":"assistant",
                "content":"Hi","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],
                "usage":{"prompt_tokens":1},"service_tier":"default"}
                """)
        var identity = RunEvent.Identity(id: "c", model: "m")
        identity.serviceTier = "default"
        #expect(
            decoded.events == [
                .identified(identity), .textDelta(choice: 0, block: 1, "Hi"), .finished(choice: 0, reason: "stop"),
                .usage(["prompt_tokens": 1]), .extra(choice: 0, key: "annotations", []),
            ])
    }

    @Test("a completion that is none is named in the error")
    func noCompletion() throws {
        #expect(try Decoded(completion: #"{"models":["a"]}"#).error?.message.contains(#"{"models":["a"]}"#) == true)
        #expect(try Decoded(completion: "[]").error?.kind == .decoding)
        #expect(try Decoded(completion: #"{"error":"no"}"#).error?.kind == .stream)
    }

    @Test("a stream may hold a whole message, which does not repeat what was streamed")
    func messageInStream() {
        let alone = Decoded(chunks: [#"{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}"#])
        #expect(alone.reply.message.text == "Hi")
        let after = Decoded(chunks: [
            #"{"choices":[{"index":0,"delta":{"content":"Hi"}}]}"#,
            #"{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}"#,
        ])
        #expect(after.reply.message.text == "Hi")
    }

    @Test("a refusal without a word is none, as a string and as a part")
    func emptyRefusal() {
        let decoded = Decoded(deltas: #"{"refusal":""}"#, #"{"content":[{"type":"refusal","refusal":""}]}"#)
        #expect(decoded.events.isEmpty)
        #expect(decoded.reply.message.refusal == nil)
    }
}
