import JSON
import Prompts
import TestSupport
import Testing

@Suite struct ProviderCommandTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func server(_ status: Int, _ body: String) throws -> FaultServer {
        try FaultServer { request, connection in
            connection.respond(
                request.path == "/v1/models" ? status : 404, headers: [("Content-Type", "application/json")], body: body
            )
        }
    }

    private func environment(_ server: FaultServer) -> [String: String] {
        ["OPENAI_BASE_URL": server.url("/v1"), "OPENAI_API_KEY": "sk-secret-1234", "NO_PROXY": "127.0.0.1"]
    }

    @Test("a new user has the simulator, and openai as soon as there is a key, which is never shown")
    func providers() async throws {
        let fresh = try await InProcess.run(["providers"], home: home)
        #expect(fresh.output.hasPrefix("* simulator  built in, offline\n"))
        #expect(fresh.output.contains("  openai  openai needs a key: set OPENAI_API_KEY"))
        _ = try home.write(
            "providers:\n  work: {base_url: 'https://u:pw@llm.example.org/v1?api-key=abc', api_key_env: WORK_KEY}\n",
            to: "config.yaml")
        let keys = ["OPENAI_API_KEY": "sk-secret-1234", "WORK_KEY": "w-secret-5678"]
        let set = try await InProcess.run(["providers"], home: home, environment: keys)
        #expect(set.output.contains("* openai  https://api.openai.com/v1 with a key\n"))
        #expect(set.output.contains("  work  https://llm.example.org/v1 with a key\n"))
        let json = try await InProcess.run(["providers", "--json"], home: home, environment: keys)
        let lines = try json.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.prefix(4).map { $0["name"] } == ["simulator", "openai", "work", "anthropic"])
        #expect(lines.prefix(3).map { $0["default"] } == [false, true, false] && lines[2]["has_key"] == true)
        for secret in ["secret", "pw", "abc"] { #expect(!(set.output + json.output).contains(secret)) }
    }

    @Test("a provider is asked for its models, with its key; without one the simulator's are listed")
    func models() async throws {
        let server = try server(
            200, #"{"object":"list","data":[{"id":"gpt-4o","object":"model"},{"id":"mine\u001b[31m"}]}"#)
        let listed = try await InProcess.run(["models"], home: home, environment: environment(server))
        #expect(listed.status == 0 && listed.output.hasPrefix("gpt-4o\nmine"))
        #expect(!listed.output.contains("\u{1B}"))
        #expect(server.record.requests.map { $0.header("authorization") } == ["Bearer sk-secret-1234"])
        let json = try await InProcess.run(["models", "--json"], home: home, environment: environment(server))
        let first = try JSONValue(parsing: String(json.output.split(separator: "\n")[0]))
        #expect(first["id"] == "gpt-4o" && first["vision"] == true)
        let simulator = try await InProcess.run(["models", "--provider", "simulator"], home: home)
        #expect(simulator.output.split(separator: "\n").contains("gpt-4.1-mini"))
    }

    @Test("a base URL that needs no key is listed as what a run asks")
    func keyless() async throws {
        let listed = try await InProcess.run(
            ["providers"], home: home, environment: ["OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"])
        #expect(listed.output.contains("* openai  http://127.0.0.1:8080/v1 without a key\n"))
    }

    @Test("a list without models is said to be empty", arguments: ["null", "[]"])
    func emptyList(_ data: String) async throws {
        let server = try server(200, #"{"object":"list","data":\#(data)}"#)
        let listed = try await InProcess.run(["models"], home: home, environment: environment(server))
        #expect(listed.status == 0 && listed.output.isEmpty && listed.errors.contains("empty list of models"))
    }

    @Test("a refusal is told in the provider's words, without the key; what is no list is said to be none")
    func refused() async throws {
        let refusing = try server(
            401, #"{"error":{"message":"Incorrect API key provided: sk-secret-1234","type":"x"}}"#)
        let refused = try await InProcess.run(["models"], home: home, environment: environment(refusing))
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(refused.errors.contains("Incorrect API key provided") && !refused.errors.contains("secret"))
        let strange = try server(200, "<html>")
        let page = try await InProcess.run(["models"], home: home, environment: environment(strange))
        #expect(page.status == 1 && page.errors.contains("not a list of models"))
        #expect(try await InProcess.run(["models", "--provider", "nobody"], home: home).status == 2)
    }

    @Test("doctor says what is there and what is missing; a problem is exit status 1")
    func doctor() async throws {
        let well = try await InProcess.run(
            ["doctor"], home: home, environment: ["TERM": "xterm-256color", "EDITOR": "sh -c true"])
        #expect(well.status == 0)
        for line in [
            "ok      etude: ", "ok      store: \(home.path)/etude.db", "ok      provider: the simulator",
            "ok      editor: sh",
        ] {
            #expect(well.output.contains(line), "\(line)")
        }
        let server = try server(401, #"{"error":{"message":"no such key sk-secret-1234"}}"#)
        let ill = try await InProcess.run(
            ["doctor", "--online", "--json"], home: home,
            environment: environment(server).merging(["TERM": "dumb", "EDITOR": "/nowhere/ed", "LANG": "C"]) { $1 })
        #expect(ill.status == 1 && !ill.output.contains("secret"))
        let checks = try ill.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        let verdicts = checks.compactMap { check -> (String, String)? in
            guard let subject = check["subject"]?.stringValue, let verdict = check["verdict"]?.stringValue else {
                return nil
            }
            return (subject, verdict)
        }
        let found = Dictionary(verdicts) { first, _ in first }
        #expect(found["terminal"] == "problem" && found["editor"] == "problem" && found["online"] == "problem")
        #expect(found["locale"] == "note" && found["provider"] == "ok" && found["store"] == "ok")
    }

    @Test("settings that the playground cannot use are problems for doctor, each with its place")
    func playgroundProblems() async throws {
        let ill = try await InProcess.run(["doctor"], home: home, environment: ["TERM": "xterm-256color"]) { edges in
            edges.playgroundProblems = { surroundings in
                [FieldError(file: surroundings.home.settingsFile, line: 3, message: "'ctrl-q' is bound twice")]
            }
        }
        #expect(ill.status == 1)
        #expect(ill.output.contains("problem settings: \(home.path)/config.yaml:3: 'ctrl-q' is bound twice\n"))
    }
}
