import Dispatch
import Foundation
import JSON
import TestSupport
import Testing

@Suite("Providers of all dialects, in a terminal", .serialized)
struct ProviderWalkTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private static func events(_ data: [String]) -> String { data.map { "data: \($0)\n\n" }.joined() }

    private static let chat = events([
        #"{"id":"c","model":"m","choices":[{"index":0,"delta":{"reasoning_content":"Tides turn."}}]}"#,
        #"{"id":"c","choices":[{"index":0,"delta":{"content":"high at noon"}}]}"#,
        #"{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#, "[DONE]",
    ])
    private static let messages = events([
        #"{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}"#,
        #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}"#,
        #"{"type":"content_block_stop","index":0}"#,
        #"{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}"#,
        #"{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"low at six"}}"#,
        #"{"type":"content_block_stop","index":1}"#,
        #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}}"#,
        #"{"type":"message_stop"}"#,
    ])
    private static let responses = events([
        #"{"type":"response.completed","response":{"id":"r","object":"response","model":"m","status":"completed","output":[{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"slack at three","annotations":[]}]}],"usage":{"input_tokens":9,"output_tokens":4,"total_tokens":13}}}"#
    ])

    /// A server that speaks each dialect under a path of its own.
    private func server() throws -> FaultServer {
        try FaultServer { request, connection in
            let body =
                if request.path == "/a/v1/chat/completions" {
                    Self.chat
                } else if request.path == "/b/v1/messages" {
                    Self.messages
                } else if request.path == "/c/v1/responses" {
                    Self.responses
                } else {
                    ""
                }
            guard !body.isEmpty else {
                connection.respond(404)
                return
            }
            connection.respond(200, headers: [("Content-Type", "text/event-stream")], body: body)
        }
    }

    private func take(_ provider: String, in session: TmuxSession) async throws {
        try await session.press("C-p")
        try await session.see("Commands")
        try await session.type("Provider")
        try await session.press("Enter")
        try await session.see("Provider", "cancel")
        try await session.type(provider)
        try await session.press("Enter")
        try await session.wait(for: "the provider in the header") { screen in
            screen.prefix { !$0.isNewline }.contains(provider)
        }
    }

    private func ask(_ text: String, answer: String, in session: TmuxSession) async throws {
        try await session.press("M-2")
        try await session.type(text)
        try await session.see(text)
        try await session.press("C-r")
        try await session.see(answer)
    }

    @Test("a thread goes on from provider to provider: what does not carry over is said, and only that is left out")
    func threeDialects() async throws {
        let server = try server()
        _ = try home.write(
            """
            providers:
              tides-a: {base_url: "\(server.url("/a/v1"))"}
              tides-b: {base_url: "\(server.url("/b/v1"))", dialect: messages}
              tides-c: {base_url: "\(server.url("/c/v1"))", dialect: responses}
            default_provider: tides-a
            """, to: "config.yaml")
        _ = try home.write("---\nmodel: m\nseed: 7\n---\n<system>\nBe brief.\n</system>\n", to: "tides.prompt")
        let session = try await TmuxSession(
            "etude tides.prompt", home: home, width: 120, height: 40, environment: ["NO_PROXY": "127.0.0.1"])
        try await session.see("tides-a", "^R run")
        try await ask("When one?", answer: "high at noon", in: session)

        try await take("tides-b", in: session)
        try await session.press("F8")
        try await session.see("its reasoning is left out", "Messages has no such field")
        try await session.press("Escape")
        try await ask("When two?", answer: "low at six", in: session)
        let second = try JSONValue(parsing: #require(server.record.requests.last).body)
        #expect(second["system"] == "Be brief." && second["seed"] == nil)
        #expect(
            second["messages"]?.compact
                == #"[{"role":"user","content":"When one?"},{"role":"assistant","content":"high at noon"},{"role":"user","content":"When two?"}]"#
        )

        try await take("tides-c", in: session)
        try await session.press("F8")
        try await session.see("it comes from the dialect messages", "seed")
        try await session.press("Escape")
        try await ask("When three?", answer: "slack at three", in: session)
        let third = try JSONValue(parsing: #require(server.record.requests.last).body)
        let texts = (third["input"]?.arrayValue ?? []).compactMap { $0["content"]?[0]?["text"]?.stringValue }
        #expect(texts == ["Be brief.", "When one?", "high at noon", "When two?", "low at six", "When three?"])
        #expect(!third.compact.contains("EqQB") && third["seed"] == nil)

        // Back at the second one, what it thought stands where it was.
        try await take("tides-b", in: session)
        try await session.press("F8")
        let findings = try await session.see("its reasoning is left out")
        #expect(!findings.contains("has changed since"))
        try await session.press("Escape")
        try await ask("When four?", answer: "When four?", in: session)
        await server.wait { $0.answered >= 4 }
        let fourth = try JSONValue(parsing: #require(server.record.requests.last).body)
        #expect(
            fourth["messages"]?[3]?["content"]?.compact
                == #"[{"type":"thinking","thinking":"","signature":"EqQB"},{"type":"text","text":"low at six"}]"#)
        try await session.press("C-q")
        try await session.see("ended with 0")
    }

    @Test("the model list opens at once, and 400 names from a slow server come in while one types")
    func slowModels() async throws {
        let gate = DispatchSemaphore(value: 0)
        let names =
            (1...400).map { #"{"id":"tide-\#($0)-large","object":"model"}"# } + [#"{"id":"tide-7","object":"model"}"#]
        let server = try FaultServer { _, connection in
            gate.wait()
            connection.respond(
                200, headers: [("Content-Type", "application/json")],
                body: #"{"object":"list","data":[\#(names.joined(separator: ","))]}"#)
        }
        _ = try home.write(
            "providers:\n  work: {base_url: \"\(server.url("/v1"))\"}\ndefault_provider: work\n", to: "config.yaml")
        _ = try home.write("---\nmodel: gpt-4.1-mini\n---\n", to: "tides.prompt")
        let session = try await TmuxSession(
            "etude tides.prompt", home: home, width: 120, height: 40, environment: ["NO_PROXY": "127.0.0.1"])
        try await session.see("work", "^R run")
        try await session.press("F2")
        try await session.see("Model", "gpt-4.1-mini", "Reading the models of work…")
        try await session.type("4o")
        try await session.press("Down")
        // The row below the first match.
        let before = try await session.wait(for: "the second row") { Self.selected($0)?.hasPrefix("gpt-4o-") == true }
        let row = Self.selected(before)
        gate.signal()
        try await session.seeGone("Reading the models")
        #expect(Self.selected(try await session.screen()) == row)

        try await session.press("C-u")
        try await session.type("tide-7")
        // The exact name is selected, and stands before the longer ones.
        try await session.wait(for: "the exact name first") { screen in
            let lines = screen.split(separator: "\n")
            let exact = lines.firstIndex { $0.contains("▸ tide-7 ") }
            let longer = lines.firstIndex { $0.contains("tide-7-large") }
            return exact.flatMap { exact in longer.map { exact < $0 } } ?? false
        }
        try await session.press("Enter")
        try await session.seeGone("tide-7-large")
        try await session.see("tide-7")
        try await session.press("C-q")
        try await session.see("ended with 0")
    }

    /// The name on the row of a list that the cursor is on.
    private static func selected(_ screen: String) -> String? {
        screen.split(separator: "\n").first { $0.contains("▸ gpt-4o") }
            .flatMap { $0.split(separator: "▸").last }
            .flatMap { $0.split(separator: " ").first }.map(String.init)
    }
}
