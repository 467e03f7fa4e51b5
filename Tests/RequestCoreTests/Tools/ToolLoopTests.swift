import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@Suite("The tool loop's parts")
struct ToolLoopTests {
    /// Remembers what it was asked to start.
    private final class Recorder: ProcessRunner {
        private let state = Mutex<[ToolProcess]>([])
        private let result: ToolProcessResult

        init(_ ending: ToolProcessResult.Ending = .exited(0), output: String = "out\n", errors: String = "") {
            result = ToolProcessResult(output: output, errors: errors, ending: ending, seconds: 0.5)
        }

        var started: [ToolProcess] { state.withLock { $0 } }

        func run(_ process: ToolProcess) async -> ToolProcessResult {
            state.withLock { $0.append(process) }
            return result
        }
    }

    private func settings(_ json: JSONValue) throws -> ToolSettings {
        try ToolSettings.all(in: ["tools": ["tide": json]])["tide"] ?? ToolSettings()
    }

    private func answer(
        _ arguments: String, _ settings: ToolSettings, _ runner: Recorder, environment: [String: String] = [:]
    ) async throws -> ToolResult {
        let answerer = ToolAnswerer(
            processes: runner, servers: NoServers(), transport: ScriptedTransport(), directory: "/prompts",
            environment: environment)
        return await answerer.answer(
            ToolCall(id: "a", name: "tide", arguments: arguments), from: try #require(settings.source))
    }

    @Test("settings are read as the file has them")
    func read() throws {
        let read = try settings([
            "run": ["./tide.sh", "{{harbour}}"], "mode": "auto", "cwd": "bin", "env": ["STATION"], "timeout": 2.5,
            "output_limit": 100,
        ])
        #expect(read.mode == .auto)
        #expect(
            read.source
                == .command(
                    ToolCommand(
                        argv: ["./tide.sh", "{{harbour}}"], directory: "bin", environment: ["STATION"], timeLimit: 2.5,
                        outputLimit: 100)))
        #expect(try settings(["mock": ["at": 1]]).source == .mock(#"{"at":1}"#))
        #expect(try settings(["mode": "manual"]) == ToolSettings(mode: .manual))
        #expect(try ToolSettings.all(in: [:]).isEmpty)
    }

    @Test(
        "settings that cannot be understood name their field",
        arguments: [
            (["run": "tide.sh"], "etude.tools.tide.run"), (["run": []], "etude.tools.tide.run"),
            (["run": ["{{program}}"]], "etude.tools.tide.run"), (["run": ["a", 1]], "etude.tools.tide.run"),
            (["mode": "always"], "etude.tools.tide.mode"), (["runs": ["a"]], "etude.tools.tide.runs"),
            (["run": ["a"], "mock": "b"], "etude.tools.tide"),
            (["run": ["a"], "timeout": 0], "etude.tools.tide.timeout"),
            (["run": ["a"], "env": "PATH"], "etude.tools.tide.env"), ("x", "etude.tools.tide"),
            (["run": ["sh", "-c", "echo {{harbour}}"]], "etude.tools.tide.run"),
            (["run": ["/bin/bash", "-ec", "echo {{harbour}}", "x"]], "etude.tools.tide.run"),
            (["run": ["a"], "env": ["OPENAI_API_KEY"]], "etude.tools.tide.env"),
            (["run": ["a"], "cwd": 1], "etude.tools.tide.cwd"),
            (["run": ["a"], "output_limit": -1], "etude.tools.tide.output_limit"),
        ] as [(JSONValue, String)])
    func malformed(json: JSONValue, field: String) {
        let error = #expect(throws: FieldError.self) { try settings(json) }
        #expect(error?.field == field)
    }

    @Test("arguments go to stdin as JSON and into the placeholders as text, never through a shell")
    func arguments() async throws {
        let runner = Recorder()
        let settings = try settings([
            "run": ["./tide.sh", "at={{harbour}}", "{{where.lat}}", "{{days}}"], "cwd": "bin",
        ])
        let arguments = #"{"harbour":"$(rm -rf /); \"x\"","where":{"lat":1.50},"days":[1,2]}"#
        let result = try await answer(arguments, settings, runner)
        #expect(result == ToolResult(callID: "a", text: "out", source: .command, seconds: 0.5))
        let process = try #require(runner.started.first)
        #expect(process.argv == ["./tide.sh", #"at=$(rm -rf /); "x""#, "1.50", "[1,2]"])
        #expect(String(decoding: process.input, as: UTF8.self) == arguments)
        #expect(process.directory == "/prompts/bin")
    }

    @Test("a program gets the variables that every program needs and those it names, and no key")
    func environment() async throws {
        let runner = Recorder()
        let settings = try settings(["run": ["sh", "-c", "echo \"$1\"", "sh", "{{harbour}}"], "env": ["STATION"]])
        _ = try await answer(
            #"{"harbour":"; rm -rf /"}"#, settings, runner,
            environment: [
                "PATH": "/bin", "STATION": "7", "OPENAI_API_KEY": "sk", "GITHUB_TOKEN": "t", "OTHER": "x", "HOME": "/h",
            ])
        #expect(runner.started.first?.environment == ["PATH": "/bin", "STATION": "7", "HOME": "/h"])
        #expect(runner.started.first?.argv.last == "; rm -rf /")
    }

    @Test("what cannot be started as asked is an error result, and starts nothing")
    func refused() async throws {
        let runner = Recorder()
        let command = try settings(["run": ["a", "{{harbour}}"]])
        for arguments in ["{}", "not json", #"{"harbour":"a\u0000b"}"#] {
            let result = try await answer(arguments, command, runner)
            #expect(result.isError && result.text.hasPrefix(#"{"error":"#))
        }
        #expect(runner.started.isEmpty)
    }

    @Test(
        "a bad end is an error result that says what happened",
        arguments: [
            (ToolProcessResult.Ending.exited(3), "exit status 3"), (.signalled(11), "ended by signal 11"),
            (.timedOut, "stopped after 30 s, its time limit"),
            (.wroteTooMuch, "stopped after 1048576 bytes of output, its limit"), (.stopped, "stopped"),
            (.notStarted("no such file"), "could not be started: no such file"),
        ])
    func endings(ending: ToolProcessResult.Ending, words: String) async throws {
        let runner = Recorder(ending, output: "half", errors: "why")
        let result = try await answer("{}", try settings(["run": ["a"]]), runner)
        #expect(result.isError)
        let told = try JSONValue(parsing: result.text)
        #expect(told == ["error": .string(words), "stderr": "why", "stdout": "half"])
        #expect(result.detail == "\(words)\nwhy")
    }

    @Test("a mock fills the arguments in, and needs no process")
    func mock() async throws {
        let runner = Recorder()
        let mock = try settings(["mock": #"{"at": "{{harbour}}", "other": "{{none}}"}"#])
        let result = try await answer(#"{"harbour":"Brest"}"#, mock, runner)
        #expect(result.text == #"{"at": "Brest", "other": "{{none}}"}"# && result.source == .mock)
        #expect(runner.started.isEmpty)
    }

    @Test("who answers a call: nobody, a person, or a machine once it is approved")
    func round() throws {
        let settings = try ToolSettings.all(in: [
            "tools": [
                "ran": ["run": ["a"]], "mocked": ["mock": "x"], "kept": ["run": ["a"], "mode": "manual"],
            ]
        ])
        let calls = ["ran", "mocked", "kept", "unknown"].map { ToolCall(id: $0, name: $0, arguments: "{}") }
        func words(_ mode: ToolMode, approved: Bool) -> [String] {
            ToolRound(calls, settings: settings, mode: mode) { _, _ in approved }.steps.map {
                switch $0.step {
                case .answer: "answer"
                case .ask: "ask"
                case .wait: "wait"
                }
            }
        }
        #expect(words(.auto, approved: true) == ["answer", "answer", "wait", "wait"])
        #expect(words(.auto, approved: false) == ["ask", "answer", "wait", "wait"])
        #expect(words(.ask, approved: true) == ["ask", "ask", "wait", "wait"])
        #expect(words(.manual, approved: true) == ["wait", "wait", "wait", "wait"])
    }
}

/// There is none.
struct NoServers: MCPConnector {
    func tools(of server: ToolProcess) async throws(FieldError) -> [Tool] { [] }

    func call(_ tool: String, arguments: String, on server: ToolProcess) async -> MCPCallResult {
        MCPCallResult(text: "", isError: true, fault: "there is no server", seconds: 0)
    }
}
