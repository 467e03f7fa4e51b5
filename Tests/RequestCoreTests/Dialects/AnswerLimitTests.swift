import Prompts
import RequestCore
import Testing

@Suite("Whatever a server sends, what is read and kept of it has a limit")
struct AnswerLimitTests {
    /// Feeds a piece again and again until the reader has had enough.
    private func failure(
        after beginning: String, repeating piece: String, status: Int = 200, times: Int = 100
    ) -> RunError? {
        var reader = AnswerReader(
            head: ResponseHead(status: status), dialect: ChatCompletions(), longestPiece: 3 << 20)
        _ = reader.receive(Array(beginning.utf8))
        let bytes = Array(String(repeating: piece, count: (1 << 20) / piece.utf8.count).utf8)
        for _ in 0..<times where reader.failure == nil { _ = reader.receive(bytes) }
        return reader.failure
    }

    @Test(
        "a body, a line, an event of many lines, blanks or comments without an end: the limit and its setting are named"
    )
    func endless() {
        for (beginning, piece) in [
            ("{\"choices\":\"", "x"), ("data: {\"choices\":\"", "x"), ("data: x", "\ndata: y"), ("", " "),
            ("data: {}\n", ": ping\n"), ("retry: 1\n", "\n"), ("data: {\"choices\":[]}\n\n{", "\n\"a\":"),
        ] {
            let failure = failure(after: beginning, repeating: piece)
            #expect(failure?.kind == .decoding)
            #expect(failure?.message.contains("3 MiB") == true && failure?.message.contains("max_answer_mb") == true)
        }
    }

    @Test("of an error only the beginning is read")
    func endlessError() {
        let failure = failure(after: "{\"error\":{\"message\":\"", repeating: "x", status: 500)
        #expect(failure?.kind == .server && (failure?.rawBody?.utf8.count ?? 0) <= 1 << 20)
    }

    @Test("JSON of too many values is refused before it takes memory, in a body and in an event")
    func values() {
        let many = "{\"choices\":[" + String(repeating: "[],", count: 3_100_000) + "0]}"
        for body in [many, "data: \(many)\n\n"] {
            var reader = AnswerReader(head: ResponseHead(status: 200), dialect: ChatCompletions())
            _ = reader.receive(Array(body.utf8))
            _ = reader.finish()
            #expect(reader.failure?.message.contains("JSON values") == true)
        }
    }

    @Test("an answer is kept up to a limit, and says where it was cut")
    func kept() {
        var reply = Reply()
        let piece = String(repeating: "x", count: 1 << 20)
        for _ in 0..<70 { reply.apply(.textDelta(choice: 0, block: 1, piece)) }
        reply.apply(.finished(choice: 0, reason: FinishReason(.stop, word: "stop")))
        #expect(reply.message.text.utf8.count == Reply.longest)
        #expect(reply.message.content.last == .other(["type": "cut", "kept_bytes": 67_108_864]))
        #expect(reply.finishReason?.kind == .stop)
    }
}
