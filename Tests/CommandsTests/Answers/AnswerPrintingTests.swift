import Commands
import JSON
import TestSupport
import Testing

@Suite("etude run: what is printed of an answer, and what is said about it")
struct AnswerPrintingTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    /// A server that streams these chunks.
    private func server(_ deltas: [String], finish: String = "stop") throws -> FaultServer {
        try FaultServer { _, connection in
            connection.startChunked()
            for delta in deltas {
                connection.writeChunk(#"data: {"choices":[{"index":0,"delta":\#(delta)}]}"# + "\n\n")
            }
            connection.writeChunk(
                #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"\#(finish)"}]}"# + "\n\ndata: [DONE]\n\n")
            connection.endChunked()
        }
    }

    private func run(_ server: FaultServer, _ arguments: String...) async throws -> Finished {
        try await InProcess.run(
            ["run", "-", "-m", "json"] + arguments, home: home,
            environment: [
                "OPENAI_BASE_URL": server.url("/v1"), "OPENAI_API_KEY": "sk-secret-1234", "NO_PROXY": "127.0.0.1",
            ],
            input: "", change: { $0.errors = $0.output })
    }

    @Test("the answer is whole and ends its line before anything else is said, though both go into one pipe")
    func order() async throws {
        let prose = try server([#"{"content":"Hel"}"#, #"{"content":"lo"}"#])
        let broken = try await run(prose, "--set", #"response_format={"type":"json_object"}"#)
        #expect(broken.output.hasPrefix("Hello\netude: the answer does not fit its format"))
        let late = try server([#"{"content":"Hel"}"#, #"{"reasoning":"hm"}"#, #"{"content":"lo"}"#])
        #expect(try await run(late).output == "Hello\nhm\n")
        let call = try server(
            [
                #"{"content":"Let me see"}"#,
                #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"tide","arguments":"{}"}}]}"#,
            ], finish: "tool_calls")
        let calling = try await run(
            call, "--set", #"tools=[{"name":"moon"}]"#, "--set", #"response_format={"type":"json_object"}"#)
        #expect(calling.output.hasPrefix("Let me see\ntide {}\netude: tide: no tool of that name\n"))
    }

    @Test(
        "an answer of Responses, which comes in pieces and then whole, is printed once; calls begin on the first line")
    func responses() async throws {
        _ = try home.write("providers:\n  simulator: {dialect: responses}\n", to: "config.yaml")
        _ = try home.write("---\nmodel: gpt-4o\n---\n<user>\nsay x\n</user>\n", to: "s.prompt")
        func run(_ arguments: String...) async throws -> String {
            try await InProcess.run(["run", home.path + "/s.prompt"] + arguments, home: home, input: "").output
        }
        #expect(try await run() == "x\n")
        #expect(try await run("-n", "2") == "x\n\nx\n")
        #expect(try await run("--set", "stream=false") == "x\n")
        let calls = try await run(
            "--set", #"tools=[{"name":"tide","parameters":{"type":"object"}}]"#, "-m", "call tide")
        #expect(calls.hasPrefix("tide "))
    }

    @Test("an answer that is a refusal, or ends in an unusual way, is told for what it is")
    func endings() async throws {
        let refusal = try await run(server([#"{"refusal":"I cannot help."}"#]))
        #expect(refusal.output == "I cannot help.\netude: the answer is a refusal\n" && refusal.status == 0)
        let odd = try await run(server([#"{"content":"Hel"}"#], finish: "insufficient_system_resource"))
        #expect(odd.output == "Hel\netude: ended with: insufficient_system_resource\n" && odd.status == 0)
        let failed = try await run(server([#"{"content":"Hel"}"#], finish: "error"))
        #expect(failed.output.hasPrefix("Hel\netude: stream: ") && failed.status == 1)
    }

    @Test("an image is named on stdout, an address is printed as it is, other parts are printed raw")
    func parts() async throws {
        let png =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
        let server = try server([
            #"{"content":"See"}"#, #"{"images":[{"type":"image_url","image_url":{"url":"\#(png)"}}]}"#,
            #"{"content":[{"type":"image_url","image_url":{"url":"https://x.example/a.png"}}]}"#,
            #"{"content":[{"type":"video","id":7}]}"#,
        ])
        let lines = try await run(server).output.split(separator: "\n").map(String.init)
        #expect(lines.first == "See" && lines.count == 4)
        #expect(lines[1].hasPrefix("[") && lines[1].contains("1×1"))
        #expect(lines[2...] == ["https://x.example/a.png", #"{"type":"video","id":7}"#])
    }

    @Test("--set stream=false and stream_options= are obeyed; what they cannot mean is an error")
    func streamSettings() async throws {
        let server = try AnsweringServer()
        for setting in ["stream=false", "stream=", "stream_options=", "stream_options.include_usage=false"] {
            let finished = try await InProcess.run(
                ["run", "-", "-m", "hi", "--set", setting], home: home, environment: server.environment, input: "")
            #expect(finished.status == 0 && finished.output == "This is a test\n")
        }
        let fields = try server.bodies().map { body in ["stream", "stream_options"].filter { body[$0] != nil } }
        #expect(fields == [[], [], ["stream"], ["stream"]])
        let refused = try await InProcess.run(
            ["run", "-", "-m", "hi", "--set", "stream_options.chunk_size=3"], home: home, input: "")
        #expect(refused.status == 2 && refused.errors.contains("stream_options="))
    }

    @Test("an option that has no use is said to have none")
    func unused() async throws {
        let finished = try await InProcess.run(
            ["run", "-", "-m", "hi", "--rounds", "3", "--max-spend", "1"], home: home, input: "")
        #expect(finished.status == 0)
        #expect(finished.errors.contains("--rounds is not used") && finished.errors.contains("--max-spend is not used"))
        _ = try home.write("providers:\n  simulator: {timeout: 3}\n", to: "config.yaml")
        let settings = try await InProcess.run(["run", "-", "-m", "hi"], home: home, input: "")
        #expect(settings.status == 2 && settings.errors.contains("config.yaml:2"))
    }
}
