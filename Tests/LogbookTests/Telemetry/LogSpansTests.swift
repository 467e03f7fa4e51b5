import Foundation
import JSON
import Prompts
import RequestCore
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
                + #""name":"get_tide","arguments":{"h":"Brest"}}],"finish_reason":"tool_call"}]"#)
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
