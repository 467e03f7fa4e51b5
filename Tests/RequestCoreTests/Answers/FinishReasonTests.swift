import RequestCore
import Testing

@Suite("How an answer ended is told where it is not the usual end")
struct FinishReasonTests {
    @Test(
        "in words that hold the server's own",
        arguments: [
            ("stop", nil), ("tool_calls", nil), ("function_call", nil), ("eos", nil), ("STOP", nil), ("end_turn", nil),
            ("", nil),
            ("length", "cut off at the token limit (length)"),
            ("MAX_TOKENS", "cut off at the token limit (MAX_TOKENS)"),
            ("content_filter", "ended by the content filter (content_filter)"), ("error", "ended with: error"),
            ("insufficient_system_resource", "ended with: insufficient_system_resource"),
        ])
    func notices(word: String, notice: String?) {
        let reason = ChatCompletions().finishReason(word)
        #expect(reason.notice == notice)
        #expect(reason.word == word)
    }
}
