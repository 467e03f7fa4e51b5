import Prompts
import RequestCore
import Testing

@Suite struct RetryPolicyTests {
    private func decide(
        _ status: Int?, _ headers: [(String, String)] = [], kind: RunError.Kind? = nil, code: String? = nil,
        attempt: Int = 0,
        random: Double = 0
    ) -> RetryPolicy.Decision {
        let head = status.map { status in
            ResponseHead(status: status, headers: headers.map { HTTPHeader(name: $0.0, value: $0.1) })
        }
        var error = head.map { ErrorBody.error(head: $0, body: []) } ?? RunError(kind: .connection, message: "")
        if let kind { error.kind = kind }
        error.code = code
        return RetryPolicy().decision(attempt: attempt, error: error, head: head, now: 784_111_777, random: random)
    }

    private let no = RetryPolicy.Decision.giveUp(reason: nil)

    @Test("408, 409, 429 and 5xx are tried again", arguments: [408, 409, 429, 500, 502, 503, 504, 529, 599])
    func again(_ status: Int) { #expect(decide(status) == .wait(0.5)) }

    @Test("other statuses are not", arguments: [300, 302, 400, 401, 402, 403, 404, 413, 422])
    func notAgain(_ status: Int) { #expect(decide(status) == no) }

    @Test("connection errors and timeouts are tried again, also after a head")
    func connection() {
        #expect(decide(nil) == .wait(0.5))
        #expect(decide(nil, kind: .timeout) == .wait(0.5))
        #expect(decide(200, kind: .connection) == .wait(0.5))
        for kind in [RunError.Kind.cancelled, .stream, .decoding] {
            #expect(decide(nil, kind: kind) == no)
            #expect(decide(200, kind: kind) == no)
        }
    }

    @Test("there are two retries, with waits that double and spread downwards")
    func backoff() {
        #expect(decide(500, attempt: 0, random: 1) == .wait(0.375))
        #expect(decide(500, attempt: 1) == .wait(1))
        #expect(decide(500, attempt: 2) == no)
        let patient = RetryPolicy(maximumRetries: 99)
        let error = RunError(kind: .connection, message: "")
        #expect(patient.decision(attempt: 3, error: error, head: nil, now: 0, random: 0) == .wait(4))
        #expect(patient.decision(attempt: 50, error: error, head: nil, now: 0, random: 0) == .wait(8))
    }

    @Test(
        "a wait in the body is obeyed, but the header's comes first",
        arguments: [
            (
                #"[{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}]"#,
                34.5
            ),
            (#"{"error":{"details":[{"retryDelay":{"seconds":"7","nanos":500000000}}]}}"#, 7.5),
            (#"{"message":"slow down","retry_after":3}"#, 3), (#"{"error":{"details":[{"retryDelay":"soon"}]}}"#, 0.5),
        ])
    func waitInBody(_ body: String, _ wait: Double) {
        let head = ResponseHead(status: 429)
        let error = ErrorBody.error(head: head, body: Array(body.utf8))
        #expect(RetryPolicy().decision(attempt: 0, error: error, head: head, now: 0, random: 0) == .wait(wait))
        let told = ResponseHead(status: 429, headers: [HTTPHeader(name: "retry-after", value: "2")])
        #expect(RetryPolicy().decision(attempt: 0, error: error, head: told, now: 0, random: 0) == .wait(2))
    }

    @Test("a used-up quota is not tried again, framed as a stream or not")
    func framedQuota() {
        let head = ResponseHead(status: 429)
        let body = #"data: {"error":{"message":"no credit","type":"insufficient_quota","code":null}}"# + "\n\n"
        let error = ErrorBody.error(head: head, body: Array(body.utf8))
        #expect(RetryPolicy().decision(attempt: 0, error: error, head: head, now: 0, random: 0) == no)
    }

    @Test("whoever sends many requests may be refused for rate more often, and only for rate")
    func rate() {
        var patient = RetryPolicy()
        patient.rateRetries = 5
        func decide(_ status: Int, attempt: Int) -> RetryPolicy.Decision {
            let error = RunError(kind: status == 429 ? .rateLimit : .server, status: status, message: "x")
            return patient.decision(
                attempt: attempt, error: error, head: ResponseHead(status: status, headers: []), now: 0, random: 0)
        }
        #expect(decide(429, attempt: 4) == .wait(8))
        #expect(decide(429, attempt: 5) == .giveUp(reason: nil))
        #expect(decide(503, attempt: 2) == .giveUp(reason: nil))
    }

    @Test("x-should-retry overrules the status")
    func shouldRetry() {
        #expect(decide(500, [("x-should-retry", "false")]) == no)
        #expect(decide(400, [("x-should-retry", "true")]) == .wait(0.5))
        #expect(decide(400, [("x-should-retry", "maybe")]) == no)
    }

    @Test("the server's wish counts: milliseconds, seconds, a date")
    func retryAfter() {
        #expect(decide(429, [("retry-after-ms", "1500"), ("retry-after", "9")]) == .wait(1.5))
        #expect(decide(429, [("retry-after", "7")]) == .wait(7))
        #expect(decide(429, [("retry-after", "0.25")]) == .wait(0.25))
        #expect(decide(503, [("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")]) == .wait(30))
        #expect(decide(503, [("retry-after", "Sunday, 06-Nov-94 08:50:07 GMT")]) == .wait(30))
        #expect(decide(503, [("retry-after", "120")]) == .wait(120))
    }

    @Test(
        "a wish that is zero, past or unreadable does not make a tight loop",
        arguments: ["0", "-3", "nan", "soon", "", "Sun, 06 Nov 1994 08:40:00 GMT", "Sun, 99 Nov 1994 08:40:00 GMT"])
    func uselessWish(_ value: String) { #expect(decide(429, [("retry-after", value)]) == .wait(0.5)) }

    @Test("a wish beyond two minutes ends the run and says so", arguments: ["121", "86400", "1e999"])
    func longWish(_ value: String) {
        guard case .giveUp(let reason?) = decide(429, [("retry-after", value)]) else {
            Issue.record("expected to give up")
            return
        }
        #expect(reason.hasPrefix("the server asks to wait "))
    }

    @Test("what must fail again is not tried again")
    func lasting() {
        let error = RunError(kind: .connection, message: "the certificate is not accepted", isLasting: true)
        #expect(RetryPolicy().decision(attempt: 0, error: error, head: nil, now: 0, random: 0) == no)
    }

    @Test("a quota that is used up is never tried again")
    func quota() {
        #expect(decide(429, [("x-should-retry", "true")], code: "insufficient_quota") == no)
    }
}
