import JSON
import RequestCore
import Testing

@Suite("Errors inside an answer are found, however they are written")
struct StreamErrorTests {
    private static let chunk = #"data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}"# + "\n\n"

    /// What comes of a body, read in one piece and byte by byte.
    private func read(
        _ body: String, status: Int = 200, type: String = "text/event-stream",
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> (reply: Reply, failure: RunError?) {
        read(Array(body.utf8), status: status, type: type, sourceLocation: sourceLocation)
    }

    private func read(
        _ bytes: [UInt8], status: Int = 200, type: String = "text/event-stream",
        dialect: any Dialect = ChatCompletions(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> (reply: Reply, failure: RunError?) {
        func fold(_ pieces: [[UInt8]]) -> (reply: Reply, failure: RunError?) {
            var reader = AnswerReader(
                head: ResponseHead(status: status, headers: [.init(name: "content-type", value: type)]),
                dialect: dialect)
            var reply = Reply()
            for piece in pieces { for event in reader.receive(piece) { reply.apply(event) } }
            for event in reader.finish() { reply.apply(event) }
            return (reply, reader.failure)
        }
        let (whole, pieces) = (fold([bytes]), fold(bytes.map { [$0] }))
        #expect(whole.failure == pieces.failure, sourceLocation: sourceLocation)
        #expect(whole.reply.message == pieces.reply.message, sourceLocation: sourceLocation)
        return whole
    }

    @Test(
        "as a field, a bare line, several lines, an event, with an end mark or none",
        arguments: [
            "error: {\"code\":400,\"message\":\"too long\",\"type\":\"exceed_context_size_error\"}\n\ndata: [DONE]\n\n",
            "error: {\"code\":400,\"message\":\"too long\"}", "{\"error\":{\"code\":400,\"message\":\"too long\"}}\n\n",
            "{\"error\":{\"code\":400,\"message\":\"too long\"}}",
            "{\n  \"error\": {\n    \"code\": 400,\n    \"message\": \"too long\"\n  }\n}\n\ndata: [DONE]\n\n",
            "event: error\ndata: {\"code\":400,\"message\":\"too long\"}\n\n",
            "event: error\r\ndata: {\"error\":{\"code\":400,\"message\":\"too long\"}}\r\n\r\n",
            "data: {\"error\":{\"code\":400,\"message\":\"too long\"}}\n\ndata: [DONE]\n\n",
        ])
    func shapes(_ error: String) {
        for beginning in ["", Self.chunk] {
            if beginning.isEmpty, error.hasPrefix("{") { continue }
            let (reply, failure) = read(beginning + error)
            #expect(failure?.kind == .stream)
            #expect(failure?.message == "too long" && failure?.code == "400")
            #expect(reply.message.text == (beginning.isEmpty ? "" : "Hel"))
        }
    }

    @Test("an event named error fails without a word, too, and with words that are no JSON")
    func wordless() {
        #expect(read(Self.chunk + "event: error\n\n").failure?.kind == .stream)
        #expect(read(Self.chunk + "error: upstream is gone\n\n").failure?.message == "upstream is gone")
    }

    @Test("lines of JSON that are chunks are read, others between events are no error")
    func strayChunks() {
        let stray = #"{"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}"#
        let (reply, failure) = read(Self.chunk + stray + "\n\nretry: 10\n\n{ broken\n\ndata: [DONE]\n\n")
        #expect(failure == nil)
        #expect(reply.message.text == "Hello" && reply.finishReason?.kind == .stop)
    }

    @Test("a stream with nothing but its end is no answer; blanks around the end mark do not matter")
    func endMark() {
        for body in ["data: [DONE]\n\n", ": ping\n\ndata: [DONE]\n\n", "data:   [DONE] \n\n"] {
            #expect(read(body).failure?.kind == .decoding)
        }
        for mark in ["data: [DONE] \n\n", "data:  [DONE]\t\n\n", "data:[DONE]\n\n", "data: [DONE] "] {
            let (reply, failure) = read(Self.chunk + mark)
            #expect(failure == nil)
            #expect(reply.message.text == "Hel")
        }
    }

    @Test("a whole body without choices says so", arguments: ["[]", "null", "{}", "[null]"])
    func noChoices(_ choices: String) {
        let (_, failure) = read(
            #"{"id":"x","object":"chat.completion","choices":\#(choices)}"#, type: "application/json")
        #expect(failure?.kind == .decoding)
        #expect(failure?.message.contains("no choices") ?? false)
    }

    @Test("JSON with the end mark of a stream behind it is read")
    func jsonWithEndMark() {
        let body = #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#
        for end in ["\ndata: [DONE]\n\n", "\n\ndata: [DONE]", "\r\n\r\ndata:[DONE] \r\n\r\n"] {
            let (reply, failure) = read(body + end, type: "application/json")
            #expect(failure == nil)
            #expect(reply.message.text == "Hi")
        }
    }

    @Test("NaN and infinities are null, in chunks and in whole answers, and words in texts stay")
    func notFinite() {
        let logprobs = #""logprobs":{"content":[{"token":"NaN -Infinity","logprob":-Infinity},{"logprob":NaN}]}"#
        let stream = read(
            #"data: {"choices":[{"index":0,"delta":{"content":"NaN \" Infinity"},\#(logprobs)}]}"#
                + "\n\ndata: [DONE]\n\n")
        #expect(stream.failure == nil)
        #expect(stream.reply.message.text == "NaN \" Infinity")
        let tokens = stream.reply.choices[0].extras["logprobs"]?["content"]
        #expect(tokens?[0]?["token"] == "NaN -Infinity" && tokens?[0]?["logprob"] == .null)
        let whole = read(
            #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},\#(logprobs)}]}"#,
            type: "application/json")
        #expect(whole.failure == nil && whole.reply.message.text == "Hi")
    }

    @Test("a stream in which nothing is understood is no answer, on every dialect")
    func nothingUnderstood() {
        let streams: [(String, any Dialect)] = [
            ("data: {}\n\n", ChatCompletions()), ("data: {}\n\ndata: [DONE]\n\n", ChatCompletions()),
            ("data: {\"type\":\"message_start\"}\n\n", ChatCompletions()),
            ("event: ping\ndata: {\"type\":\"ping\"}\n\n", Messages()),
            ("data: {\"type\":\"keepalive\"}\n\n", Responses()),
        ]
        for (stream, dialect) in streams {
            let failure = read(Array(stream.utf8), dialect: dialect).failure
            #expect(failure?.kind == .decoding, "\(stream)")
            #expect(
                failure?.message.contains("nothing of an answer; it began with: data:") ?? false
                    || failure?.message.contains("nothing of an answer; it began with: event:") ?? false)
        }
    }

    @Test("an answer in chat completions is named where another dialect was expected")
    func chatElsewhere() {
        for dialect in [Messages(), Responses()] as [any Dialect] {
            #expect(read(Array(Self.chunk.utf8), dialect: dialect).failure?.message.contains("dialect: chat") ?? false)
            let whole = #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"}}]}"#
            let failure = read(Array(whole.utf8), type: "application/json", dialect: dialect).failure
            #expect(failure?.message.contains("dialect: chat") ?? false)
        }
    }

    @Test("an answer that ends with an error has failed, with the server's words where they come")
    func errorAsFinish() {
        let end = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}"# + "\n\n"
        let words = #"data: {"error":{"message":"upstream is gone","code":502}}"# + "\n\n"
        for rest in [end, end + "data: [DONE]\n\n"] {
            let (reply, failure) = read(Self.chunk + rest)
            #expect(failure?.kind == .stream && failure?.message.contains("without a word") == true)
            #expect(reply.message.text == "Hel" && reply.finishReason?.word == "error")
        }
        #expect(read(Self.chunk + end + words).failure?.message == "upstream is gone")
        let whole = #"{"choices":[{"message":{"role":"assistant","content":"Hel"},"finish_reason":"error"}]}"#
        #expect(read(whole, type: "application/json").failure?.kind == .stream)
    }

    @Test("bytes that are not UTF-8 cost a letter, not the answer, on every dialect")
    func notText() {
        let chat = #"data: {"choices":[{"index":0,"delta":{"content":"a~b"},"finish_reason":"stop"}]}"#
        let responses = #"data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"a~b"}"#
        let messages =
            #"data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"# + "\n\n"
            + #"data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a~b"}}"#
        let streams: [(String, any Dialect)] = [
            (chat, ChatCompletions()), (responses, Responses()), (messages, Messages()),
        ]
        for (stream, dialect) in streams {
            let bytes = Array((stream + "\n\n").utf8).flatMap { $0 == UInt8(ascii: "~") ? [0xE2, 0x82] : [$0] }
            let (reply, failure) = read(bytes, dialect: dialect)
            #expect(failure?.kind != .decoding)
            #expect(reply.message.text == "a\u{FFFD}b")
        }
    }

    @Test("an error body that is framed as a stream is read as if it were not")
    func framedBodies() {
        let error =
            #"{"error":{"message":"too long","type":"invalid_request_error","param":"messages","code":"context_length"}}"#
        for body in [
            "data: \(error)\n\n", "data: \(error)", "event: error\ndata: \(error)\n\ndata: [DONE]\n\n",
            "\(error)\ndata: [DONE]\n\n", ": hello\n\ndata:\(error)\r\n\r\n", "error: \(error)\n\n",
        ] {
            let failure = read(body, status: 400).failure
            #expect(failure?.kind == .badRequest && failure?.message == "too long")
            #expect(failure?.code == "context_length" && failure?.param == "messages")
        }
    }
}
