import Foundation
import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Logbook

/// Values of a span's attributes by their names, without the wrapper of their type.
private func attributes(_ span: JSONValue) -> [String: JSONValue] {
    var found: [String: JSONValue] = [:]
    for attribute in span["attributes"]?.arrayValue ?? [] {
        let value = attribute["value"]?.objectValue
        found[attribute["key"]?.stringValue ?? ""] = value?.members.first?.value
    }
    return found
}

@Suite("Logs as spans")
struct LogSpansTests {
    private func log(_ change: (inout LogRecord) -> Void = { _ in }, error: RunError? = nil) -> LogRecord {
        var reply = Reply()
        reply.apply(.sent(attempt: 1))
        reply.apply(.identified(RunEvent.Identity(id: "c1", model: "gpt-4o-2024-08-06", systemFingerprint: "fp")))
        let call = ToolCall(id: "call_1", name: "get_tide", arguments: #"{"h":"Brest"}"#)
        reply.apply(
            .snapshot(choice: 0, Message(role: .assistant, content: [.text("Let me see.")], toolCalls: [call]).blocks))
        if error == nil { reply.apply(.finished(choice: 0, reason: ChatCompletions().finishReason("tool_calls"))) }
        let usage: JSONValue = [
            "prompt_tokens": 10, "completion_tokens": 4, "prompt_tokens_details": ["cached_tokens": 3],
            "completion_tokens_details": ["reasoning_tokens": 2],
        ]
        reply.apply(.usage(ChatCompletions().usage(usage)))
        reply.apply(.ended(error: error))
        let tool: JSONValue = ["type": "function", "function": ["name": "get_tide", "description": "The tide."]]
        var record = LogRecord(
            id: "01LOG", prompt: "tides", version: Config(model: "gpt-4o").versionID, provider: "azure",
            model: "gpt-4o",
            createdAt: Date(timeIntervalSince1970: 1_790_000_000.123),
            request: [
                "model": "gpt-4o", "temperature": 0.2, "max_tokens": 50, "stop": "END", "stream": true, "n": 1,
                "messages": [["role": "user", "content": "Which harbour?"]], "tools": [tool],
                "response_format": ["type": "json_object"],
            ], state: error == nil ? .finished : .failed, reply: reply,
            timing: LogRecord.Timing(firstTokenMS: 250, totalMS: 1_500, retries: 1), cost: 0.25)
        record.answers = [
            AnsweredCall(
                tool: "get_tide", arguments: #"{"h":"Brest"}"#, text: "high", isError: false, source: .command,
                seconds: 0.5,
                place: AnsweredCall.Place(log: "01LOG", call: 0, choice: 0))
        ]
        record.inputs = ["city": "Brest"]
        change(&record)
        return record
    }

    private func spans(_ record: LogRecord, contents: Bool = false) -> [JSONValue] {
        LogSpans(contents: contents) { $0 == "azure" ? ServerAddress(url: "https://h.example:8443/v1") : nil }
            .spans(of: record, number: 3)
    }

    @Test("A generation is one span with the names of the conventions, its retries inside")
    func generation() throws {
        let span = try #require(spans(log()).first)
        #expect(span["name"] == "chat gpt-4o" && span["kind"] == 3 && span["parentSpanId"] == nil)
        #expect(span["startTimeUnixNano"] == "1790000000123000000" && span["endTimeUnixNano"] == "1790000001623000000")
        #expect(span["status"] == [:])
        let found = attributes(span)
        let expected: [String: JSONValue] = [
            "gen_ai.operation.name": "chat", "gen_ai.provider.name": "azure.ai.openai",
            "gen_ai.request.model": "gpt-4o",
            "server.address": "h.example", "server.port": "8443", "gen_ai.request.temperature": 0.2,
            "gen_ai.request.max_tokens": "50", "gen_ai.request.stream": true, "gen_ai.output.type": "json",
            "gen_ai.response.id": "c1", "gen_ai.response.model": "gpt-4o-2024-08-06",
            "gen_ai.response.time_to_first_chunk": 0.25, "gen_ai.usage.input_tokens": "10",
            "gen_ai.usage.output_tokens": "4", "gen_ai.usage.cache_read.input_tokens": "3",
            "gen_ai.usage.reasoning.output_tokens": "2", "gen_ai.prompt.name": "tides",
            "openai.api.type": "chat_completions", "openai.response.system_fingerprint": "fp",
            "http.request.resend_count": "1", "etude.log.id": "01LOG", "etude.version.number": "3",
            "etude.cost_usd": 0.25,
        ]
        for (name, value) in expected { #expect(found[name] == value, "\(name)") }
        #expect(found["gen_ai.prompt.version"]?.stringValue?.utf8.count == 64)
        #expect(found["gen_ai.response.finish_reasons"]?["values"]?[0]?["stringValue"] == "tool_calls")
        #expect(found["gen_ai.request.stop_sequences"]?["values"]?[0]?["stringValue"] == "END")
        #expect(found["gen_ai.request.choice.count"] == nil)
    }

    @Test("Ids are hex, come from the log's and its run's, and are the same each time")
    func ids() throws {
        let (first, again) = (spans(log()), spans(log()))
        #expect(first == again)
        let next = spans(
            log {
                $0.id = "02LOG"; $0.context.run = "01LOG"
            })
        #expect(first[0]["traceId"] == next[0]["traceId"] && first[0]["spanId"] != next[0]["spanId"])
        #expect(first[0]["traceId"]?.stringValue?.wholeMatch(of: /[0-9a-f]{32}/) != nil)
        #expect(first[0]["spanId"]?.stringValue?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
    }

    @Test("A call that a tool answered is a span below")
    func tools() throws {
        let all = spans(log())
        try #require(all.count == 2)
        let tool = all[1]
        #expect(tool["name"] == "execute_tool get_tide" && tool["kind"] == 1)
        #expect(tool["parentSpanId"] == all[0]["spanId"] && tool["traceId"] == all[0]["traceId"])
        #expect(
            tool["startTimeUnixNano"] == all[0]["endTimeUnixNano"] && tool["endTimeUnixNano"] == "1790000002123000000")
        let found = attributes(tool)
        #expect(found["gen_ai.tool.call.id"] == "call_1" && found["gen_ai.tool.description"] == "The tide.")
        #expect(found["gen_ai.tool.call.result"] == nil)
    }

    @Test("Nothing that anybody said goes along unless contents are asked for")
    func contents() throws {
        let secretive = JSONValue.array(
            spans(log(error: RunError(kind: .server, status: 500, message: "Which harbour? broke"))))
        for word in ["Which harbour", "Let me see", "Brest", "high"] {
            #expect(!secretive.compact.contains(word), "\(word)")
        }
        let open = spans(log(), contents: true)
        let found = attributes(open[0])
        #expect(
            found["gen_ai.input.messages"]?.stringValue
                == #"[{"role":"user","parts":[{"type":"text","content":"Which harbour?"}]}]"#)
        #expect(
            found["gen_ai.output.messages"]?.stringValue
                == #"[{"role":"assistant","parts":[{"type":"text","content":"Let me see."},{"type":"tool_call","id":"call_1","#
                + #""name":"get_tide","arguments":{"h":"Brest"}}],"finish_reason":"tool_calls"}]"#)
        #expect(found["gen_ai.prompt.variable.city"] == "Brest")
        #expect(found["gen_ai.tool.definitions"]?.stringValue?.contains("The tide.") == true)
        #expect(attributes(open[1])["gen_ai.tool.call.result"] == "high")
    }

    @Test("A failed run has its kind of error, and what broke off ended by an error")
    func failed() throws {
        let span = try #require(spans(log(error: RunError(kind: .rateLimit, status: 429, message: "slow"))).first)
        #expect(span["status"] == ["code": 2])
        #expect(attributes(span)["error.type"] == "rate_limit")
        #expect(attributes(span)["gen_ai.response.finish_reasons"]?["values"]?[0]?["stringValue"] == "error")
    }

    @Test("Judgements are events on their generation's span; the note stays here")
    func judgements() throws {
        let judgement = try Judgement(feedback: .bad, score: 0.25, note: "curt")
        let judged = JudgedLog(id: "01LOG", run: nil, judgement: judgement, judgedAt: Date(timeIntervalSince1970: 5))
        let events = JudgementEvents(contents: false).events(of: judged)
        #expect(events.count == 2)
        #expect(
            events.allSatisfy { $0["eventName"] == "gen_ai.evaluation.result" && $0["timeUnixNano"] == "5000000000" })
        #expect(events[0]["spanId"] == spans(log())[0]["spanId"] && events[0]["traceId"] == spans(log())[0]["traceId"])
        #expect(attributes(events[0])["gen_ai.evaluation.score.label"] == "bad")
        #expect(attributes(events[1])["gen_ai.evaluation.score.value"] == 0.25)
        #expect(!JSONValue.array(events).compact.contains("curt"))
        #expect(JSONValue.array(JudgementEvents(contents: true).events(of: judged)).compact.contains("curt"))
    }

    @Test(
        "A server's address is read from a URL",
        arguments: [
            ("https://api.openai.com/v1", "api.openai.com", 443), ("http://localhost:8080/v1", "localhost", 8080),
            ("HTTP://h", "h", 80), ("https://user@h:1/x", "h", 1), ("http://[::1]:99/v1", "[::1]", 99),
        ])
    func addresses(url: String, host: String, port: Int) {
        #expect(ServerAddress(url: url) == ServerAddress(host: host, port: port))
        #expect(ServerAddress(url: "nothing") == nil)
    }
}

@Suite("Where logs are sent")
struct TelemetryTargetTests {
    private func target(
        _ endpoint: String? = nil, _ settings: TelemetrySettings? = nil, _ environment: [String: String] = [:]
    ) throws(FieldError) -> TelemetryTarget {
        try TelemetryTarget(endpoint: endpoint, settings: settings, environment: environment)
    }

    @Test("The command line wins over the settings, and these over the environment, which fills in the rest")
    func order() throws {
        var settings = TelemetrySettings()
        settings.endpoint = "https://b.example/otel/"
        let environment = [
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c.example", "OTEL_EXPORTER_OTLP_HEADERS": "x-key=a%20b, y=1",
            "OTEL_EXPORTER_OTLP_TIMEOUT": "2500", "OTEL_SERVICE_NAME": "team",
            "OTEL_RESOURCE_ATTRIBUTES": "service.name=other,deployment.environment=test",
        ]
        #expect(try target("http://a.example:4318", settings, environment).traces == "http://a.example:4318/v1/traces")
        #expect(try target(nil, settings, environment).logs == "https://b.example/otel/v1/logs")
        let plain = try target(nil, nil, environment)
        #expect(plain.traces == "http://c.example/v1/traces" && plain.timeout == 2.5 && !plain.contents)
        #expect(plain.headers == [.init(name: "x-key", value: "a b"), .init(name: "y", value: "1")])
        #expect(
            plain.resource == [
                .init(name: "service.name", value: "team"), .init(name: "deployment.environment", value: "test"),
            ])
        settings.headers = [.init(name: "Authorization", value: "Bearer x")]
        #expect(try target(nil, settings, environment).headers == settings.headers)
    }

    @Test("A URL of one signal is taken as it is, from the environment and by itself")
    func signals() throws {
        let own = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c.example/in/v1/traces"]
        #expect(try target(nil, nil, own).traces == "http://c.example/in/v1/traces")
        #expect(try target(nil, nil, own).logs == "http://c.example/in/v1/logs")
        #expect(try target("http://a.example/v1/traces").logs == "http://a.example/v1/logs")
    }

    @Test("Contents go along only if the settings or the environment say so; the settings win")
    func contents() throws {
        let says = ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "SPAN_ONLY"]
        #expect(try target("http://a.example", nil, says).contents)
        var settings = TelemetrySettings()
        settings.contents = false
        #expect(try !target("http://a.example", settings, says).contents)
        let never = ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "NO_CONTENT"]
        #expect(try !target("http://a.example", nil, never).contents)
    }

    @Test("No collector, no URL and no pairs are told, without a value of a header")
    func complaints() {
        #expect(throws: FieldError.self) { try target() }
        #expect(throws: FieldError.self) { try target("collector:4318") }
        do {
            _ = try target("http://a.example", nil, ["OTEL_EXPORTER_OTLP_HEADERS": "sk-secret"])
            Issue.record("it was taken")
        } catch { #expect(!"\(error)".contains("sk-secret")) }
    }

    @Test("Compression that was asked for is told not to be done")
    func compression() throws {
        #expect(try target("http://a.example", nil, ["OTEL_EXPORTER_OTLP_COMPRESSION": "gzip"]).notes.count == 1)
        #expect(try target("http://a.example", nil, ["OTEL_EXPORTER_OTLP_COMPRESSION": "none"]).notes.isEmpty)
    }
}

@Suite("Sending logs")
struct TelemetrySenderTests {
    /// The seconds that were waited.
    private final class Waits: Sendable {
        private let seconds = Mutex<[Double]>([])

        var all: [Double] { seconds.withLock { $0 } }

        func add(_ wait: Double) { seconds.withLock { $0.append(wait) } }
    }

    private let waits = Waits()

    private func sender(_ transport: ScriptedTransport, retries: Int = 3) throws -> TelemetrySender {
        var target = try TelemetryTarget(endpoint: "http://a.example", settings: nil, environment: [:])
        target.headers = [.init(name: "authorization", value: "Bearer secret-key-1")]
        let requests = TelemetryRequests(to: target, program: "0.1.0") { _ in nil }
        return TelemetrySender(requests, over: transport, retries: retries) { [waits] seconds in
            waits.add(seconds)
        }
    }

    private func logs(_ count: Int) -> [ExportedLog] {
        (0..<count).map { number in
            let record = LogRecord(
                id: "\(number)", prompt: "p", version: Config().versionID, provider: "work", model: "m",
                createdAt: Date(timeIntervalSince1970: 1), request: .null, state: .finished)
            return ExportedLog(record: record, number: nil, request: #"{"model":"m","messages":[]}"#, response: nil)
        }
    }

    @Test("Spans go in requests of some hundred, events in requests of their own, with the headers that are set")
    func pieces() async throws {
        let good: [ScriptedTransport.Step] = [.head(200), .body("{}")]
        let transport = ScriptedTransport(scripts: [good, good, good])
        var count = TelemetrySender.Count()
        let judged = JudgedLog(id: "1", run: nil, judgement: try Judgement(score: 1), judgedAt: Date())
        try await sender(transport).send(logs(600), [judged], &count)
        #expect(count.sent == 601 && count.refused == 0)
        #expect(transport.requests.map(\.url) == ["traces", "traces", "logs"].map { "http://a.example/v1/\($0)" })
        let body = try JSONValue(parsing: String(decoding: transport.requests[0].body, as: UTF8.self))
        #expect(body["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.arrayValue?.count == 512)
        #expect(body["resourceSpans"]?[0]?["resource"]?["attributes"]?[0]?["value"]?["stringValue"] == "etude")
        #expect(
            transport.requests[0].headers.contains { $0.name == "authorization" && $0.value == "Bearer secret-key-1" })
    }

    @Test("A collector that is away, or asks to wait, is asked again, as it says")
    func retries() async throws {
        let transport = ScriptedTransport(scripts: [
            [.fail(RunError(kind: .connection, message: "refused"))], [.head(503, [("retry-after", "7")])],
            [.head(200)],
        ])
        var count = TelemetrySender.Count()
        try await sender(transport).send(logs(1), [], &count)
        #expect(count.sent == 1)
        #expect(waits.all.count == 2 && waits.all.last == 7)
    }

    @Test("What it refuses for good is not sent again, and the error shows no key", arguments: [400, 401, 500])
    func refused(status: Int) async throws {
        let transport = ScriptedTransport(scripts: [[.head(status), .body("no: Bearer secret-key-1")]])
        var count = TelemetrySender.Count()
        do {
            try await sender(transport).send(logs(1), [], &count)
            Issue.record("it was taken")
        } catch { #expect(!"\(error)".contains("secret-key-1")) }
        #expect(transport.requests.count == 1 && count.sent == 0)
    }

    @Test("What it refused in part is counted and not sent again, whatever the type of the answer")
    func partial() async throws {
        let answer = #"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}"#
        let transport = ScriptedTransport(scripts: [[.head(200, [("content-type", "text/plain")]), .body(answer)]])
        var count = TelemetrySender.Count()
        try await sender(transport).send(logs(3), [], &count)
        #expect(count.sent == 1 && count.refused == 2 && count.reason == "too old")
    }
}
