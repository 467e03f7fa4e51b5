import Foundation
import TestSupport
import Testing

/// The programs of the guides do what the guides say.
@Suite struct ExampleTests {
    struct Example: CustomTestStringConvertible, Sendable {
        /// Its folder in `Sources/Examples`.
        let folder: String
        /// Its guide, in `Sources`.
        let article: String
        let output: String

        var testDescription: String { folder }
    }

    static let examples = [
        Example(folder: "OneAnswer", article: "RequestCore/RequestCore.docc/OneAnswer.md", output: "this is a test\n"),
        Example(
            folder: "Stream", article: "RequestCore/RequestCore.docc/Streaming.md",
            output: """
                the tide turns at six
                finished: stop, tokens: 27

                """),
        Example(
            folder: "ToolLoop", article: "RequestCore/RequestCore.docc/ToolCalls.md",
            output: """
                get_current_weather {"location":"Boston"}
                get_current_weather {"location":"London"}
                The current weather in Boston is 22 degrees and cloudy, and the current weather in London is 22 degrees and cloudy.

                """),
        Example(
            folder: "ParallelTools", article: "TypedTools/TypedTools.docc/ToolsAsTypes.md",
            output: """
                weather in Toronto, metric
                weather in Dallas, imperial
                search for super bowl winner
                The weather in Toronto is 22 degrees metric and cloudy, and the weather in Dallas is 22 degrees imperial and cloudy; google_search(super bowl winner) gave: The Eagles won the Super Bowl.

                """),
        Example(
            folder: "DeliveryDate", article: "TypedTools/TypedTools.docc/ToolsAsTypes.md",
            output: """
                delivery date of order_12345
                The delivery date for your order order_12345 is 2026-12-01.

                """),
        Example(
            folder: "CalendarEvent", article: "TypedTools/TypedTools.docc/AnswersAsTypes.md",
            output: """
                science fair on Friday with Alice and Bob

                """),
        Example(
            folder: "MathSteps", article: "TypedTools/TypedTools.docc/AnswersAsTypes.md",
            output: """
                Start with the equation.: 8x + 7 = -23
                Subtract 7 from both sides.: 8x = -30
                Divide both sides by 8.: x = -3.75
                answer: x = -3.75

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
        let article = try text("Sources/\(example.article)")
        let output = example.output.dropLast()
        #expect(article.contains("```\n\(output)\n```\n") || article.contains("It prints `\(output)`"))
    }

    @Test("each guide shows its example as it is", arguments: examples)
    func program(_ example: Example) throws {
        let program = try text("Sources/Examples/\(example.folder)/main.swift")
        let article = try text("Sources/\(example.article)")
        #expect(article.contains("```swift\n\(program)```\n"))
    }

    @Test("the README shows the first example as it is")
    func readme() throws {
        #expect(try text("README.md").contains("```swift\n\(text("Sources/Examples/OneAnswer/main.swift"))```\n"))
    }
}
