import TestSupport
import Testing

@Suite("Commands speak the dialect that the catalogue chooses for OpenAI's models")
struct ChosenDialectTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        let tools = "tools:\n  - name: t\n    parameters: {type: object, properties: {}}"
        _ = try home.write("---\nmodel: gpt-5.5\n\(tools)\n---\n<user>\nHi\n</user>\n", to: "tools.prompt")
        _ = try home.write("---\nmodel: gpt-5.5\nreasoning_effort: max\n---\n<user>\nHi\n</user>\n", to: "max.prompt")
        _ = try home.write("---\nmodel: gpt-4.1\n---\n<user>\nHi\n</user>\n", to: "plain.prompt")
    }

    private let key = ["OPENAI_API_KEY": "sk-test-abcdefghij"]

    @Test("lint says nothing of chat completions where Responses is asked", arguments: ["tools", "max"])
    func lint(prompt: String) async throws {
        let asked = try await InProcess.run(["lint", prompt + ".prompt"], home: home, environment: key)
        #expect(asked.status == 0 && asked.output.isEmpty, "\(asked.output)")
        let simulated = try await InProcess.run(["lint", prompt + ".prompt"], home: home)
        #expect(simulated.output.hasPrefix("warning: "))
        let named = try await InProcess.run(["lint", prompt + ".prompt", "--provider", "openai"], home: home)
        #expect(named.output.isEmpty, "\(named.output)")
    }

    @Test(
        "a program calls what a run asks, with a key and without",
        arguments: [
            ("tools", "responses.create("), ("max", "responses.create("), ("plain", "chat.completions.create("),
        ])
    func export(prompt: String, function: String) async throws {
        let arguments = ["export", prompt + ".prompt", "--as", "python", "--provider", "openai"]
        for environment in [key, [:]] {
            let program = try await InProcess.run(arguments, home: home, environment: environment)
            #expect(program.status == 0 && program.output.contains(function), "\(program.output)")
        }
    }
}
