import JSON
import Prompts
import RequestCore
import Testing

@Suite("Answers that are no plain text")
struct AnswerPartTests {
    /// A PNG of one pixel.
    private static let png =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

    private func whole(_ message: String) throws -> Decoded {
        try Decoded(completion: #"{"choices":[{"index":0,"finish_reason":"stop","message":\#(message)}]}"#)
    }

    @Test("images are image parts, streamed or whole, beside the content or in it, each once")
    func images() throws {
        let part = #"{"type":"image_url","image_url":{"url":"\#(Self.png)"}}"#
        for decoded in [
            try whole(#"{"role":"assistant","content":"","images":[\#(part)]}"#),
            try whole(#"{"role":"assistant","content":[\#(part)]}"#),
            try whole(#"{"role":"assistant","content":null,"images":["\#(Self.png)","\#(Self.png)"]}"#),
            Decoded(
                deltas: #"{"role":"assistant","content":""}"#, #"{"images":[\#(part)]}"#, #"{"images":[\#(part)]}"#),
        ] {
            let message = decoded.reply.message
            #expect(decoded.error == nil)
            #expect(message.images.map(\.url) == [Self.png] && message.content.count == 1)
            #expect(message.images.first?.facts?.width == 1)
        }
        let remote = try whole(#"{"content":[{"type":"image_url","image_url":"https://x.example/a.png"}]}"#)
        #expect(remote.reply.message.images.map(\.source) == [.remote])
    }

    @Test("bare base64 is an image, a path never is")
    func addresses() throws {
        let bare = try whole(#"{"content":[{"type":"image","b64_json":"\#(Self.png.dropFirst(22))"}]}"#)
        #expect(bare.reply.message.images.map(\.url) == [Self.png])
        for path in ["/etc/passwd", "file:///etc/passwd", "sha256:00", "key.png"] {
            let decoded = try whole(#"{"images":[{"type":"image_url","image_url":{"url":"\#(path)"}}]}"#)
            #expect(decoded.reply.message.images.isEmpty)
            #expect(decoded.reply.message.content.count == 1)
        }
    }

    @Test("what is said in a sound is text; a sound without words is named")
    func audio() throws {
        let spoken = try whole(
            #"{"content":null,"audio":{"id":"audio_1","expires_at":1,"data":"AAAA","transcript":"Hello"}}"#)
        #expect(spoken.reply.message.content == [.text("Hello")])
        #expect(spoken.reply.choices[0].extras["audio"]?["data"] == "AAAA")
        let streamed = Decoded(
            deltas: #"{"content":null,"audio":{"id":"audio_1","transcript":"Hel"}}"#, #"{"audio":{"data":"AAAA"}}"#,
            #"{"audio":{"transcript":"lo"}}"#, #"{"audio":{"data":"BBBB"}}"#)
        #expect(streamed.reply.message.content == [.text("Hello")])
        #expect(streamed.reply.choices[0].extras["audio"]?["data"] == "AAAABBBB")
        let silent = Decoded(deltas: #"{"audio":{"id":"audio_1","data":"AAAA"}}"#)
        #expect(silent.reply.message.content == [.other(["type": "audio", "id": "audio_1"])])
    }

    @Test("what is said in a sound beside a text is kept, unless it is the same")
    func audioBesideText() throws {
        let beside = Decoded(
            deltas: #"{"content":"See"}"#, #"{"audio":{"id":"a","transcript":"Ahoy "}}"#,
            #"{"audio":{"transcript":"there"}}"#)
        #expect(
            beside.reply.message.content == [
                .text("See"), .other(["type": "audio", "id": "a", "transcript": "Ahoy there"]),
            ])
        let same = try whole(#"{"content":"Ahoy","audio":{"id":"a","transcript":"Ahoy"}}"#)
        #expect(same.reply.message.content == [.text("Ahoy")])
    }

    @Test("parts of other kinds are kept as they came")
    func unknownParts() throws {
        let decoded = try whole(#"{"content":[{"type":"text","text":"See "},{"type":"video","url":"https://x/v"}]}"#)
        #expect(decoded.reply.message.content == [.text("See "), .other(["type": "video", "url": "https://x/v"])])
    }

    @Test("such an answer never goes back empty, and its text goes back as it is")
    func goingBack() throws {
        func sent(_ message: Message) -> JSONValue? {
            let thread = [Message(.user, "draw"), message, Message(.user, "bluer")]
            return RequestEncoder.body(config: Config(), model: "m", messages: thread, streams: false) { $0.url }[
                "messages"]?[1]
        }
        let image = try whole(#"{"images":["\#(Self.png)"]}"#).reply.message
        #expect(sent(image) == ["role": "assistant", "content": "[image]"])
        let other = try whole(#"{"content":[{"type":"video","url":"x"}]}"#).reply.message
        #expect(sent(other) == ["role": "assistant", "content": "[video]"])
        let both = try whole(#"{"content":"Here","images":["\#(Self.png)"]}"#).reply.message
        #expect(sent(both) == ["role": "assistant", "content": "Here"])
    }

    @Test("thoughts that come only as reasoning_details are shown, and kept whole")
    func reasoningDetails() throws {
        let streamed = Decoded(
            deltas: #"{"reasoning_details":[{"type":"reasoning.text","text":"Let ","index":0}]}"#,
            #"{"reasoning_details":[{"type":"reasoning.text","text":"me see","index":0,"signature":"s"}]}"#,
            #"{"content":"Yes"}"#)
        #expect(streamed.reply.message.reasoning == "Let me see")
        #expect(
            streamed.reply.choices[0].extras["reasoning_details"]
                == [["type": "reasoning.text", "text": "Let me see", "index": 0, "signature": "s"]])
        let both = try whole(
            #"{"content":"Yes","reasoning":"hm","reasoning_details":[{"type":"reasoning.summary","summary":"hm"}]}"#)
        #expect(both.reply.message.reasoning == "hm")
    }

    @Test("chunks that each have the whole text so far come to that text, and no more is kept of them")
    func cumulative() throws {
        let text = (0..<200).map { "word\($0) " }.joined()
        let prefixes = (1...200).map { count in text.split(separator: " ").prefix(count).joined(separator: " ") }
        func deltas(_ make: (String) -> String) -> Decoded {
            Decoded(chunks: prefixes.map { #"{"choices":[{"index":0,"delta":\#(make($0))}]}"# })
        }
        #expect(deltas { #"{"content":"\#($0)"}"# }.reply.message.text == prefixes.last)
        #expect(deltas { #"{"reasoning":"\#($0)"}"# }.reply.message.reasoning == prefixes.last)
        let details = deltas { #"{"reasoning_details":[{"type":"reasoning.text","text":"\#($0)"}]}"# }
        #expect(details.reply.message.reasoning == prefixes.last)
        #expect((details.reply.choices[0].extras["reasoning_details"]?.compact.utf8.count ?? 0) < 2 * text.utf8.count)
    }

    @Test(
        "pieces that happen to repeat are pieces",
        arguments: [["ha", "haha"], ["10", "100", "1000"], ["\n", "\n\n"]])
    func repeating(_ pieces: [String]) {
        let decoded = Decoded(
            chunks: pieces.map { #"{"choices":[{"index":0,"delta":{"content":\#(JSONValue.string($0).compact)}}]}"# })
        #expect(decoded.reply.message.text == pieces.joined())
    }
}
