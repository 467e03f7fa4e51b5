import JSON
import Prompts
import TestSupport
import Testing

/// What a model thought goes back with the results of its calls: over two processes, by the log.
@Suite("Reasoning that goes on with --continue")
struct ReasoningContinuationTests {
    private static let item =
        #"{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gA==é"}"#
    private static let itemCall =
        #"{"id":"fc_1","type":"function_call","call_id":"call_a","name":"tide","arguments":"{ \"harbour\": \"Brest\" }","status":"completed"}"#
    private static let block = #"{"type":"thinking","thinking":"","signature":"EqQB+/=="}"#
    private static let blockCall =
        #"{"type":"tool_use","id":"call_a","name":"tide","input":{"harbour":"Brest"}}"#

    private let home: Etude.Folder
    private let server: FaultServer

    init() throws {
        home = try Etude.Folder()
        server = try FaultServer { request, connection in
            let body =
                request.path.hasSuffix("/messages")
                ? #"{"id":"m","type":"message","role":"assistant","model":"c","content":[\#(Self.block),\#(Self.blockCall)],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}"#
                : #"{"id":"r","object":"response","model":"c","status":"completed","output":[\#(Self.item),\#(Self.itemCall)],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}"#
            connection.respond(200, headers: [("Content-Type", "application/json")], body: body)
        }
        let lines = ["responses", "messages"].flatMap { dialect in
            ["", "-else"].map { suffix in
                "  \(dialect)\(suffix): {base_url: '\(server.url("/v1"))', dialect: \(dialect)}\n"
            }
        }
        _ = try home.write("providers:\n" + lines.joined(), to: "config.yaml")
        try write("Be brief.")
    }

    private func write(_ system: String) throws {
        let tool = "tools:\n  - name: tide\n    parameters: {type: object, properties: {harbour: {type: string}}}\n"
        _ = try home.write(
            "---\nmodel: c\n\(tool)---\n<system>\n\(system)\n</system>\n", to: "tides.prompt")
    }

    private func run(_ provider: String, _ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(
            ["run", home.path + "/tides.prompt", "--provider", provider, "--no-stream"] + arguments, home: home,
            environment: ["NO_PROXY": "127.0.0.1"], input: input)
    }

    /// The text of the last request.
    private func sent() throws -> String { try #require(server.record.requests.last).text }

    private func whole(_ dialect: String) -> String {
        dialect == "responses" ? "\(Self.item),\(Self.itemCall)" : "[\(Self.block),\(Self.blockCall)]"
    }

    @Test("it is in the second request byte for byte", arguments: ["responses", "messages"])
    func wholeAgain(dialect: String) async throws {
        _ = try await run(dialect, "-m", "When?")
        let second = try await run(dialect, "--continue", "-", input: #"{"call_a":"at noon"}"#)
        #expect(second.status == 0 && second.errors.isEmpty, "\(second.errors)")
        #expect(try sent().contains(whole(dialect)))
        #expect(try sent().contains("at noon"))
    }

    @Test(
        "another provider, and an edited prompt, do not get it, and that is said",
        arguments: ["responses", "messages"], ["provider", "prompt"])
    func leftOut(dialect: String, what: String) async throws {
        _ = try await run(dialect, "-m", "When?")
        if what == "prompt" { try write("Be long.") }
        let second = try await run(
            what == "provider" ? dialect + "-else" : dialect, "--continue", "-", input: #"{"call_a":"at noon"}"#)
        #expect(second.status == 0)
        #expect(second.errors.contains("has changed since"), "\(second.errors)")
        let sent = try sent()
        #expect(sent.contains("at noon") && sent.contains("call_a"))
        #expect(!sent.contains("rs_1") && !sent.contains("EqQB"))
    }
}
