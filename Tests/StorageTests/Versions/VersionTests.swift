import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Versions")
struct VersionTests {
    @Test(
        "the same content under the same prompt is one version, with the number and parent of its first save",
        arguments: Place.allCases)
    func sameContent(place: Place) async throws {
        try await place.withStore { store in
            let first = try await store.saved(.of("a"), prompt: "weather", parent: nil)
            let second = try await store.saved(.of("b"), prompt: "weather", parent: first.id)
            let again = try await store.saved(.of("a"), prompt: "weather", parent: second.id)
            #expect(again == first)
            #expect(first.number == 1 && first.parent == nil)
            #expect(second.number == 2 && second.parent == first.id)
            #expect(try await store.versions(ofPrompt: "weather").map(\.number) == [2, 1])
        }
    }

    @Test("the same content under two prompts has a number and a parent in each", arguments: Place.allCases)
    func twoPrompts(place: Place) async throws {
        try await place.withStore { store in
            let one = try await store.saved(.of("a"), prompt: "one", parent: nil)
            let start = try await store.saved(.of("start"), prompt: "two", parent: nil)
            let two = try await store.saved(.of("a"), prompt: "two", parent: start.id)
            #expect(one.id == two.id)
            #expect(two.number == 2 && two.parent == start.id)
            #expect(try await store.count("config") == 2)
        }
    }

    @Test("a parent of another prompt is not kept", arguments: Place.allCases)
    func strangeParent(place: Place) async throws {
        try await place.withStore { store in
            let one = try await store.saved(.of("a"), prompt: "one", parent: nil)
            #expect(try await store.saved(.of("b"), prompt: "two", parent: one.id).parent == nil)
        }
    }

    @Test("a prompt without a name is refused", arguments: Place.allCases)
    func noName(place: Place) async throws {
        try await place.withStore { store in
            #expect(
                await complaint { try await store.saved(.of("a"), prompt: "", parent: nil) }.contains("needs a name"))
        }
    }

    @Test(
        "what is restored has the same id and has lost nothing: paths, facts, disabled tools, number text",
        arguments: Place.allCases)
    func restored(place: Place) async throws {
        var config = Config(provider: "openai", model: "gpt-4o")
        config[.temperature] = .number(try #require(JSONNumber(text: "0.20")))
        config[.seed] = .number(try #require(JSONNumber(text: "123456789012345678901234567890")))
        config[.stop] = "END"
        config.responseFormat = .jsonSchema(.init(name: "tide", strict: true, schema: ["type": "object"]))
        config.tools = [
            Tool(name: "tide", description: "Été \u{0} \u{1F30A}", strict: true, parameters: ["type": "object"]),
            Tool(name: "off", parameters: ["type": "object"], isEnabled: false),
            Tool(name: "grammar", raw: ["type": "custom", "custom": ["name": "grammar"]]),
        ]
        config.toolChoice = .function(name: "tide")
        config.extra = ["store": false]
        let facts = ImageFacts(
            sha256: String(repeating: "c0", count: 32), mediaType: "image/png", width: 3, height: 2, byteCount: 70,
            name: "chart.png")
        config.template = [
            Message(.system, "You answer {{who}}."),
            Message(
                role: .user, name: "Ann",
                content: [
                    .text("Which?"), .image(ImagePart(url: "charts/chart.png", detail: "high", facts: facts)),
                    .image(ImagePart(url: "https://example.org/a.png")),
                    .other(["type": "input_audio", "input_audio": ["data": "AAAA"]]),
                ]),
            Message(
                role: .assistant, toolCalls: [ToolCall(id: "call_a", name: "tide", arguments: "{\"harbour\":")],
                other: ["odd": 1]),
            .toolResult("ebb", for: "call_a"),
        ]
        #expect(config.canonicalJSON.contains("sha256:c0c0"))
        try await place.withStore { store in
            let saved = try await store.saved(config, prompt: "weather", parent: nil)
            let found = try await store.version(saved.id, prompt: "weather")
            #expect(saved.id == config.versionID)
            #expect(found?.config == config)
            #expect(found?.config.versionID == config.versionID)
        }
    }

    @Test("an image in a data URL goes to the blobs, and the version keeps its id", arguments: Place.allCases)
    func dataURL(place: Place) async throws {
        let image = Samples.png
        let url = "data:image/png;base64," + Data(image).base64EncodedString()
        var config = Config(model: "gpt-4o")
        config.template = [
            Message(
                role: .user, content: [.image(ImagePart(url: url, facts: try ImageFacts(reading: image, name: nil)))])
        ]
        try await place.withStore { store in
            let saved = try await store.saved(config, prompt: "weather", parent: nil)
            #expect(saved.id == config.versionID)
            #expect(saved.config.versionID == config.versionID)
            #expect(try await store.blob(sha256: SHA256.hex(of: image)) == image)
        }
    }

    @Test("lists know environments and runs", arguments: Place.allCases)
    func lists(place: Place) async throws {
        try await place.withStore { store in
            let first = try await store.saved(.of("a"), prompt: "weather", parent: nil)
            let second = try await store.saved(.of("b"), prompt: "weather", parent: first.id)
            try await store.deploy(first.id, prompt: "weather", to: "production", by: "ada", note: "", kind: .deploy)
            try await store.deploy(second.id, prompt: "weather", to: "staging", by: "ada", note: "", kind: .deploy)
            try await store.deploy(second.id, prompt: "weather", to: "a", by: "ada", note: "", kind: .deploy)
            try await store.insert(.sample("1", version: first.id))
            try await store.insert(.sample("2", version: first.id))
            try await store.insert(.sample("3", prompt: "other", version: first.id))
            let list = try await store.versions(ofPrompt: "weather")
            #expect(list.map(\.id) == [second.id, first.id])
            #expect(list.map(\.environments) == [["a", "staging"], ["production"]])
            #expect(list.map(\.runCount) == [0, 2])
            #expect(list.map(\.parent) == [first.id, nil])
            #expect(try await store.versions(ofPrompt: "nobody").isEmpty)
        }
    }

    @Test("prompts are listed with their newest version", arguments: Place.allCases)
    func prompts(place: Place) async throws {
        try await place.withStore { store in
            #expect(try await store.prompts().isEmpty)
            _ = try await store.saved(.of("a"), prompt: "weather", parent: nil)
            let newest = try await store.saved(.of("b"), prompt: "weather", parent: nil)
            _ = try await store.saved(.of("c"), prompt: "harbours", parent: nil)
            let weather = try #require(try await store.prompts().first { $0.name == "weather" })
            #expect(weather.versionCount == 2)
            #expect(weather.newest == newest.id)
            #expect(weather.changedAt == newest.createdAt)
            #expect(try await store.prompts().count == 2)
        }
    }

    @Test(
        "a number cannot be an environment, and only a version of the prompt can be deployed", arguments: Place.allCases
    )
    func badDeployments(place: Place) async throws {
        try await place.withStore { store in
            let saved = try await store.saved(.of("a"), prompt: "weather", parent: nil)
            for name in ["v1", "v12", "", "a~1", "a@b", "a/b", "a\u{1B}[31m"] {
                let words = await complaint {
                    try await store.deploy(saved.id, prompt: "weather", to: name, by: "ada", note: "", kind: .deploy)
                }
                #expect(words.contains("cannot be an environment"))
            }
            let words = await complaint {
                try await store.deploy(saved.id, prompt: "other", to: "production", by: "ada", note: "", kind: .deploy)
            }
            #expect(words.contains("other has no version"))
        }
    }
}

enum Samples {
    /// One grey pixel.
    static let png: [UInt8] = Array(
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
            ?? Data())
}
