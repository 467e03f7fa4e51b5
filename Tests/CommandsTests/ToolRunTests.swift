import Foundation
import JSON
import TestSupport
import Testing

@Suite("etude run --tools")
struct ToolRunTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private static let question = "What's the weather like in Boston and London tonight?"

    private func run(_ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(
            ["run", Etude.sample("weather.prompt")] + arguments, home: home, input: input)
    }

    @Test("manual prints the calls and exits 3; their results go on with --continue")
    func manual() async throws {
        let stopped = try await run("-m", Self.question, "--tools", "manual", "--json")
        #expect(stopped.status == 3)
        let message = try JSONValue(parsing: stopped.output)["output_message"]
        let ids = (message?["tool_calls"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        #expect(ids.count == 2)
        let results = JSONValue.object(JSONObject(ids.map { ($0, ["temperature": 5, "sky": "clear"]) })).compact
        let done = try await run("--continue", "-", input: results)
        #expect(done.status == 0 && done.output.contains("Boston") && done.output.contains("London"))
        let half = try await run("--continue", "-", input: #"{"\#(ids[0])": "x"}"#)
        #expect(half.status == 2 && half.output.isEmpty && half.errors.contains(ids[1]))
        let stranger = try await run("--continue", "-", input: #"{"call_x": 1}"#)
        #expect(stranger.status == 2 && stranger.errors.contains("call_x"))
    }

    @Test("auto runs nothing that is not approved; etude trust approves exactly what it shows")
    func trust() async throws {
        for file in ["weather.prompt", "weather.sh"] {
            try FileManager.default.copyItem(atPath: Etude.sample(file), toPath: home.path + "/" + file)
        }
        let prompt = home.path + "/weather.prompt"
        let arguments = ["run", prompt, "-m", Self.question, "--tools", "auto"]
        let before = try await InProcess.run(arguments, home: home)
        #expect(before.status == 3 && before.errors.contains("etude trust FILE approves it"))
        let asked = try await InProcess.run(["trust", prompt], home: home)
        #expect(asked.status == 1 && asked.output.contains("sh weather.sh {{location}}"))
        #expect(asked.output.contains("in \(home.path)\n") && asked.output.contains("not approved yet"))
        let trusted = try await InProcess.run(["trust", prompt, "--yes"], home: home)
        #expect(
            trusted.status == 0 && trusted.output.contains("approved now") && !trusted.output.contains("not approved"))
        let after = try await InProcess.run(arguments, home: home)
        #expect(after.status == 0 && after.output.contains("Boston") && after.output.contains("London"))
        #expect(!after.output.contains("get_current_weather"))
        let lines = try await InProcess.run(arguments + ["--json"], home: home).output.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains("tool_calls") && lines[1].contains(#""finish_reason":"stop""#))
        #expect(after.errors.contains(#"get_current_weather {"location":"Boston"} → {"location":"Boston""#))
        try Data("\necho more\n".utf8).append(to: home.path + "/weather.sh")
        #expect(try await InProcess.run(arguments, home: home).status == 3)
    }

    @Test("replay answers the same calls as before, runs nothing, and says which call has no record")
    func replay() async throws {
        _ = try await InProcess.run(["trust", Etude.sample("weather.prompt"), "--yes"], home: home)
        let unknown = try await run("-m", Self.question, "--tools", "replay")
        #expect(unknown.status == 3)
        #expect(unknown.errors.contains(#"get_current_weather {"location":"Boston"} has no recorded result"#))
        let first = try await run("-m", Self.question, "--tools", "auto")
        let again = try await run("-m", Self.question, "--tools", "replay")
        #expect(again.status == 0 && again.output == first.output)
        #expect(again.errors.contains("(replay)"))
        let other = try await run("-m", "And in Boston and Oslo?", "--tools", "replay")
        #expect(other.status == 3 && other.errors.contains(#"{"location":"Oslo"} has no recorded result"#))
    }

    @Test("a log has the results of its calls, who gave them, how long they took, and what the schema says")
    func logged() async throws {
        _ = try await InProcess.run(["trust", Etude.sample("weather.prompt"), "--yes"], home: home)
        let lines = try await run("-m", Self.question, "--tools", "auto", "--json").output.split(separator: "\n")
        let id = try #require(JSONValue(parsing: String(lines[0]))["id"]?.stringValue)
        let log = try JSONValue(parsing: await InProcess.run(["logs", "show", id, "--json"], home: home).output)
        let calls = try #require(log["calls"]?.arrayValue)
        #expect(
            calls.count == 2
                && calls.allSatisfy {
                    $0["source"] == "command" && $0["violation"] == nil || $0["violation"]?.isNull == true
                })
        #expect(calls[0]["result"]?.stringValue?.contains("Boston") == true)
        #expect((calls[1]["seconds"]?.doubleValue ?? 0) > 0 && calls[1]["failed"] == false)
    }

    @Test("a run that has cost enough goes no further by itself")
    func spend() async throws {
        let server = try FaultServer { _, connection in
            connection.respond(
                200, headers: [("Content-Type", "application/json")],
                body: #"""
                    {"model":"gpt-4o","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
                    "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}}],
                    "usage":{"prompt_tokens":1000000,"completion_tokens":0,"total_tokens":1000000}}
                    """#)
        }
        let prompt = home.path + "/f.prompt"
        let text = "---\nmodel: gpt-4o\ntools: [{name: f}]\netude: {tools: {f: {mock: x}}}\n---\n"
        try text.write(toFile: prompt, atomically: true, encoding: .utf8)
        let environment = ["OPENAI_BASE_URL": server.url("/v1"), "NO_PROXY": "127.0.0.1"]
        let arguments = ["run", prompt, "-m", "hi", "--tools", "auto", "--no-stream", "--rounds", "2"]
        let limited = try await InProcess.run(arguments + ["--max-spend", "4"], home: home, environment: environment)
        #expect(limited.status == 3 && limited.errors.contains("stopped at $5.00"))
        let free = try await InProcess.run(arguments, home: home, environment: environment)
        #expect(free.status == 3 && free.errors.contains("stopped after 2 rounds"))
        try "max_spend: 1\n".write(toFile: home.path + "/config.yaml", atomically: true, encoding: .utf8)
        let settings = try await InProcess.run(arguments, home: home, environment: environment)
        #expect(settings.errors.contains("stopped at $2.50"))
    }

    @Test("a limit says once when it cannot count what a model costs, and of several answers which one is gone on with")
    func unknownCost() async throws {
        let server = try FaultServer { _, connection in
            let choices = (0..<2).map { index in
                #"{"index":\#(index),"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":"#
                    + #"[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}}"#
            }
            connection.respond(
                200, headers: [("Content-Type", "application/json")],
                body: #"{"model":"home-made","choices":[\#(choices.joined(separator: ","))]}"#)
        }
        let prompt = home.path + "/f.prompt"
        let text = "---\nmodel: home-made\ntools: [{name: f}]\netude: {tools: {f: {mock: x}}}\n---\n"
        try text.write(toFile: prompt, atomically: true, encoding: .utf8)
        let environment = ["OPENAI_BASE_URL": server.url("/v1"), "NO_PROXY": "127.0.0.1"]
        let arguments = ["run", prompt, "-m", "hi", "--tools", "auto", "--no-stream", "--rounds", "2", "-n", "2"]
        let limited = try await InProcess.run(arguments + ["--max-spend", "4"], home: home, environment: environment)
        let said = limited.errors.components(separatedBy: "the price of home-made is unknown").count - 1
        #expect(said == 1 && limited.errors.contains("continuing with the first of 2 answers"))
        let free = try await InProcess.run(arguments, home: home, environment: environment)
        #expect(!free.errors.contains("is unknown, so the limit"))
    }

    @Test("results given by hand are recorded, unless nothing is to be stored")
    func recordedByHand() async throws {
        for store in [["--no-store"], []] {
            let stopped = try await run("-m", Self.question, "--tools", "manual", "--json")
            let message = try JSONValue(parsing: stopped.output)["output_message"]
            let ids = (message?["tool_calls"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
            let results = JSONValue.object(JSONObject(ids.map { ($0, "4 degrees and snow") })).compact
            _ = try await InProcess.run(
                ["run", Etude.sample("weather.prompt"), "--continue", "-"] + store, home: home, input: results)
            let replayed = try await run("-m", Self.question, "--tools", "replay")
            #expect(replayed.status == (store.isEmpty ? 0 : 3))
        }
    }

    @Test("a conversation with an image, and any of several answers, can be gone on with")
    func continuedImage() async throws {
        let stopped = try await run(
            "-m", Self.question, "--image", Etude.sample("tides.png"), "-n", "2", "--tools", "manual", "--json")
        #expect(stopped.status == 3, "\(stopped.errors)")
        let second = try #require(stopped.output.split(separator: "\n").last)
        let message = try JSONValue(parsing: String(second))["output_message"]
        let ids = (message?["tool_calls"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        let results = JSONValue.object(JSONObject(ids.map { ($0, ["temperature": 5]) })).compact
        let done = try await run("--continue", "-", input: results)
        #expect(done.status == 0, "\(done.errors)")
    }

    @Test("rounds have a limit")
    func rounds() async throws {
        _ = try await InProcess.run(["trust", Etude.sample("weather.prompt"), "--yes"], home: home)
        let limited = try await run("-m", Self.question, "--tools", "auto", "--rounds", "0")
        #expect(limited.status == 3 && limited.errors.contains("(--rounds)"))
    }
}

extension Data {
    fileprivate func append(to path: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: self)
        try handle.close()
    }
}
