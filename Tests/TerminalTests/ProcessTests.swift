import Foundation
import JSON
import TestSupport
import Testing

@Suite("The process round the command line")
struct ProcessTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    @Test("arguments, environment, working folder, stdin, stdout and exit status are those of the process")
    func edges() async throws {
        let server = try AnsweringServer()
        _ = try home.write("---\nmodel: gpt-4o\n---\n", to: "p.prompt")
        let run = try await Etude.run(
            ["run", "p.prompt", "--json"], home: home, environment: server.environment, input: "Say this is a test\n")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(try JSONValue(parsing: run.output)["output"] == "This is a test")
        #expect(try server.bodies().first?["messages"]?[0]?["content"] == "Say this is a test")
        let unknown = try await Etude.run(["run", "nobody", "-m", "x"], home: home)
        #expect(unknown.status == 2 && unknown.output.isEmpty && unknown.errors.hasPrefix("etude: "))
        let usage = try await Etude.run(["logs", "--limit", "0"], home: home)
        #expect(usage.status == 2 && usage.output.isEmpty && usage.errors.contains("--limit"))
        let version = try await Etude.run(["--version"], home: home)
        #expect(version.status == 0 && version.output.hasPrefix("etude "))
    }

    @Test(
        "a signal stops a run, whose log says so, and the exit status tells which",
        arguments: [SIGINT, SIGTERM, SIGQUIT])
    func stopped(signal: Int32) async throws {
        let server = try FaultServer { _, connection in
            connection.startChunked()
            connection.writeChunk(#"data: {"choices":[{"index":0,"delta":{"content":"so far"}}]}"# + "\n\n")
            connection.stallUntilClientCloses()
        }
        let environment = ["OPENAI_BASE_URL": server.url("/v1"), "NO_PROXY": "127.0.0.1"]
        async let running = Etude.run(
            ["run", Etude.sample("translate.prompt"), "-m", "hi"], home: home, environment: environment)
        await server.wait { !$0.requests.isEmpty }
        try Etude.signal(signal, home: home)
        let finished = try await running
        #expect(finished.status == 128 + signal && !finished.wasSignalled)
    }

    @Test("without a terminal the playground says so once")
    func noTerminal() async throws {
        let finished = try await Etude.run([], home: home, input: "")
        #expect(finished.status == 2)
        #expect(
            finished.errors
                == "etude: the playground needs a terminal for its input and output; etude run works without one\n")
    }

    @Test("a closed pipe ends it quietly")
    func closedPipe() async throws {
        let session = try await Etude.run(["--help"], home: home)
        #expect(session.status == 0)
        let shell = try await Shell.run(
            "ETUDE_HOME='\(home.path)' '\(Etude.executable)' run '\(Etude.sample("translate.prompt"))' -m 'write 20000 words' | head -c 10"
        )
        #expect(shell.errors.isEmpty)
        #expect(shell.output.utf8.count == 10)
    }
}
