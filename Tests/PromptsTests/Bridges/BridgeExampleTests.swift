import Foundation
import Testing

@testable import Prompts

/// The files of other formats under `Tests/Bridges`, read and written, beside what has to come of them.
@Suite struct BridgeExampleTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Bridges")

    struct Example: CustomTestStringConvertible, Sendable {
        var bridge: Bridge
        var url: URL
        var testDescription: String { "\(bridge.rawValue)/\(url.lastPathComponent)" }
        var expected: URL { url.deletingLastPathComponent().appending(path: "expected") }
        /// The folder of what the same prompt becomes in each format.
        var written: URL { expected.appending(path: PromptDocument.stem(ofPath: url.lastPathComponent)) }
    }

    static let foreign: [Example] = Bridge.allCases.filter { $0 != .prompt }.flatMap { bridge in
        files(in: bridge.rawValue).map { Example(bridge: bridge, url: $0) }
    }
    static let own: [Example] = files(in: "written").flatMap { url in
        Bridge.allCases.filter { $0 != .prompt }.map { Example(bridge: $0, url: url) }
    }

    private static func files(in name: String) -> [URL] {
        let all = try? FileManager.default.contentsOfDirectory(
            at: folder.appending(path: name), includingPropertiesForKeys: nil)
        return (all ?? []).filter { $0.lastPathComponent != "expected" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private func text(_ url: URL) throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }

    /// The losses, one a line; none where there is no such file.
    private func lines(_ losses: [Loss]) -> String { losses.map { "\($0)\n" }.joined() }

    private func losses(_ url: URL) throws -> String {
        FileManager.default.fileExists(atPath: url.path) ? try text(url) : ""
    }

    @Test("there are examples of every format")
    func all() {
        #expect(Set(Self.foreign.map(\.bridge)) == Set(Bridge.allCases.filter { $0 != .prompt }))
        #expect(!Self.own.isEmpty)
    }

    @Test(
        "a file of another format becomes the .prompt file that is expected, and what is lost is named",
        arguments: foreign)
    func reading(example: Example) throws {
        let name = example.url.lastPathComponent
        let reading = try example.bridge.read(try text(example.url), file: name)
        let stem = PromptDocument.stem(ofPath: name)
        #expect(try PromptFormat.text(of: reading.document) == text(example.expected.appending(path: stem + ".prompt")))
        #expect(try lines(reading.losses) == losses(example.expected.appending(path: stem + ".losses")))
    }

    @Test("a file is known for what it is by its name and content", arguments: foreign)
    func recognising(example: Example) throws {
        #expect(try Bridge.recognise(text(example.url), path: example.url.lastPathComponent) == example.bridge)
    }

    @Test(
        "a .prompt file becomes the file of another format that is expected, and what is lost is named", arguments: own)
    func writing(example: Example) throws {
        let name = example.url.lastPathComponent
        let writing = example.bridge.write(try PromptFormat.parse(try text(example.url), file: name))
        let stem = PromptDocument.stem(ofPath: name) + "." + example.bridge.rawValue
        #expect(try writing.text == text(example.written.appending(path: stem)))
        #expect(try lines(writing.losses) == losses(example.written.appending(path: stem + ".losses")))
    }

    @Test("nothing that is left out is found in the result", arguments: foreign)
    func secrets(example: Example) throws {
        let reading = try example.bridge.read(try text(example.url), file: "x")
        let written = PromptFormat.text(of: reading.document)
        for secret in ["sk-secret", "OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "Bearer", "X-Key"] {
            #expect(!written.contains(secret))
        }
    }

    @Test(
        "every sample becomes every format, and comes back as it was but for what is named", arguments: Bridge.allCases)
    func samples(bridge: Bridge) throws {
        let folder = Self.folder.deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "sample-configs")
        let samples = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "prompt" }
        #expect(samples.count > 4)
        for sample in samples {
            let document = try PromptFormat.parse(try text(sample))
            let writing = bridge.write(document)
            let read = try bridge.read(writing.text).document
            if writing.losses.isEmpty { #expect(read.config == document.config) }
            #expect(!writing.losses.contains { $0.reason.contains("reads back") }, "\(sample.lastPathComponent)")
            #expect(
                bridge == .prompt || bridge == .dotprompt
                    || Bridge.recognise(writing.text, path: name(bridge)) == bridge)
        }
    }

    private func name(_ bridge: Bridge) -> String {
        switch bridge {
        case .prompty: "a.prompty"
        case .llm: "a.yaml"
        case .dotprompt, .prompt: "a.prompt"
        case .humanloop, .promptObject, .request: "a.json"
        }
    }
}
