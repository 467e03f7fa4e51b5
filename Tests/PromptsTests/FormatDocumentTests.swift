import Foundation
import TestSupport
import Testing

@testable import Prompts

/// `Documentation/Format.md` says what the program does.
@Suite struct FormatDocumentTests {
    let text: String

    init() throws {
        text = try String(contentsOf: Etude.project.appendingPathComponent("Documentation/Format.md"), encoding: .utf8)
    }

    /// What stands between two lines of three backticks each.
    private var examples: [String] {
        text.components(separatedBy: "\n```\n").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    @Test("the example of a file is one, and is written as it stands there")
    func file() throws {
        let example = try #require(examples.first) + "\n"
        #expect(example == WorkedExamples.prompt)
        #expect(PromptFormat.text(of: try PromptFormat.parse(example)) == example)
    }

    @Test("the worked example leads from the file to the canonical JSON, and from there to the id")
    func versionID() throws {
        try #require(examples.count == 4)
        let config = try PromptFormat.parse(examples[1]).config
        #expect(config.canonicalJSON == examples[2])
        #expect(text.contains("(\(config.canonicalJSON.utf8.count) bytes)"))
        #expect(config.versionID.hex == examples[3])
    }

    @Test("the keys of the canonical JSON are listed in their order")
    func keys() throws {
        let listed = PromptFormat.requestFields.map { "`\($0)`" }.joined(separator: ", ") + ", `template`"
        #expect(text.replacing("\n", with: " ").contains(listed))
    }

    @Test("the smallest config has the id given there")
    func smallest() throws {
        let id = try PromptFormat.parse("---\nmodel: gpt-4o\n---\n").config.versionID.hex
        #expect(text.contains("`\(id)`"))
    }
}
