import TestSupport
import Testing

@Suite("Exporting a prompt as a program")
struct ExportCommandTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        _ = try home.write("providers: {a: {base_url: 'http://127.0.0.1:9', dialect: messages}}\n", to: "config.yaml")
        let head = "model: c\nseed: 1\nn: 2\nlogprobs: true\nextra:\n  include: [x]\n"
        _ = try home.write("---\n\(head)---\n<user>\nhi\n</user>\n", to: "d.prompt")
    }

    @Test("what the dialect cannot carry is named on stderr", arguments: ["curl", "python", "json"])
    func losses(language: String) async throws {
        let program = try await InProcess.run(
            ["export", "d.prompt", "--as", language, "--provider", "a"], home: home)
        #expect(program.status == 0 && !program.output.isEmpty)
        for name in ["seed", "logprobs", "include"] {
            #expect(program.errors.contains(name), "\(program.errors)")
        }
        let address = "the prompt goes to 'a': set ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY to what is its own"
        #expect(program.errors.contains(address) == (language != "json"), "\(program.errors)")
        #expect(program.errors.contains("n: the program asks once; messages has no n, and run asks 2 times"))
    }

    @Test("what the dialect carries needs no word")
    func whole() async throws {
        let program = try await InProcess.run(["export", "d.prompt", "--as", "json"], home: home)
        #expect(program.status == 0 && !program.errors.contains("seed") && !program.errors.contains("asks once"))
    }
}
