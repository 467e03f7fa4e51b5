import JSON
import RequestCore
import Testing

@Suite struct MessagesErrorTests {
    @Test(
        "the statuses of the API are the shared kinds",
        arguments: [
            (400, "invalid_request_error", RunError.Kind.badRequest), (401, "authentication_error", .authentication),
            (402, "billing_error", .permission), (403, "permission_error", .permission),
            (404, "not_found_error", .notFound), (409, "conflict_error", .badRequest),
            (413, "request_too_large", .badRequest), (429, "rate_limit_error", .rateLimit),
            (500, "api_error", .server), (504, "timeout_error", .server), (529, "overloaded_error", .server),
        ])
    func kinds(status: Int, type: String, kind: RunError.Kind) {
        let read = MessagesReading(
            whole: #"{"type":"error","error":{"type":"\#(type)","message":"words"},"request_id":"req_9"}"#,
            status: status)
        #expect(read.error?.kind == kind)
        #expect(read.error?.status == status)
        #expect(read.error?.code == type)
        #expect(read.error?.message == "words")
        #expect(read.error?.requestID == "req_9")
    }

    @Test("the header request-id names the request, and the code of the details tells errors apart")
    func details() {
        let read = MessagesReading(
            whole:
                #"{"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"ramp_limit_exceeded"}}}"#,
            status: 429, headers: [.init(name: "request-id", value: "req_h")])
        #expect(read.error?.requestID == "req_h")
        #expect(read.error?.code == "ramp_limit_exceeded")
    }

    @Test("an overloaded server is asked again")
    func overloaded() {
        let read = MessagesReading(
            whole: #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#, status: 529)
        guard let error = read.error else { return #expect(Bool(false), "no error") }
        let decision = RetryPolicy().decision(
            attempt: 0, error: error, head: ResponseHead(status: 529), now: 0, random: 0)
        #expect(decision == .wait(0.5))
    }

    @Test("llama.cpp's errors in a stream, without a type, are errors")
    func bare() {
        for event in [
            "data: {\"error\":{\"code\":500,\"message\":\"broken\",\"type\":\"server_error\"}}\n\n",
            "event: error\ndata: {\"code\":500,\"message\":\"broken\",\"type\":\"server_error\"}\n\n",
        ] {
            let stream = MessagesReading.stream(Array(MessagesStreams.text.prefix(4))) + Array(event.utf8)
            let read = MessagesReading(bytes: [stream])
            #expect(read.error?.kind == .stream)
            #expect(read.error?.message == "broken")
            #expect(read.reply.message.text == "Hi")
        }
    }

    @Test("an error in a body with status 200 is an error")
    func whole() {
        let read = MessagesReading(whole: #"{"type":"error","error":{"type":"api_error","message":"m"}}"#)
        #expect(read.error?.kind == .stream)
        #expect(read.error?.code == "api_error")
    }

    @Test("the list of models has the names")
    func models() throws {
        let list = try JSONValue(
            parsing:
                #"{"data":[{"type":"model","id":"claude-haiku-5-5","display_name":"Haiku"},{"id":"b"}],"has_more":false}"#
        )
        #expect(Messages().models(in: list) == ["claude-haiku-5-5", "b"])
        #expect(Messages().models(in: ["type": "error"]) == nil)
    }
}
