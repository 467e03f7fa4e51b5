import Processes
import RequestCore
import TestSupport
import Testing

@Suite struct KeyCommandTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> Finished {
        try await InProcess.run(arguments, home: home, environment: environment) { edges in
            edges.readKey = { try await KeyProgram().output(of: $0) }
        }
    }

    @Test("a key comes from its command, once more after a 401, and is nowhere shown")
    func endToEnd() async throws {
        let server = try FaultServer { request, connection in
            let isRight = request.header("authorization") == "Bearer key-2-secret"
            let answer =
                #"{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Ahoy"},"finish_reason":"stop"}]}"#
            connection.respond(
                isRight ? 200 : 401, headers: [("Content-Type", "application/json")], body: isRight ? answer : "{}")
        }
        // Each run of the script prints the next key.
        let script = try home.write(
            "echo >> '\(home.path)/count'\necho key-$(wc -l < '\(home.path)/count')-secret\n", to: "key.sh")
        _ = try home.write(
            "providers:\n  work:\n    base_url: \(server.url("/v1"))\n    api_key_command: [sh, \(script)]\n",
            to: "config.yaml")
        let prompt = try home.write("Hello", to: "p.prompt")
        let finished = try await run(["run", prompt, "--provider", "work", "-m", "Hi"])
        #expect(finished.status == 0 && finished.output == "Ahoy\n")
        #expect(server.record.requests.count == 2)
        let logs = try await run(["logs", "--json"])
        let listed = try await run(["providers"])
        #expect(listed.output.contains("with a key from sh"))
        for text in [finished.errors, logs.output, listed.output] { #expect(!text.contains("secret")) }
    }

    @Test("a command that fails stops the run before anything is sent")
    func failing() async throws {
        let server = try FaultServer { _, connection in connection.respond(200, body: "{}") }
        _ = try home.write(
            "providers:\n  work:\n    base_url: \(server.url("/v1"))\n    api_key_command: [sh, -c, 'exit 7']\n",
            to: "config.yaml")
        let prompt = try home.write("Hello", to: "p.prompt")
        let finished = try await run(["run", prompt, "--provider", "work", "-m", "Hi"])
        #expect(finished.status != 0 && finished.errors.contains("sh gave no key: it ended with status 7"))
        #expect(server.record.requests.isEmpty)
    }

    @Test("a key with quotes is refused with the reason before anything is sent")
    func quoted() async throws {
        let finished = try await run(["run", "-m", "Hi", "--provider", "groq"], ["GROQ_API_KEY": "'gsk-secret'"])
        #expect(finished.status == 2 && !finished.errors.contains("secret"))
    }

    @Test(
        "doctor finds what is wrong with config.yaml, and everything else, too",
        arguments: [
            ("mcp:\n  a: 1\n", ":2: mcp.a: must have"), ("foo: 1\n", ": foo: not a key that is known"),
            ("a: [\n", "not valid YAML"),
        ])
    func brokenSettings(text: String, finding: String) async throws {
        _ = try home.write(text, to: "config.yaml")
        let doctor = try await run(["doctor"], [:])
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("problem settings: ") && doctor.output.contains(finding), "\(doctor.output)")
        #expect(doctor.output.contains("provider: "))
        #expect(!doctor.output.contains("did you mean"))
    }

    @Test("doctor shows proxies without user and password, and names one that is not used")
    func proxies() async throws {
        let environment = [
            "TERM": "xterm", "https_proxy": "http://me:pw-secret@proxy.example:3128", "HTTP_PROXY": "http://x:1",
        ]
        let doctor = try await run(["doctor"], environment)
        #expect(doctor.output.contains("proxy: https_proxy is http://•••@proxy.example:3128, for https"))
        #expect(doctor.output.contains("note    proxy: HTTP_PROXY is not used: write http_proxy in lower case"))
        #expect(!doctor.output.contains("pw-secret"))
    }

    @Test("the provider that has its key is named where the simulator is the default")
    func ready() async throws {
        let listed = try await run(["providers"], ["ANTHROPIC_API_KEY": "k"])
        #expect(
            listed.output.hasPrefix("* simulator")
                && listed.output.contains("  anthropic  https://api.anthropic.com/v1 with a key"))
        #expect(listed.errors.contains("anthropic has its key: use it with --provider anthropic"))
    }
}
