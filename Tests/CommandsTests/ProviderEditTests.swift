import JSON
import TestSupport
import Testing

@Suite struct ProviderEditTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Finished {
        try await InProcess.run(["providers"] + arguments, home: home, environment: environment)
    }

    @Test("a provider is added to a file that did not exist, tested, and removed")
    func lifecycle() async throws {
        let server = try FaultServer { request, connection in
            let json = [("Content-Type", "application/json")]
            guard request.header("authorization") == "Bearer w-secret" else {
                return _ = connection.respond(401, headers: json, body: #"{"error":{"message":"no such key w-wrong"}}"#)
            }
            if request.path == "/v1/models" {
                _ = connection.respond(200, headers: json, body: #"{"data":[{"id":"sea-1"}]}"#)
            } else if String(decoding: request.body, as: UTF8.self).contains(#""tools""#) {
                _ = connection.respond(
                    200, headers: json,
                    body:
                        #"{"choices":[{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"say","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"#
                )
            } else {
                let chunk = #"{"choices":[{"index":0,"delta":{"content":"ready"},"finish_reason":"stop"}]}"#
                _ = connection.respond(
                    200, headers: [("Content-Type", "text/event-stream")], body: "data: \(chunk)\n\ndata: [DONE]\n\n")
            }
        }
        let added = try await run("add", "work", "--base-url", server.url(""), "--api-key-env", "WORK_KEY")
        #expect(added.status == 0 && added.errors.contains("etude providers test work"))
        #expect(try home.read("config.yaml").contains("  work:\n    base_url: "))

        let right = try await run("test", "work", environment: ["WORK_KEY": "w-secret"])
        #expect(right.status == 0, "\(right.output)\(right.errors)")
        let rows = right.output.split(separator: "\n").map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        #expect(rows == ["reachable ok", "key ok", "answer ok", "tools ok"])
        #expect(right.output.contains("sea-1, streamed"))

        let wrong = try await run("test", "work", "--json", environment: ["WORK_KEY": "w-wrong"])
        #expect(wrong.status == 1 && !wrong.output.contains("w-wrong"))
        let results = try wrong.output.split(separator: "\n").map { try JSONValue(parsing: String($0))["result"] }
        #expect(results == ["ok", "failed", "skipped", "skipped"])

        let removed = try await run("remove", "work")
        #expect(removed.status == 0)
        #expect(try await run("test", "work").status == 2)
    }

    @Test("a key in place of a variable's name is refused without being shown, and an error names the option")
    func keyAsName() async throws {
        let key = "sk-proj-AbCdEf0123456789"
        let finished = try await run("add", "oops", "--base-url", "http://127.0.0.1:9/v1", "--api-key-env", key)
        #expect(finished.status == 2)
        #expect(finished.errors.contains("--api-key-env: must be the name of an environment variable"))
        #expect(!finished.errors.contains(key) && !finished.output.contains(key))
        #expect(throws: (any Error).self) { try home.read("config.yaml") }
        #expect(
            try await run("add", "loc", "--base-url", "notaurl").errors.contains("etude: --base-url: must begin with"))
        #expect(try await run("add", "bad name", "--base-url", "http://x").status == 2)
    }

    @Test("a preset is added by its name alone; what cannot be used is refused and not written")
    func refused() async throws {
        #expect(try await run("add", "groq").status == 0)
        #expect(try await run("add", "x").errors.contains("--base-url"))
        #expect(try await run("add", "x", "--preset", "nothing").errors.contains("is not a preset"))
        #expect(try await run("add", "x", "--base-url", "ftp://x").status == 2)
        #expect(try await run("add", "groq").errors.contains("is there already"))
        #expect(try await run("remove", "mistral").errors.contains("built in"))
        #expect(try home.read("config.yaml") == "providers:\n  groq: {}\n")
    }

    @Test("an unreachable server is told, and nothing more is tried")
    func unreachable() async throws {
        _ = try await run("add", "gone", "--base-url", "http://127.0.0.1:1/v1")
        let tested = try await run("test", "gone")
        #expect(tested.status == 1 && tested.output.contains("reachable  failed"))
        #expect(tested.output.contains("127.0.0.1:1 refused the connection"))
    }
}
