import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("Images in a request")
struct ImageRequestTests {
    private func body(_ image: ImagePart, bytes: [UInt8] = []) async throws -> JSONValue {
        let request = RunRequest(
            prompt: "p", config: Config(model: "gpt-4o-mini"),
            thread: [Message(role: .user, content: [.text("What's in this image?"), .image(image)])],
            provider: .simulator,
            streams: false)
        return try JSONValue(parsing: String(decoding: try await request.prepare { _ in bytes }.body, as: UTF8.self))
    }

    /// What the openai package sends for the two ways that its guide shows.
    private func expected(_ url: String) -> JSONValue {
        [
            "model": "gpt-4o-mini",
            "messages": [
                [
                    "role": "user",
                    "content": [
                        ["type": "text", "text": "What's in this image?"],
                        ["type": "image_url", "image_url": ["url": .string(url)]],
                    ],
                ]
            ],
        ]
    }

    @Test("a hosted image goes out as its URL")
    func hosted() async throws {
        let url = "https://example.org/boardwalk.jpg"
        #expect(try await body(ImagePart(url: url)) == expected(url))
    }

    @Test(
        "a local image goes out as a data URL of its own type, whose bytes are those of the file",
        arguments: [
            ("sun.png", "image/png"), ("sun.jpg", "image/jpeg"), ("sun.webp", "image/webp"),
            ("two-frames.gif", "image/gif"),
        ])
    func local(_ name: String, _ type: String) async throws {
        let bytes = try Etude.image(name)
        // The name says another type than the content.
        let sent = try await body(ImagePart(url: "mislabelled.bmp"), bytes: bytes)
        let url = try #require(sent["messages"]?[0]?["content"]?[1]?["image_url"]?["url"]?.stringValue)
        #expect(sent == expected(url))
        let decoded = try #require(DataURL.decode(url))
        #expect(decoded.mediaType == type && decoded.bytes == bytes)
    }

    @Test("a header that claims a size beyond reason is read and sent as it is: the server has the last word")
    func bomb() async throws {
        let bytes = try Etude.image("bomb.png")
        let facts = try ImageFacts(reading: bytes, name: "bomb.png")
        #expect(facts.width == 60_000 && facts.height == 60_000)
        _ = try await body(ImagePart(url: "bomb.png"), bytes: bytes)
    }

    @Test("20 MB are made a data URL that decodes back")
    func large() async throws {
        let bytes = try Etude.image("sun.png") + [UInt8](repeating: 7, count: 20_000_000)
        let sent = try await body(ImagePart(url: "large.png"), bytes: bytes)
        let url = try #require(sent["messages"]?[0]?["content"]?[1]?["image_url"]?["url"]?.stringValue)
        #expect(DataURL.decode(url)?.bytes == bytes)
    }
}
