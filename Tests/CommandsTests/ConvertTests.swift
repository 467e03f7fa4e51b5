import Foundation
import JSON
import TestSupport
import Testing

@Suite struct ConvertTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func etude(_ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(arguments, home: home, input: input)
    }

    private static let tides = """
        ---
        model: gpt-4o
        ---
        <user>
        <text>What is it?</text>
        <image url="tides.png" />
        </user>

        """

    @Test("what the other format cannot hold is named on stderr, field by field, and the file is written")
    func losses() async throws {
        _ = try home.write("---\nmodel: gpt-4o\nprovider: work\n---\n<user>\nHi\n</user>\n", to: "a.prompt")
        let finished = try await etude("convert", "a.prompt", "a.yaml")
        #expect(finished.status == 0 && finished.output.isEmpty)
        #expect(finished.errors.contains("etude: a.yaml: provider: a template of llm has no place for it\n"))
        #expect(try home.read("a.yaml") == "model: gpt-4o\nprompt: Hi\n")
    }

    @Test("an ending that says no format is refused; a name without one is a .prompt file")
    func endings() async throws {
        _ = try home.write("---\nmodel: gpt-4o\n---\n<user>\nHi\n</user>\n", to: "a.prompt")
        let slip = try await etude("convert", "a.prompt", "b.jsno")
        #expect(slip.status == 2 && slip.errors.contains("the ending '.jsno' says no format"), "\(slip.errors)")
        #expect(!FileManager.default.fileExists(atPath: home.path + "/b.jsno"))
        #expect(try await etude("convert", "a.prompt", "b.jsno", "--to", "request").status == 0)
        #expect(try await etude("convert", "a.prompt", "b").status == 0)
    }

    @Test(
        "--strict writes nothing where something would be lost; a file that is there is written over with --force only")
    func strict() async throws {
        _ = try home.write("---\nmodel: gpt-4o\nprovider: work\n---\n<user>\nHi\n</user>\n", to: "a.prompt")
        let strict = try await etude("convert", "a.prompt", "a.yaml", "--strict")
        #expect(strict.status == 2 && strict.errors.contains("nothing is written"))
        #expect(throws: (any Error).self) { try home.read("a.yaml") }
        _ = try home.write("mine", to: "a.yaml")
        let there = try await etude("convert", "a.prompt", "a.yaml")
        #expect(there.status == 2 && there.errors.contains("--force"))
        #expect(try home.read("a.yaml") == "mine")
        #expect(try await etude("convert", "a.prompt", "a.yaml", "--force").status == 0)
        #expect(try home.read("a.yaml").contains("prompt: Hi"))
        #expect(try await etude("convert", "a.prompt", "b.json", "--to", "nothing").status == 2)
    }

    @Test("a log is made a prompt again through a pipe, and a version by its REF")
    func pipes() async throws {
        _ = try home.write("---\nmodel: gpt-4o\n---\n<system>\nBe brief.\n</system>\n", to: "a.prompt")
        _ = try await etude("run", "a.prompt", "-m", "Hi")
        let list = try JSONValue(parsing: try await etude("logs", "--json").output)
        let log = try await etude("logs", "show", try #require(list["id"]?.stringValue))
        let again = try await etude("convert", "-", "-", input: log.output)
        #expect(again.status == 0 && again.output.contains("<system>\nBe brief.\n</system>\n\n<user>\nHi\n</user>\n"))
        let version = try await etude("convert", "a@v1", "-", "--to", "prompty")
        #expect(version.output.contains("system:\nBe brief.\n"))
    }

    @Test("paths of images lead to the same files from where the new file is; --inline-images needs none")
    func images() async throws {
        try FileManager.default.copyItem(atPath: Etude.sample("tides.png"), toPath: home.path + "/tides.png")
        try FileManager.default.createDirectory(atPath: home.path + "/old/one", withIntermediateDirectories: true)
        _ = try home.write(Self.tides, to: "a.prompt")
        _ = try await etude("convert", "a.prompt", "old/one/a.prompt")
        #expect(try home.read("old/one/a.prompt").contains("<image url=\"../../tides.png\" />"))
        _ = try await etude("convert", "a.prompt", "inline.prompt", "--inline-images")
        #expect(try home.read("inline.prompt").contains("<image url=\"data:image/png;base64,"))
        let shown = try await etude("show", "a.prompt", "--inline-images")
        #expect(shown.output == (try home.read("inline.prompt")))
        let ids = try await (
            etude("show", "a.prompt", "--canonical").output, etude("show", "inline.prompt", "--canonical").output
        )
        #expect(ids.0 == ids.1 && ids.0.contains("sha256:"))
        _ = try await etude("convert", "a.prompt", "a.json")
        #expect(try home.read("a.json").contains("data:image/png;base64,"))
    }

    @Test("a Prompty file runs as it is, and what of it is left out is said")
    func runs() async throws {
        let file = Etude.project.appending(path: "Tests/Bridges/prompty/tides.prompty").path
        try FileManager.default.copyItem(atPath: Etude.sample("tides.png"), toPath: home.path + "/tides.png")
        let run = try await etude(
            "run", file, "--provider", "simulator", "--var", "chart=tides.png", "--set", "reasoning_effort=",
            "--set", "parallel_tool_calls=", "--set", "top_k=", "--json")
        #expect(run.status == 0)
        #expect(run.errors.contains("model.connection: Étude takes no keys and URLs from a file"))
        #expect(try JSONValue(parsing: run.output)["model"] == "gpt-4o")
        let lint = try await etude("lint", file)
        #expect(lint.output.contains("warning: tools.files: it is of the kind mcp"))
    }

    @Test("a file of another format is never written over by a save in Étude's own", .timeLimit(.minutes(1)))
    func refusal() async throws {
        let prompty = "---\nname: greeting\nmodel: gpt-4o\n---\nsystem:\nGreet.\n"
        _ = try home.write(prompty, to: "greeting.prompty")
        let restored = try await etude("run", "greeting.prompty", "-m", "Hi")
        #expect(restored.status == 0)
        let refused = try await etude("restore", "greeting@v1", "greeting.prompty")
        #expect(refused.status == 2 && refused.errors.contains("is Prompty and would become a .prompt file"))
        #expect(try home.read("greeting.prompty") == prompty)
        #expect(try await etude("restore", "greeting@v1", "other.prompty").status == 0)
        #expect(try home.read("other.prompty").contains("system:\nGreet.\n"))
    }
}
