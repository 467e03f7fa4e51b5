import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite("Thinking that a run leaves out is named on stderr")
struct LeftOutThinkingTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        _ = try home.write(
            "providers: {p: {base_url: 'http://127.0.0.1:1/v1', dialect: messages}}\n", to: "config.yaml")
        _ = try home.write(#"{"toolu_a":"06:12"}"#, to: "results.json")
        try write(system: "S")
    }

    private func write(system: String) throws {
        let tools = "tools:\n  - name: tide\n    parameters: {type: object, properties: {}}"
        _ = try home.write(
            "---\nname: t\nmodel: claude-sonnet-5-5\n\(tools)\n---\n<system>\n\(system)\n</system>\n<user>\nq\n</user>\n",
            to: "t.prompt")
    }

    /// A server of Messages that thinks and calls a tool, and then answers.
    private final class Server: Transport {
        private let bodies = Mutex<[String]>([])

        var last: String { bodies.withLock { $0.last ?? "" } }

        func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
            let isFirst = bodies.withLock { bodies in
                bodies.append(String(decoding: request.body, as: UTF8.self))
                return bodies.count == 1
            }
            let content =
                isFirst
                ? #"[{"type":"thinking","thinking":"T","signature":"SIG"},{"type":"tool_use","id":"toolu_a","name":"tide","input":{}}]"#
                : #"[{"type":"text","text":"Hi"}]"#
            let body =
                #"{"id":"m","type":"message","role":"assistant","model":"claude-sonnet-5-5","content":\#(content),"stop_reason":"\#(isFirst ? "tool_use" : "end_turn")","usage":{"input_tokens":1,"output_tokens":1}}"#
            return AsyncThrowingStream { continuation in
                let json = [HTTPHeader(name: "content-type", value: "application/json")]
                continuation.yield(.head(ResponseHead(status: 200, headers: json)))
                continuation.yield(.body(Array(body.utf8)))
                continuation.finish()
            }
        }
    }

    @Test("because the model or what stands before has changed, and not where nothing has", arguments: [0, 1, 2])
    func leftOut(change: Int) async throws {
        let server = Server()
        func run(_ arguments: String...) async throws -> Finished {
            try await InProcess.run(
                ["run", "t.prompt", "--provider", "p", "--tools", "manual"] + arguments, home: home
            ) { $0.http = server }
        }
        #expect(try await run().status == 3)
        if change == 2 { try write(system: "EDITED") }
        let ended =
            change == 1
            ? try await run("--continue", "results.json", "--model", "claude-opus-5")
            : try await run("--continue", "results.json")
        #expect(ended.status == 0 && ended.output == "Hi\n")
        #expect(server.last.contains("SIG") == (change == 0))
        let why = ["", "it was made by claude-sonnet-5-5", "the server, or what stands before it, has changed since"][
            change]
        let sentence = "etude: warning: messages[2]: its reasoning is left out: \(why)\n"
        #expect(change == 0 ? !ended.errors.contains("left out") : ended.errors.contains(sentence), "\(ended.errors)")
    }
}
