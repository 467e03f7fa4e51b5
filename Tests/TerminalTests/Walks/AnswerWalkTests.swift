import Foundation
import TestSupport
import Testing

@Suite("Answers that are more than text, in a terminal", .serialized)
struct AnswerWalkTests {
    private static let png =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    /// A server that streams these pieces of an answer.
    private func server(_ deltas: String...) throws -> FaultServer {
        try FaultServer { _, connection in
            connection.startChunked()
            for delta in deltas {
                connection.writeChunk(#"data: {"choices":[{"index":0,"delta":\#(delta)}]}"# + "\n\n")
            }
            connection.writeChunk(
                #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"# + "\n\ndata: [DONE]\n\n")
            connection.endChunked()
        }
    }

    private func environment(_ server: FaultServer) -> [String: String] {
        ["OPENAI_BASE_URL": server.url("/v1"), "OPENAI_API_KEY": "sk-secret-1234", "NO_PROXY": "127.0.0.1"]
    }

    @Test("the answer is whole on its line before anything else is said")
    func order() async throws {
        let server = try server(#"{"content":"Hel"}"#, #"{"reasoning_content":"hm"}"#, #"{"content":"lo"}"#)
        _ = try home.write(
            "---\nmodel: gpt-4o\nresponse_format: {type: json_object}\n---\n<user>\njson\n</user>\n", to: "p.prompt")
        let session = try await TmuxSession(
            "etude run p.prompt", home: home, width: 120, environment: environment(server))
        let screen = try await session.see("does not fit its format", "ended with 0")
        let lines = screen.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let answer = try #require(lines.firstIndex(of: "Hello"))
        #expect(lines[(answer + 1)...].contains { $0.hasPrefix("etude: the answer does not fit its format") })
        #expect(!lines.contains { $0.hasPrefix("Hel") && $0 != "Hello" })
    }

    @Test("images, transcripts and unknown parts are seen in the thread, in the log and by run")
    func parts() async throws {
        let server = try server(
            #"{"images":[{"type":"image_url","image_url":{"url":"\#(Self.png)"}}]}"#,
            #"{"audio":{"id":"a","transcript":"Ahoy there"}}"#, #"{"content":[{"type":"video","id":7}]}"#)
        _ = try home.write("---\nmodel: gpt-4o\n---\n", to: "p.prompt")
        let ran = try await TmuxSession(
            "etude run p.prompt -m Show", home: home, width: 120, environment: environment(server))
        try await ran.see("1×1", "Ahoy there", #"{"type":"video","id":7}"#, "ended with 0")

        let session = try await TmuxSession(
            "etude p.prompt", home: home, width: 120, height: 40, environment: environment(server))
        try await session.see("^R run")
        try await session.type("Show me")
        try await session.press("C-r")
        try await session.see("1×1", "Ahoy there", "video")
        try await session.press("F6")
        try await session.see("Show me", "gpt-4o")
        try await session.press("Enter")
        try await session.see("1×1", "Ahoy there", "video")
        try await session.press("q", "C-q")
        try await session.see("ended with 0")
    }
}
