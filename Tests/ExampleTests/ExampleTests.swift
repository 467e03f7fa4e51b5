import Foundation
import TestSupport
import Testing

/// The programs of the guides do what the guides say.
@Suite struct ExampleTests {
    struct Example: CustomTestStringConvertible, Sendable {
        /// Its folder in `Tests/Examples`.
        let folder: String
        /// Its guide.
        let article: String
        let output: String

        var testDescription: String { folder }
    }

    static let examples = [
        Example(folder: "OneAnswer", article: "OneAnswer", output: "this is a test\n"),
        Example(
            folder: "Stream", article: "Streaming",
            output: """
                the tide turns at six
                finished: stop, tokens: 27

                """),
        Example(
            folder: "ToolLoop", article: "ToolCalls",
            output: """
                get_current_weather {"location":"Boston"}
                get_current_weather {"location":"London"}
                The current weather in Boston is 22 degrees and cloudy, and the current weather in London is 22 degrees and cloudy.

                """),
    ]

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Etude.project.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("each example prints what its guide says", arguments: examples)
    func output(_ example: Example) async throws {
        let home = try Etude.Folder()
        let finished = try await ChildProcess.run(
            Etude.project.appendingPathComponent(".build/debug/Example\(example.folder)").path, [],
            environment: Etude.environment(home: home), directory: home.path)
        #expect(finished.status == 0, "\(finished.errors)")
        #expect(finished.output == example.output)
        let article = try text("Sources/RequestCore/RequestCore.docc/\(example.article).md")
        let output = example.output.dropLast()
        #expect(article.contains("```\n\(output)\n```\n") || article.contains("It prints `\(output)`"))
    }

    @Test("each guide shows its example as it is", arguments: examples)
    func program(_ example: Example) throws {
        let program = try text("Tests/Examples/\(example.folder)/main.swift")
        let article = try text("Sources/RequestCore/RequestCore.docc/\(example.article).md")
        #expect(article.contains("```swift\n\(program)```\n"))
    }

    @Test("the README shows the first example as it is")
    func readme() throws {
        #expect(try text("README.md").contains("```swift\n\(text("Tests/Examples/OneAnswer/main.swift"))```\n"))
    }
}
