import JSON
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@Suite("A server that echoes the key")
struct SecretEchoTests {
    private static let key = "sk-te+st/1234567890abcdef"
    private static let forms = [
        key, String(key.prefix(14)), String(key.suffix(14)), "sk-te%2Bst%2F1234567890abcdef",
        "sk-te%2bst%2f1234567890abcdef", #"sk-te+st\/1234567890abcdef"#, #"sk\u002dte\u002Bst\/1234567890abcdef"#,
    ]

    /// Whether nothing of the key of any length that matters is in a text.
    private func isClean(_ text: String) -> Bool {
        ["1234567890", "sk-te+st", "te%2Bst", "90abcdef"].allSatisfy { !text.contains($0) }
    }

    @Test(
        "it is masked in text, calls, names, usage, extras and what is logged, in every form and cut anywhere",
        arguments: forms)
    func streamed(_ form: String) {
        let text = JSONValue.string("<\(form)>").compact
        let stream = [
            #"{"id":\#(text),"model":\#(text),"system_fingerprint":\#(text),"choices":[{"index":0,"delta":{"content":\#(text)}}]}"#,
            #"{"choices":[{"index":0,"delta":{"reasoning":\#(text),"annotations":[{"k":\#(text)}]}}]}"#,
            #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":\#(text),"arguments":\#(text)}}]}}]}"#,
            #"{"choices":[{"index":0,"delta":{},"finish_reason":\#(text)}],"usage":{"note":\#(text),"prompt_tokens":1}}"#,
        ]
        let pieces = form.map { JSONValue.string(String($0)).compact }
        let slowly = pieces.map { #"{"choices":[{"index":0,"delta":{"content":\#($0)}}]}"# }
        let calls = pieces.map {
            #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"arguments":\#($0)}}]}}]}"#
        }
        for chunks in [stream, slowly + [#"{"choices":[{"index":0,"delta":{"content":" end"}}]}"#], calls] {
            var reader = AnswerReader(
                head: ResponseHead(status: 200), dialect: ChatCompletions(), secrets: [Secret(Self.key)])
            var events: [RunEvent] = []
            for chunk in chunks { events += reader.receive(Array("data: \(chunk)\n\n".utf8)) }
            events += reader.finish()
            var reply = Reply()
            for event in events { reply.apply(event) }
            #expect(isClean("\(events)"))
            #expect(isClean(ChatCompletions().response(of: reply, created: 0)?.compact ?? ""))
            #expect("\(events)".contains("•••"))
        }
    }

    @Test("what an answer says about itself comes through, the tier that it was served at included")
    func identity() {
        var reader = AnswerReader(
            head: ResponseHead(status: 200), dialect: ChatCompletions(), secrets: [Secret(Self.key)])
        let chunk = #"{"id":"c","model":"m","system_fingerprint":"fp","service_tier":"flex","choices":[]}"#
        var reply = Reply()
        for event in reader.receive(Array("data: \(chunk)\n\n".utf8)) + reader.finish() { reply.apply(event) }
        #expect(reply.identity.systemFingerprint == "fp" && reply.identity.serviceTier == "flex")
    }

    @Test("texts that have nothing of the key come through as they are")
    func others() {
        var reader = AnswerReader(
            head: ResponseHead(status: 200), dialect: ChatCompletions(), secrets: [Secret(Self.key)])
        var reply = Reply()
        let text = #"sk-t 100% of 1234 \u002d ask-te "quoted" abcdef sk-"#
        for character in text {
            let chunk =
                #"data: {"choices":[{"index":0,"delta":{"content":\#(JSONValue.string(String(character)).compact)}}]}"#
            for event in reader.receive(Array((chunk + "\n\n").utf8)) { reply.apply(event) }
        }
        for event in reader.finish() { reply.apply(event) }
        #expect(reply.message.text == text)
    }

    @Test("it is masked in the list of models, and in a whole answer as it is logged")
    func wholeAndModels() async throws {
        let provider = Provider(name: "p", kind: .http, baseURL: "http://x/v1", key: Secret(Self.key))
        let list = ScriptedTransport([.head(200), .body(#"{"data":[{"id":"m-\#(Self.key)"},{"id":"n"}]}"#)])
        #expect(try await ModelList.names(at: provider, over: list) == ["m-•••", "n"])
        let body = #"{"model":"\#(Self.key)","choices":[{"index":0,"message":{"content":"x"}}],"extra":"\#(Self.key)"}"#
        let transport = ScriptedTransport([.head(200, [("x-request-id", Self.key)]), .body(body)])
        let request = RunRequest(
            prompt: "p", config: Config(model: "m"), thread: [Message(.user, "Hi")], provider: provider)
        let running = Runner(transport: transport).start(try await request.prepare())
        for await batch in running.events { #expect(isClean("\(batch)")) }
        await running.waitUntilOver()
        #expect(isClean("\(running.record.response?.compact ?? "") \(running.record.reply)"))
    }

    @Test("it is masked in what is recorded of the wire", arguments: forms)
    func recorded(_ form: String) async throws {
        let provider = Provider(name: "p", kind: .http, baseURL: "http://x/v1", key: Secret(Self.key))
        let entries = Entries()
        let body = Array("data: {\"x\":\"\(form)\"}\n\n".utf8)
        let transport = ScriptedTransport([.head(200, [("x-echo", form)])] + body.map { .bytes([$0]) })
        let recorder = WireRecorder(transport, provider: provider) { entry in entries.add(entry) }
        let stream = recorder.send(TransportRequest(url: "http://x/v1", headers: [], body: []))
        for try await _ in stream {}
        #expect(isClean(entries.text))
    }
}

/// What a recorder has told, as text.
private final class Entries: Sendable {
    private let state = Mutex((bytes: [UInt8](), heads: ""))

    func add(_ entry: WireEntry) {
        state.withLock { state in
            switch entry.content {
            case .body(let bytes): state.bytes += bytes
            case .head(let head): state.heads += "\(head)"
            case .request, .end: break
            }
        }
    }

    var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) + $0.heads } }
}
