import Foundation
import JSON
import TestSupport
import Testing

@Suite("Importing logs")
struct LogsImportTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func etude(_ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(Array(arguments), home: home, input: input)
    }

    private static let pairs = (1...450).map { number in
        #"{"id":"\#(number)","request":{"model":"m","messages":[{"role":"user","content":"question \#(number)"}]},"#
            + #""response":"answer \#(number)","created_at":"2026-11-30T10:42:01"}"# + "\n"
    }.joined()

    @Test("pairs are imported once; a second import, and what an interrupted one left, add only what is new")
    func pairs() async throws {
        let half = Self.pairs.split(separator: "\n").prefix(250).joined(separator: "\n")
        let file = try home.write(half, to: "half.jsonl")
        #expect(try await etude("logs", "import", file).output == "imported 250 logs under imported\n")
        let whole = try home.write(Self.pairs + "no JSON\n\n", to: "pairs.jsonl")
        let second = try await etude("logs", "import", whole)
        #expect(second.output == "imported 200 logs under imported, 250 are there already\n")
        #expect(
            second.errors
                == "etude: \(whole):451: could not be read as a request with its response\n")
        #expect(
            try await etude("logs", "import", whole).output == "imported 0 logs under imported, 450 are there already\n"
        )
        let stats = try JSONValue(parsing: try await etude("logs", "stats", "--json").output)
        #expect(stats["runs"] == 450)
        #expect(try await etude("logs", "450").output.contains("question 450"))
    }

    @Test("a byte order mark is passed over, and bytes that are no UTF-8 are named")
    func marks() async throws {
        let lines = Self.pairs.split(separator: "\n").prefix(2)
        let marked = try home.write("\u{FEFF}" + lines.joined(separator: "\r\n"), to: "marked.jsonl")
        let run = try await etude("logs", "import", marked)
        #expect(run.output == "imported 2 logs under imported\n" && run.errors.isEmpty, "\(run)")
        let broken = home.path + "/broken.jsonl"
        var data = Data(#"{"id":"3","request":{"model":"m","messages":[{"role":"user","content":"f"#.utf8)
        data += [0xFF] + Data(#""}]},"response":"answer","created_at":"2026-11-30T10:42:01"}"#.utf8)
        try data.write(to: URL(fileURLWithPath: broken))
        let repaired = try await etude("logs", "import", broken)
        #expect(repaired.output == "imported 1 log under imported\n")
        #expect(repaired.errors.contains("broken.jsonl:1: has text that is not UTF-8"), "\(repaired.errors)")
    }

    @Test("--dry-run counts and writes nothing; a line that comes twice counts once")
    func dryRun() async throws {
        let run = try await etude(
            "logs", "import", "-", "--dry-run", "--prompt", "support", input: Self.pairs + Self.pairs)
        #expect(run.output == "would import 450 logs under support, 450 are there already\n")
        #expect(try await etude("logs").output.isEmpty)
    }

    @Test("what was exported is imported elsewhere as it was")
    func exported() async throws {
        _ = try await etude("run", Etude.sample("translate.prompt"), "--var", "language=French", "-m", "Good morning")
        let id = try #require(try JSONValue(parsing: try await etude("logs", "--json").output)["id"]?.stringValue)
        _ = try await etude("logs", "judge", id, "good", "--score", "0.5", "--tag", "a")
        let text = try await etude("logs", "export").output
        let before = try JSONValue(parsing: text)
        let elsewhere = try LogsImportTests()
        let run = try await elsewhere.etude("logs", "import", "-", "--prompt", "translate", input: text)
        #expect(run.output == "imported 1 log under translate\n" && run.errors.isEmpty, "\(run.errors)")
        let after = try JSONValue(parsing: try await elsewhere.etude("logs", "show", id, "--json").output)
        for key in [
            "id", "prompt", "provider", "model", "resolved_model", "created_at", "output", "usage", "finish_reason",
            "timing",
            "feedback", "score", "tags", "source", "inputs", "request", "response",
        ] { #expect(after[key] == before[key], "\(key)") }
    }

    @Test("a file that is not there, has no log, or a name that is none is refused")
    func refusals() async throws {
        #expect(try await etude("logs", "import", "nothing.jsonl").status == 2)
        let empty = try await etude("logs", "import", "-", input: "\n")
        #expect(empty.status == 2 && empty.errors.contains("there is no log in it"))
        #expect(try await etude("logs", "import", "-", "--prompt", "weather@v1", input: Self.pairs).status == 2)
    }
}
