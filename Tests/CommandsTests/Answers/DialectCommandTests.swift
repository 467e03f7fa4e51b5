import JSON
import Prompts
import TestSupport
import Testing

/// `etude run` and `etude lint` with a provider of another dialect.
@Suite struct DialectCommandTests {
    private let home: Etude.Folder
    private let server: FaultServer

    init() throws {
        home = try Etude.Folder()
        server = try FaultServer { request, connection in
            let item =
                #"{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"high at noon","annotations":[]}]}"#
            let reasoning = #"{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gA"}"#
            let response =
                #"{"id":"resp_1","object":"response","model":"o3-2025-04-16","status":"completed","output":[\#(reasoning),\#(item)],"usage":{"input_tokens":2,"input_tokens_details":{"cached_tokens":1},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":5}}"#
            let isStreamed = (try? JSONValue(parsing: request.body))?["stream"]?.boolValue == true
            guard request.path == "/v1/responses", isStreamed else {
                connection.respond(
                    request.path == "/v1/responses" ? 200 : 404, headers: [("Content-Type", "application/json")],
                    body: response)
                return
            }
            connection.startChunked()
            connection.writeChunk(
                #"data: {"type":"response.output_item.done","output_index":0,"item":\#(reasoning)}"# + "\n\n")
            connection.writeChunk(#"data: {"type":"response.completed","response":\#(response)}"# + "\n\n")
            connection.endChunked()
        }
        _ = try home.write(
            "providers:\n  work: {base_url: '\(server.url("/v1"))', dialect: responses}\n", to: "config.yaml")
        _ = try home.write("---\nmodel: o3\n---\n<user>\nWhen?\n</user>\n", to: "tides.prompt")
    }

    private func etude(_ arguments: String...) async throws -> (status: Int32, output: String, errors: String) {
        let ended = try await InProcess.run(
            arguments + [home.path + "/tides.prompt", "--provider", "work"], home: home,
            environment: ["NO_PROXY": "127.0.0.1"])
        return (ended.status, ended.output, ended.errors)
    }

    private func lines(_ output: String) throws -> [JSONValue] {
        try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test("run --json has the same words as with chat completions, streamed and not", arguments: [true, false])
    func words(streamed: Bool) async throws {
        let ended = streamed ? try await etude("run", "--json") : try await etude("run", "--json", "--no-stream")
        let line = try #require(try lines(ended.output).first)
        #expect(ended.status == 0 && line["dialect"] == "responses" && line["finish_reason"] == "stop")
        #expect(line["output"] == "high at noon" && line["reasoning"] == .null && line["error"] == .null)
        #expect(
            line["usage"]?.compact
                == #"{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":1}}"#
        )
        #expect(line["resolved_model"] == "o3-2025-04-16" && line["incomplete"] == false)
        let id = try #require(line["id"]?.stringValue)
        let log = try await InProcess.run(["logs", "show", id], home: home).output
        let record = try JSONValue(parsing: log)
        #expect(record["response"]?["usage"]?["input_tokens"] == 2)
        #expect(record["request"]?["input"]?[0]?["role"] == "user")
    }

    @Test("n answers are n requests, each a log with a choice of its own")
    func several() async throws {
        let ended = try await etude("run", "--json", "-n", "3")
        let lines = try lines(ended.output)
        #expect(ended.status == 0 && lines.map { $0["choice"] } == [0, 1, 2])
        #expect(Set(lines.compactMap { $0["id"]?.stringValue }).count == 3)
        #expect(Set(lines.compactMap { $0["version"]?.stringValue }).count == 1)
        let bodies = try server.record.requests.map { try JSONValue(parsing: $0.body) }
        #expect(bodies.count == 3 && bodies.allSatisfy { $0["n"] == nil })
        let plain = try await etude("run", "-n", "2")
        #expect(plain.output == "high at noon\n\nhigh at noon\n")
    }

    @Test("a stream under extra is said not to be sent, whatever the dialect")
    func extraStream() async throws {
        _ = try home.write("---\nmodel: o3\nextra: {stream: false}\n---\n<user>\nWhen?\n</user>\n", to: "tides.prompt")
        let run = try await etude("run")
        #expect(run.status == 0 && run.errors.contains("extra.stream: is not sent; use --no-stream"))
        #expect(try JSONValue(parsing: #require(server.record.requests.first).body)["stream"] == true)
    }

    @Test("what has no counterpart is said on stderr before it is sent, and by lint")
    func lint() async throws {
        let sentence = "warning: seed: has no counterpart in responses and is not sent\n"
        let run = try await etude("run", "--set", "seed=1")
        #expect(run.status == 0 && run.errors == "etude: " + sentence)
        _ = try home.write("---\nmodel: gpt-4o\nseed: 1\n---\n<user>\nWhen?\n</user>\n", to: "tides.prompt")
        let linted = try await etude("lint")
        #expect(linted.status == 0 && linted.output.hasPrefix(sentence))
    }
}
