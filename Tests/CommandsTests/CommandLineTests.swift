import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

@Suite("The command line")
struct CommandLineTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func json(_ finished: Finished) throws -> [JSONValue] {
        try finished.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test(
        "every sample runs on the simulator as it is",
        arguments: [
            "weather.prompt", "vision.prompt", "json-mode.prompt", "calendar-event.prompt", "delivery-date.prompt",
            "translate.prompt",
        ])
    func samples(name: String) async throws {
        let finished = try await InProcess.run(
            ["run", Etude.sample(name), "-m", "Alice meets Bob in Boston on Friday, order_12345"], home: home)
        #expect(finished.status == 0, "\(finished.errors)")
        #expect(!finished.output.isEmpty)
        #expect(finished.output.hasSuffix("\n"))
    }

    @Test(
        "bad usage is told in the form of every other error, with how the command is used, and ends with 2",
        arguments: [
            ["run"], ["run", "a.prompt", "--nope"], ["run", "a.prompt", "-n", "0"], ["eval", "--jobs", "many"],
        ])
    func usage(arguments: [String]) async throws {
        let finished = try await InProcess.run(arguments, home: home)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.hasPrefix("etude: "))
        #expect(finished.errors.contains("\nUsage: etude \(arguments[0]) "))
    }

    @Test("run --json prints every key of the promise, and the two calls of the weather example")
    func runJSON() async throws {
        let finished = try await InProcess.run(
            [
                "run", Etude.sample("weather.prompt"), "--json", "-m",
                "What's the weather like in Boston and London tonight?",
            ], home: home)
        #expect(finished.status == 0)
        let line = try #require(try json(finished).first)
        #expect(
            line.objectValue?.keys == [
                "id", "choice", "prompt", "version", "provider", "dialect", "model", "resolved_model", "created_at",
                "output",
                "output_message",
                "reasoning", "refusal", "finish_reason", "incomplete", "usage", "cost_usd", "timing", "error",
            ])
        #expect(line["prompt"] == "weather")
        #expect(line["provider"] == "simulator")
        #expect(line["dialect"] == "chat")
        #expect(line["output"] == .null)
        #expect(line["version"]?.stringValue?.utf8.count == 64)
        let calls = try #require(line["output_message"]?["tool_calls"]?.arrayValue)
        #expect(calls.count == 2)
        #expect(line["output_message"]?["tool_call"] == calls[0])
        #expect(line["finish_reason"] == "tool_calls")
        #expect(line["incomplete"] == false)
        #expect(line["error"] == .null)
    }

    @Test("the id of a version is the SHA-256 of show --canonical")
    func canonical() async throws {
        let file = try home.write("---\nmodel: gpt-4o\n---\n", to: "least.prompt")
        let shown = try await InProcess.run(["show", file, "--canonical"], home: home)
        #expect(shown.output == #"{"model":"gpt-4o"}"#)
        let run = try await InProcess.run(["run", file, "-m", "hi", "--json"], home: home)
        #expect(try json(run).first?["version"] == "960e9886e1bff92dceaf7f3850d2fe2f81776879f9077ef7e59f0e0fa929f504")
        let stored = try await InProcess.run(["show", "least", "--canonical"], home: home)
        #expect(stored.output == #"{"model":"gpt-4o"}"#)
        let byHash = try await InProcess.run(["show", "960e9886", "--canonical"], home: home)
        #expect(byHash.output == shown.output)
    }

    @Test("plain run prints calls as name {arguments}, one a line")
    func plainCalls() async throws {
        let finished = try await InProcess.run(
            ["run", Etude.sample("weather.prompt"), "-m", "What's the weather like in Boston and London?"], home: home)
        let lines = finished.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasPrefix("get_current_weather {") })
    }

    @Test("stdin that is no terminal is the message; -m - reads it too; run - reads the prompt from it")
    func standardInput() async throws {
        let prompt = try home.write("---\nmodel: gpt-4o\n---\n", to: "p.prompt")
        for arguments in [["run", prompt, "--json"], ["run", prompt, "-m", "-", "--json"]] {
            let finished = try await InProcess.run(arguments, home: home, input: "repeat: blue whale\n")
            #expect(finished.status == 0)
            #expect(try json(finished).first?["output"]?.stringValue?.contains("blue whale") == true)
        }
        let fromPipe = try await InProcess.run(
            ["run", "-", "-m", "repeat: red fox", "--json"], home: home, input: "---\nmodel: gpt-4o\n---\n")
        #expect(try json(fromPipe).first?["output"]?.stringValue?.contains("red fox") == true)
        #expect(try json(fromPipe).first?["prompt"] == "untitled")
    }

    @Test(
        "bad usage and bad files exit 2 with nothing on stdout",
        arguments: [
            ["run"], ["run", "no-such-file.prompt", "-m", "x"], ["run", "nobody", "-m", "x"], ["run", "x", "--bogus"],
            ["run", "nobody@v12", "-m", "x"], ["show", "./nowhere"], ["run", "-", "--set", "nonsense"],
            ["logs", "--limit", "0"],
        ])
    func badUsage(arguments: [String]) async throws {
        let finished = try await InProcess.run(arguments, home: home, input: "")
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(!finished.errors.isEmpty)
    }

    @Test("an unset variable exits 2 and is named")
    func unsetVariable() async throws {
        let file = try home.write("---\nmodel: gpt-4o\n---\n<system>\nSpeak {{language}}.\n</system>\n", to: "v.prompt")
        let finished = try await InProcess.run(["run", file, "-m", "hi"], home: home)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.contains("language"))
        #expect(try await InProcess.run(["run", file, "-m", "hi", "--var", "language=Breton"], home: home).status == 0)
    }

    @Test("a refused request exits 1 with the server's words on stderr, and as an object with --json")
    func refused() async throws {
        let file = try home.write("---\nmodel: gpt-4o\nresponse_format:\n  type: json_object\n---\n", to: "j.prompt")
        let plain = try await InProcess.run(["run", file, "-m", "hello"], home: home)
        #expect(plain.status == 1)
        #expect(plain.output.isEmpty)
        #expect(plain.errors.contains("'messages' must contain the word 'json' in some form"))
        let line = try #require(
            try json(try await InProcess.run(["run", file, "-m", "hello", "--json"], home: home)).first)
        #expect(line["error"]?["kind"] == "bad_request")
        #expect(line["error"]?["status"] == 400)
        #expect(line["incomplete"] == true)
        #expect(line["output"] == .null)
    }

    @Test("--set takes API names, dotted for what is nested; unknown keys go to extra; key= unsets; the last one wins")
    func settings() async throws {
        let file = try home.write("---\nmodel: gpt-4o\ntemperature: 1\n---\n", to: "s.prompt")
        let server = try AnsweringServer()
        _ = try await InProcess.run(
            [
                "run", file, "-m", "hi", "--set", "temperature=", "--set", "top_p=0.1", "--set", "top_p=0.5", "--set",
                "metadata.team=red",
                "--set", "response_format.type=json_object",
            ],
            home: home, environment: server.environment)
        let body = try #require(try server.bodies().first)
        #expect(body["temperature"] == nil)
        #expect(body["top_p"]?.doubleValue == 0.5)
        #expect(body["metadata"]?["team"] == "red")
        #expect(body["response_format"]?["type"] == "json_object")
    }

    @Test("the request body is exactly what the config says, the key goes out once and is nowhere else")
    func realEndpoint() async throws {
        let file = try home.write("---\nmodel: gpt-4o\nseed: 7\n---\n<system>\nBe brief.\n</system>\n", to: "e.prompt")
        let server = try AnsweringServer()
        let finished = try await InProcess.run(
            ["run", file, "-m", "Say this is a test", "--json"], home: home, environment: server.environment)
        #expect(finished.status == 0)
        #expect(try json(finished).first?["output"] == "This is a test")
        #expect(try json(finished).first?["usage"]?["total_tokens"] == 5)
        #expect(try json(finished).first?["provider"] == "openai")
        let body = try #require(try server.bodies().first)
        let expected = try JSONValue(
            parsing: """
                {"model":"gpt-4o","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Say this is a test"}],
                 "seed":7,"stream":true,"stream_options":{"include_usage":true}}
                """)
        #expect(body == expected)
        #expect(server.authorizations == ["Bearer sk-secret-1234"])
        let log = try await InProcess.run(["logs", "--json"], home: home)
        #expect(log.output.contains("This is a test"))
        let everything = try Data(contentsOf: URL(fileURLWithPath: home.path + "/etude.db"))
        #expect(!String(decoding: everything, as: UTF8.self).contains("sk-secret-1234"))
        #expect(!(log.output + finished.output + finished.errors).contains("sk-secret-1234"))
    }

    @Test("a call is one line whatever is between its tokens, and a retry too whatever the server says")
    func oneLine() async throws {
        let isFresh = Mutex(true)
        let server = try FaultServer { _, connection in
            let isFirst = isFresh.withLock { fresh in
                defer { fresh = false }
                return fresh
            }
            if isFirst {
                connection.respond(503, body: #"{"error":{"message":"busy\n\nlater"}}"#)
                return
            }
            connection.respond(
                200, headers: [("Content-Type", "application/json")],
                body: #"""
                    {"choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[{"id":"a",
                     "type":"function","function":{"name":"f","arguments":"{\"a\"\n:\"b\\nc\",\r\n\"d\":1}"}}]}}]}
                    """#)
        }
        let finished = try await InProcess.run(
            ["run", Etude.sample("translate.prompt"), "-m", "hi", "--no-stream"], home: home,
            environment: ["OPENAI_BASE_URL": server.url("/v1"), "NO_PROXY": "127.0.0.1"])
        #expect(finished.status == 0)
        #expect(finished.output == #"f {"a" :"b\nc", "d":1}"# + "\n")
        let errors = finished.errors.split(separator: "\n")
        #expect(errors.count == 1)
        #expect(finished.errors.hasPrefix("etude: server 503: busy; trying again in 0."))
    }

    @Test("what breaks a schema is told on stderr; the answer is printed as it came, and the status is as without")
    func violations() async throws {
        let server = try FaultServer { _, connection in
            connection.respond(
                200, headers: [("Content-Type", "application/json")],
                body:
                    #"{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"name\": 5}"}}]}"#
            )
        }
        let finished = try await InProcess.run(
            ["run", Etude.sample("calendar-event.prompt"), "-m", "hi", "--no-stream"], home: home,
            environment: ["OPENAI_BASE_URL": server.url("/v1"), "NO_PROXY": "127.0.0.1"])
        #expect(finished.status == 0 && finished.output == "{\"name\": 5}\n")
        #expect(finished.errors == "etude: the answer does not fit its format: date is missing\n")
    }

    @Test("a key that is not known is told, as it is not sent")
    func unknownKey() async throws {
        let file = try home.write("---\nmodel: gpt-4o\nignore_eos: true\nendpoint: chat\n---\n", to: "u.prompt")
        let finished = try await InProcess.run(["run", file, "-m", "hi"], home: home)
        #expect(finished.status == 0)
        #expect(
            finished.errors
                == "etude: warning: ignore_eos: is unknown and is not sent; put fields for the server under extra\n")
    }

    @Test("a file is read once: of a pipe, which gives its text only once, lint tells what is odd about the text")
    func readOnce() async throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("---\nmodel: gpt-4o\n---\nBe brief.\n".utf8))
        try pipe.fileHandleForWriting.close()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        let finished = try await InProcess.run(["lint", path], home: home)
        #expect(finished.output.hasPrefix("note: messages: the body has no tags"))
    }

    @Test("logs lists what was run, show prints one whole")
    func logs() async throws {
        let run = try await InProcess.run(
            ["run", Etude.sample("translate.prompt"), "-m", "harbour", "--json"], home: home)
        let id = try #require(try json(run).first?["id"]?.stringValue)
        let list = try await InProcess.run(["logs"], home: home)
        #expect(list.output.contains(id))
        #expect(list.output.contains("harbour"))
        let shown = try await InProcess.run(["logs", "show", id], home: home)
        let whole = try JSONValue(parsing: shown.output)
        #expect(whole["request"]?["messages"]?[1]?["content"] == "harbour")
        #expect(whole["response"]?["choices"]?[0]?["message"]?["role"] == "assistant")
        #expect(try await InProcess.run(["logs", "show", "nothing"], home: home).status == 2)
    }

    @Test("--no-store leaves no trace")
    func noStore() async throws {
        #expect(
            try await InProcess.run(["run", Etude.sample("translate.prompt"), "-m", "hi", "--no-store"], home: home)
                .status
                == 0)
        #expect(try !FileManager.default.contentsOfDirectory(atPath: home.path).contains("etude.db"))
    }

    @Test("a named provider without its key is an error, never silently the simulator")
    func missingKey() async throws {
        let finished = try await InProcess.run(
            ["run", Etude.sample("translate.prompt"), "-m", "hi", "--provider", "openai"], home: home)
        #expect(finished.status == 2)
        #expect(finished.errors.contains("OPENAI_API_KEY"))
    }

    @Test("what help says of each command fits into 80 columns as it was written")
    func help() async throws {
        var waiting: [[String]] = [[]]
        var count = 0
        while let command = waiting.popLast() {
            count += 1
            let help = try await InProcess.run(["help"] + command, home: home, columns: 300).output
            let text = help.components(separatedBy: "USAGE:").first ?? ""
            // A line that fills the width exactly is broken by the library.
            let tooLong = text.components(separatedBy: "\n").dropFirst().filter { $0.count >= 80 }
            #expect(tooLong.isEmpty, "\(command)")
            #expect(!text.contains(#"\"#), "\(command)")
            let parts = help.components(separatedBy: "SUBCOMMANDS:\n")
            guard parts.count > 1 else { continue }
            let lines = parts[1].components(separatedBy: "\n").prefix { !$0.isEmpty }
            // Lines that begin further in go on with what stands above them.
            let names = lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            // Another name of a command stands behind a comma.
            waiting += names.compactMap {
                $0.split(whereSeparator: { " ,".contains($0) }).first.map { command + [String($0)] }
            }
        }
        #expect(count > 35)
    }

    @Test("files of the home are the person's alone")
    func modes() async throws {
        _ = try await InProcess.run(["run", Etude.sample("translate.prompt"), "-m", "hi"], home: home)
        let mode = try FileManager.default.attributesOfItem(atPath: home.path + "/etude.db")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("--wire records a run, readable by nobody else, and --from-wire answers out of it the same")
    func wire() async throws {
        let file = home.path + "/run.jsonl"
        let question = ["-m", "What's the weather in Boston and London?"]
        let recorded = try await InProcess.run(
            ["run", Etude.sample("weather.prompt"), "--wire", file] + question, home: home)
        #expect(recorded.status == 0, "\(recorded.errors)")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        let again = try await InProcess.run(
            ["run", Etude.sample("weather.prompt"), "--from-wire", file, "-m", "anything"], home: home)
        #expect(again.status == 0 && again.output == recorded.output)
        let none = try await InProcess.run(
            ["run", Etude.sample("weather.prompt"), "--from-wire", home.path, "-m", "x"], home: home)
        #expect(none.status == 2 && none.output.isEmpty && none.errors.contains(home.path))
        let nowhere = try await InProcess.run(
            ["run", Etude.sample("weather.prompt"), "--wire", home.path + "/no/such/place"] + question, home: home)
        #expect(nowhere.status == 2 && nowhere.errors.contains("--wire"))
    }

    @Test("an option with one value that is given twice is named")
    func twice() async throws {
        let ran = try await InProcess.run(
            ["run", Etude.sample("translate.prompt"), "-m", "repeat: one", "-m", "repeat: two", "--model=a"], home: home
        )
        #expect(ran.status == 0 && ran.errors == "etude: -m is given more than once; only the last one counts\n")
    }

    @Test("a name that no REF could give is said, by run and by lint", arguments: ["weather.v2", "x@v1", "a~1"])
    func names(name: String) async throws {
        let file = try home.write("---\nmodel: m\n---\n<user>\nq\n</user>\n", to: "\(name).prompt")
        let ran = try await InProcess.run(["run", file], home: home)
        #expect(ran.status == 0 && ran.errors.contains("'\(name)' cannot be a prompt's name"))
        let linted = try await InProcess.run(["lint", file], home: home)
        #expect(linted.status == 0 && linted.output.contains("warning: name: '\(name)'"))
    }

    @Test("lint says what would be refused, and its status whether anything would be")
    func lint() async throws {
        let bad = try home.write(
            "---\nmodel: o3\ntop_logprobs: 3\ntemperature: 0.5\n---\nBe brief.\n", to: "bad.prompt")
        let finished = try await InProcess.run(["lint", bad], home: home)
        #expect(finished.status == 1 && finished.errors.isEmpty)
        let lines = finished.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("note: messages: the body has no tags") == true)
        #expect(lines.contains("error: top_logprobs: needs logprobs to be true"))
        #expect(lines.contains("warning: temperature: o3 refuses this field"))
        let listed = try json(try await InProcess.run(["lint", bad, "--json"], home: home))
        #expect(listed.first { $0["place"] == "top_logprobs" }?["fix"] == "set logprobs to true")
        let good = try await InProcess.run(["lint", Etude.sample("weather.prompt")], home: home)
        // The sample names a model that has an end, which is told when it is near.
        let others = good.output.split(separator: "\n").filter { !$0.contains("gpt-4.1-mini will be retired") }
        #expect(good.status == 0 && others.isEmpty)
        let tool = try home.write("---\netude: {tools: {x: {rn: [a]}}}\n---\n<user>\nq\n</user>\n", to: "tool.prompt")
        let broken = try await InProcess.run(["lint", tool], home: home)
        #expect(broken.status == 1 && broken.output.hasPrefix("error: etude.tools.x.rn: is not known"))
        #expect(try await InProcess.run(["lint", home.path + "/none.prompt"], home: home).status == 2)
    }
}
