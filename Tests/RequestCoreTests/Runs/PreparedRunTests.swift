import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@Suite struct PreparedRunTests {
    /// A PNG of one pixel.
    private static let png: [UInt8] = Array(
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
            ?? Data())

    private func request(_ template: [Message] = [], _ thread: [Message] = [], inputs: JSONObject = JSONObject())
        -> RunRequest
    {
        RunRequest(
            prompt: "p", config: Config(model: "gpt-4o", template: template), inputs: inputs, thread: thread,
            provider: Running.provider, streams: false)
    }

    private func image(_ url: String) -> Message {
        Message(role: .user, content: [.text("see"), .image(ImagePart(url: url, detail: "low"))])
    }

    @Test("variables of the template are filled in; braces in the thread are text")
    func variables() async throws {
        let run = try await request(
            [Message(.system, "In {{language}}.")], [Message(.user, "{{language}}")], inputs: ["language": "French"]
        ).prepare { _ in nil }
        #expect(
            String(decoding: run.body, as: UTF8.self).contains(
                #"[{"role":"system","content":"In French."},{"role":"user","content":"{{language}}"}]"#))
    }

    @Test("variables without a value are named, all of them")
    func missingVariables() async {
        await #expect(throws: RunPreparationError.missingVariables(["a", "b"])) {
            _ = try await request([Message(.system, "{{a}} {{b}} {{a}}")]).prepare { _ in nil }
        }
        #expect("\(RunPreparationError.missingVariables(["a"]))" == "the variable a has no value")
    }

    @Test("an image by path is sent as a data URL, logged as its hash, and part of the version by its hash")
    func image() async throws {
        let hash = SHA256.hex(of: Self.png)
        let run = try await request(
            [image("dir/chart.png")], [image("dir/chart.png"), image("https://example.org/x.png")]
        )
        .prepare { $0.url == "dir/chart.png" ? Self.png : nil }
        let base64 = Data(Self.png).base64EncodedString()
        let sent = String(decoding: run.body, as: UTF8.self)
        #expect(
            sent.components(separatedBy: "\"url\":\"data:image/png;base64,\(base64)\",\"detail\":\"low\"").count == 3)
        #expect(sent.contains("\"url\":\"https://example.org/x.png\""))
        #expect(
            run.logRequest.compact
                == sent.replacingOccurrences(of: "data:image/png;base64,\(base64)", with: "sha256:\(hash)"))
        #expect(run.images.map(\.sha256) == [hash])
        #expect(run.images.map(\.name) == ["chart.png"])
        #expect(run.imageBytes[hash] == Self.png)
        #expect(run.request.config.canonicalJSON.contains("\"url\":\"sha256:\(hash)\""))
        #expect(run.versionID == run.request.config.versionID)
    }

    @Test("a data URL is sent as it is and logged as its hash")
    func dataURL() async throws {
        let url = "data:image/png;base64," + Data(Self.png).base64EncodedString()
        let run = try await request([], [image(url)]).prepare { _ in nil }
        #expect(String(decoding: run.body, as: UTF8.self).contains(url))
        #expect(run.logRequest.compact.contains("sha256:" + SHA256.hex(of: Self.png)))
        #expect(!run.logRequest.compact.contains("base64"))
    }

    @Test("images that cannot be read are named, all of them")
    func unreadable() async throws {
        do {
            _ = try await request([], [image("gone.png"), image("a.txt"), image("sha256:00")]).prepare {
                $0.url == "a.txt" ? [0, 1, 2] : nil
            }
            Issue.record("expected an error")
        } catch {
            let text = "\(error)"
            #expect(text.contains("the image gone.png cannot be sent: there is no such file"))
            #expect(text.contains("a.txt"))
            #expect(text.contains("its bytes are not in the store"))
        }
    }

    @Test(
        "the path is appended to the base URL, before a query",
        arguments: [
            ("https://a.example/v1", "https://a.example/v1/chat/completions"),
            ("https://a.example/v1/", "https://a.example/v1/chat/completions"),
            ("https://a.example/d/x?api-version=1", "https://a.example/d/x/chat/completions?api-version=1"),
        ])
    func url(_ base: String, _ expected: String) async throws {
        let provider = Provider(name: "x", kind: .http, baseURL: base)
        #expect(try await Running.prepared(provider: provider).url == expected)
    }

    @Test("without a key there is no Authorization; a provider's header replaces Étude's")
    func headers() async throws {
        let own = [
            HTTPHeader(name: "user-agent", value: "mine"), HTTPHeader(name: "api-key", value: "k"),
        ]
        let provider = Provider(name: "x", kind: .http, baseURL: "http://x", headers: own)
        let headers = try await Running.prepared(provider: provider).transportRequest.headers
        #expect(headers.map(\.name) == ["Content-Type", "Accept", "user-agent", "api-key"])
    }

    @Test("calls without a result are found, and do not keep the run from being sent")
    func findings() async throws {
        let call = Message(role: .assistant, toolCalls: [ToolCall(id: "call_x", name: "tide", arguments: "{}")])
        let run = try await request([], [Message(.user, "a"), Message(.user, "b"), call, Message(.user, "c")]).prepare {
            _ in nil
        }
        #expect(run.findings.first?.text == "call_x of assistant message 3 (tide) has no result")
    }

    @Test("a log's id has 26 characters and grows, whatever the clock does")
    func logIDs() {
        var last = ""
        for step in 0..<2000 {
            let id = LogID.next(atSecondsSince1970: 1_795_171_321 + Double(step % 7) / 1000)
            #expect(id.utf8.count == 26)
            #expect(id > last)
            last = id
        }
        #expect(last.hasPrefix("01M"))
    }
}
