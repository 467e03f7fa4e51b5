import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite("Several answers on the command line")
struct SeveralAnswersTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        _ = try home.write("---\nmodel: m\n---\n<user>\nWhen?\n</user>\n", to: "a.prompt")
        _ = try home.write(
            "providers: {p: {base_url: 'http://127.0.0.1:1/v1', dialect: responses}}\n", to: "config.yaml")
    }

    /// A server of Responses that answers each request as its number says.
    private final class Server: Transport {
        private let count = Mutex(0)
        private let fails: Set<Int>

        init(failing fails: Set<Int>) { self.fails = fails }

        var requests: Int { count.withLock { $0 } }

        func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
            let number = count.withLock { count in
                count += 1
                return count - 1
            }
            let json = [HTTPHeader(name: "content-type", value: "application/json")]
            let body =
                fails.contains(number)
                ? #"{"error":{"message":"no"}}"#
                : #"{"id":"r","object":"response","status":"completed","model":"m","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi \#(number)"}]}]}"#
            return AsyncThrowingStream { continuation in
                continuation.yield(.head(ResponseHead(status: fails.contains(number) ? 400 : 200, headers: json)))
                continuation.yield(.body(Array(body.utf8)))
                continuation.finish()
            }
        }
    }

    private func run(_ arguments: String..., over server: any Transport) async throws -> Finished {
        try await InProcess.run(["run", "a.prompt"] + arguments, home: home) { edges in
            edges.http = server
            edges.simulator = server
        }
    }

    @Test(
        "where n answers are n requests a failure ends none of the others: a line each, and the status 1",
        arguments: [[0], [1], [2], [0, 1, 2]] as [Set<Int>])
    func failures(fails: Set<Int>) async throws {
        let server = Server(failing: fails)
        let ended = try await run("-n", "3", "--json", "--provider", "p", over: server)
        let lines = try ended.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(ended.status == 1 && server.requests == 3)
        #expect(lines.map { $0["choice"] } == [0, 1, 2])
        #expect(lines.map { $0["error"] == .null } == (0..<3).map { !fails.contains($0) })
    }

    @Test("an empty line stands between answers, and none for an answer that never came")
    func apart() async throws {
        let texts: [Set<Int>: String] = [
            []: "Hi 0\n\nHi 1\n\nHi 2\n", [1]: "Hi 0\n\nHi 2\n", [0]: "Hi 1\n\nHi 2\n", [1, 2]: "Hi 0\n",
        ]
        for (fails, text) in texts {
            let ended = try await run("-n", "3", "--provider", "p", over: Server(failing: fails))
            #expect(ended.output == text && ended.status == (fails.isEmpty ? 0 : 1))
        }
    }

    @Test("a server that ignores n is named on stderr")
    func ignored() async throws {
        let server = FakeModel { _ in .answer("Hi") }
        let sentence = "asked for 3 answers (n), the server gave 1"
        for arguments in [["--json"], []] {
            let ended = try await InProcess.run(["run", "a.prompt", "-n", "3"] + arguments, home: home) { edges in
                edges.simulator = server
            }
            #expect(ended.status == 0 && ended.errors.contains(sentence))
        }
        let one = try await InProcess.run(["run", "a.prompt"], home: home) { $0.simulator = server }
        #expect(one.status == 0 && one.errors.isEmpty)
    }
}
