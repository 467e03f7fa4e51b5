import Prompts
import RequestCore
import Testing

@Suite struct ErrorBodyTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var kind: RunError.Kind
        var message: String
        var code: String?
        var param: String?

        init(
            _ status: Int, _ body: String, _ kind: RunError.Kind, _ message: String, code: String? = nil,
            param: String? = nil
        ) {
            self.status = status
            self.body = body
            self.kind = kind
            self.message = message
            self.code = code
            self.param = param
        }

        var testDescription: String { "\(status) \(body.prefix(80))" }
    }

    private func read(
        _ status: Int, _ body: String, headers: [(String, String)] = [], secrets: [Secret] = []
    ) -> RunError {
        let headers = headers.map { HTTPHeader(name: $0.0, value: $0.1) }
        return ErrorBody.error(
            head: ResponseHead(status: status, headers: headers), body: Array(body.utf8), secrets: secrets)
    }

    private static let examples = [
        Example(
            401,
            #"{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#,
            .authentication, "Incorrect API key provided", code: "invalid_api_key"),
        Example(
            400,
            #"{"error":{"message":"Unknown parameter: 'x'.","type":"invalid_request_error","param":"x","code":"unknown_parameter"}}"#,
            .badRequest, "Unknown parameter: 'x'.", code: "unknown_parameter", param: "x"),
        Example(
            400, #"{"error":{"code":400,"message":"'messages' is required","type":"invalid_request_error"}}"#,
            .badRequest, "'messages' is required", code: "400"),
        Example(
            401, #"{"error":{"message":"no key","type":"auth_error","param":"None","code":"401"}}"#, .authentication,
            "no key", code: "401"),
        Example(
            400, #"{"error":"'response_format.type' must be 'json_schema' or 'text'"}"#, .badRequest,
            "'response_format.type' must be 'json_schema' or 'text'"),
        Example(404, #""model not found""#, .notFound, "model not found"),
        Example(404, #"{"detail":"Not Found"}"#, .notFound, "Not Found"),
        Example(
            422,
            #"{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"},{"loc":["body",0],"msg":"no"}]}"#,
            .badRequest, "body.seed: Extra inputs are not permitted; body.0: no"),
        Example(
            400, #"{"object":"error","message":"too long","type":"BadRequestError","param":null,"code":400}"#,
            .badRequest, "too long", code: "400"),
        Example(
            422, #"{"object":"error","message":{"detail":[{"loc":["body"],"msg":"bad"}]},"code":null}"#, .badRequest,
            "body: bad"),
        Example(429, #"{"message":"Requests rate limit exceeded"}"#, .rateLimit, "Requests rate limit exceeded"),
        Example(
            400,
            #"[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"seed\"","status":"INVALID_ARGUMENT"}}]"#,
            .badRequest, "Invalid JSON payload received. Unknown name \"seed\"", code: "400"),
        Example(
            502,
            #"{"error":{"code":502,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"message\":\"upstream broke\"}}","provider_name":"X"}}}"#,
            .server, "Provider returned error (upstream: upstream broke)", code: "502"),
        Example(
            429,
            #"{"error":{"message":"You exceeded your quota","type":"insufficient_quota","param":null,"code":null}}"#,
            .rateLimit, "You exceeded your quota", code: "insufficient_quota"),
        Example(
            502,
            "<!DOCTYPE html>\n<html><head><title>502 Bad\n Gateway</title><style>b{}</style></head><body><h1>502</h1></body></html>",
            .server, "502 Bad Gateway"),
        Example(
            503, "<html><body><script>x<y</script><h1>Over capacity</h1><p>Try &lt;later&gt;</p></body></html>",
            .server, "Over capacity Try <later>"),
        Example(500, "Internal Server Error", .server, "Internal Server Error"),
        Example(503, "", .server, "the server answered 503 (Service Unavailable) and gave no reason"),
        Example(400, "  \n", .badRequest, "the server answered 400 (Bad Request) and gave no reason"),
        Example(418, "{}", .badRequest, "{}"),
        Example(403, #"{"error":{"message":"no access"}}"#, .permission, "no access"),
        Example(408, #"{"error":{"message":"slow"}}"#, .timeout, "slow"),
        Example(402, #"{"error":{"message":"no credits","code":402}}"#, .badRequest, "no credits", code: "402"),
        Example(
            529, #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#, .server, "Overloaded"),
        Example(400, #"{"errors":[{"message":"a"},{"message":"b"}]}"#, .badRequest, "a; b"),
        Example(400, #"{"error":{"message":{"text":"odd"}}}"#, .badRequest, #"{"text":"odd"}"#),
        Example(500, "{\"error\":{\"message\":\"cut o", .server, "{\"error\":{\"message\":\"cut o"),
    ]

    @Test("every shape of error body gives its message, code and parameter", arguments: examples)
    func shapes(_ example: Example) {
        let error = read(example.status, example.body)
        #expect(error.kind == example.kind)
        #expect(error.status == example.status)
        #expect(error.message == example.message)
        #expect(error.code == example.code)
        #expect(error.param == example.param)
    }

    @Test("the request's id comes from the header")
    func requestID() {
        #expect(read(500, "x", headers: [("x-request-id", "req_1")]).requestID == "req_1")
        #expect(read(500, "x", headers: [("request-id", "req_2")]).requestID == "req_2")
        #expect(read(500, #"{"error":{"message":"x"},"request_id":"req_3"}"#).requestID == "req_3")
        #expect(read(500, "x").requestID == nil)
    }

    @Test("a redirect is a fault of the connection and says where to")
    func redirect() {
        let error = read(302, "", headers: [("location", "https://elsewhere.example/v1")])
        #expect(error.kind == .connection)
        #expect(error.message == "the server redirects to https://elsewhere.example/v1, which is not followed")
    }

    @Test("the key is never echoed, whole or shortened by the server")
    func key() {
        let key = Secret("sk-proj-abcdefghijklmnop1234")
        let whole = read(401, #"{"error":{"message":"Incorrect key: sk-proj-abcdefghijklmnop1234."}}"#, secrets: [key])
        #expect(whole.message == "Incorrect key: •••.")
        #expect(whole.rawBody?.contains("abcdefgh") == false)
        let starred = read(
            401, #"{"error":{"message":"Incorrect key: sk-proj-********1234. See https://x.example."}}"#, secrets: [key]
        )
        #expect(starred.message == "Incorrect key: •••. See https://x.example.")
        #expect(read(401, "bad key sk-p...1234, sorry...", secrets: [key]).message == "bad key •••, sorry...")
        #expect(read(401, "bad key sk-p…1234", secrets: [key]).message == "bad key •••")
        #expect(read(401, "is **bold** and a*b", secrets: [key]).message == "is **bold** and a*b")
        #expect(
            read(404, "ollamas: ollama is unknown", secrets: [Secret("ollama")]).message == "ollamas: ••• is unknown")
        #expect("\(key)" == "•••")
    }

    @Test("a status that is no fault is not shown, and the headline is the first line")
    func words() {
        let limit = RunError(kind: .rateLimit, status: 429, message: "\n slow down\n\nNo fallback was attempted.")
        #expect(limit.description == "rate_limit 429: \n slow down\n\nNo fallback was attempted.")
        #expect(limit.headline == "rate_limit 429: slow down")
        #expect(RunError(kind: .timeout, status: 200, message: "no byte").description == "timeout: no byte")
        #expect(RunError(kind: .cancelled, message: "").headline == "cancelled: ")
    }

    @Test("every kind has its advice, in one sentence")
    func advice() {
        for kind in RunError.Kind.allCases {
            #expect(RunError(kind: kind, message: "").advice.hasSuffix("."))
        }
        #expect(RunError(kind: .rateLimit, message: "", code: "insufficient_quota").advice.contains("credit"))
        #expect(RunError(kind: .badRequest, message: "", param: "seed").advice.contains("seed"))
    }
}
