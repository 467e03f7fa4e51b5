import JSON
import Prompts
import TestSupport
import Testing

@testable import RequestCore

@Suite("Calls answered over HTTP")
struct HTTPToolTests {
    private func source(_ http: JSONValue, _ more: JSONObject = [:]) throws -> ToolSource? {
        var settings = more
        settings["http"] = http
        return try ToolSettings.all(in: ["tools": ["tide": .object(settings)]])["tide"]?.source
    }

    private func answer(
        _ arguments: String, _ http: JSONValue, _ transport: ScriptedTransport, _ more: JSONObject = [:]
    ) async throws -> ToolResult {
        let answerer = ToolAnswerer(
            processes: NoProcesses(), servers: NoServers(), transport: transport, directory: "/", environment: [:])
        return await answerer.answer(
            ToolCall(id: "a", name: "tide", arguments: arguments), from: try #require(try source(http, more)))
    }

    @Test("arguments are percent-encoded in the URL, JSON in the body, and nothing else is sent")
    func request() async throws {
        let transport = ScriptedTransport([.head(200), .body("14:10")])
        let result = try await answer(
            #"{"harbour":"St. Malo/é?&","days":2,"note":"a \"b\""}"#,
            [
                "method": "post", "url": "https://sea.test/v1/{{harbour}}?d={{days}}",
                "headers": ["X-Days": "{{days}}"],
                "body": #"{"days": {{days}}, "note": {{note}}}"#,
            ], transport)
        #expect(result.text == "14:10" && !result.isError && result.source == .http)
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST" && request.url == "https://sea.test/v1/St.%20Malo%2F%C3%A9%3F%26?d=2")
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"days": 2, "note": "a \"b\""}"#)
        #expect(request.headers.map { "\($0.name): \($0.value)" } == ["X-Days: 2", "Content-Type: application/json"])
    }

    @Test("without a body a POST carries the arguments, and a GET nothing")
    func bodies() async throws {
        let transport = ScriptedTransport([.head(200)], [.head(204)])
        _ = try await answer(#"{"a": 1}"#, ["method": "POST", "url": "https://sea.test/"], transport)
        _ = try await answer(#"{"a": 1}"#, ["url": "https://sea.test/"], transport)
        #expect(transport.requests.map { String(decoding: $0.body, as: UTF8.self) } == [#"{"a":1}"#, ""])
    }

    @Test("a bad status, a flood, a lost connection and a missing argument are results that say so")
    func failures() async throws {
        let transport = ScriptedTransport(
            [.head(404), .body("no such harbour")], [.head(200), .body(String(repeating: "x", count: 200))],
            [.fail(RunError(kind: .connection, message: "lost"))], [.head(302)])
        let http: JSONValue = ["url": "https://sea.test/{{harbour}}"]
        let missing = try await answer(#"{"harbour":"a"}"#, http, transport)
        #expect(missing.isError && missing.text == #"{"error":"HTTP status 404","body":"no such harbour"}"#)
        let flood = try await answer(#"{"harbour":"a"}"#, http, transport, ["output_limit": 100])
        #expect(flood.isError && flood.detail.contains("100 bytes"))
        #expect(try await answer(#"{"harbour":"a"}"#, http, transport).detail == "lost")
        #expect(try await answer(#"{"harbour":"a"}"#, http, transport).detail == "HTTP status 302")
        let absent = try await answer("{}", http, transport)
        #expect(absent.isError && absent.detail.contains("the call has no argument harbour"))
        #expect(transport.requests.count == 4)
    }

    @Test("an argument cannot break out of a header, and what is approved is the whole request")
    func safety() async throws {
        let broken = try await answer(
            #"{"a":"x\r\nY: z"}"#, ["url": "https://sea.test/", "headers": ["X": "{{a}}"]], ScriptedTransport())
        #expect(broken.isError && broken.detail.contains("line break"))
        let command = try source(["url": "https://sea.test/{{a}}", "headers": ["X": "y"], "body": "{{a}}"])?.command
        #expect(command?.argv == ["HTTP", "GET", "https://sea.test/{{a}}", "X: y", "{{a}}"])
    }

    @Test(
        "what cannot be understood is named",
        arguments: [
            (#"{}"#, "http.url"), (#"{"url":"ftp://a"}"#, "http.url"), (#"{"url":"https://{{a}}.test/"}"#, "http.url"),
            (#"{"url":"https://a","method":"BREW"}"#, "http.method"), (#"{"url":"https://a","x":1}"#, "http.x"),
            (#"{"url":"https://a","headers":{"a":"b\nc"}}"#, "http.headers.a"), (#""https://a""#, "http"),
        ])
    func errors(text: String, field: String) throws {
        let http = try JSONValue(parsing: text)
        let error = #expect(throws: FieldError.self) { try source(http) }
        #expect(error?.field == "etude.tools.tide.\(field)")
    }
}

/// There is none.
struct NoProcesses: ProcessRunner {
    func run(_ process: ToolProcess) async -> ToolProcessResult {
        ToolProcessResult(output: "", errors: "", ending: .notStarted("none"), seconds: 0)
    }
}
