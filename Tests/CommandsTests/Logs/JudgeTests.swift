import JSON
import TestSupport
import Testing

@Suite("Judging on the command line")
struct LogsJudgeTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func etude(_ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(Array(arguments), home: home, input: input)
    }

    private func log() async throws -> String {
        let run = try await etude("run", Etude.sample("weather.prompt"), "--json", "-m", "Boston?")
        let line = try JSONValue(parsing: run.output)
        return try #require(line["id"]?.stringValue)
    }

    @Test("a score, a note, a correction and tags are shown, listed and exported")
    func whole() async throws {
        let id = try await log()
        let judged = try await etude(
            "logs", "judge", id, "bad", "--score", "0.25", "--note", "curt", "--correction", "-", "--tag", "tides",
            "--tag", "sea", input: "Dover.")
        #expect(judged.status == 0, "\(judged.errors)")
        for arguments in [["logs", "show", id, "--json"], ["logs", "--json"], ["logs", "export"]] {
            let line = try JSONValue(parsing: try await InProcess.run(arguments, home: home).output)
            #expect(line["feedback"] == "bad" && line["score"] == 0.25 && line["note"] == "curt", "\(arguments)")
            #expect(line["correction"] == "Dover." && line["tags"] == ["sea", "tides"], "\(arguments)")
        }
    }

    @Test("what is not named stays; none and an empty text remove")
    func changes() async throws {
        let id = try await log()
        _ = try await etude("logs", "judge", id, "good", "--score", "1", "--note", "fine", "--tag", "a")
        _ = try await etude("logs", "judge", id, "--score", "none", "--note", "", "--tag", "b", "--untag", "a")
        let line = try JSONValue(parsing: try await etude("logs", "show", id, "--json").output)
        #expect(line["feedback"] == "good" && line["score"] == .null && line["note"] == .null && line["tags"] == ["b"])
    }

    @Test("a judgement that says nothing, a bad score and a bad tag are refused")
    func refusals() async throws {
        let id = try await log()
        #expect(try await etude("logs", "judge", id).errors.contains("say what is to change"))
        #expect(try await etude("logs", "judge", id, "--score", "2").errors.contains("a number from 0 to 1"))
        let tagged = try await etude("logs", "judge", id, "--tag", "a b")
        #expect(tagged.status == 2 && tagged.errors.contains("'a b' is no tag"))
    }

    @Test("filters are saved, listed, renamed and removed")
    func filters() async throws {
        #expect(try await etude("logs", "filters", "save", "costly", "cost:>0.01", "-model:gpt-4o").status == 0)
        #expect(try await etude("logs", "filters").output == "@costly  cost:>0.01 -model:gpt-4o\n")
        #expect(try await etude("logs", "filters", "rename", "costly", "dear").status == 0)
        let listed = try await etude("logs", "filters", "--json").output
        #expect(try JSONValue(parsing: listed) == ["name": "dear", "filter": "cost:>0.01 -model:gpt-4o"])
        #expect(try await etude("logs", "filters", "remove", "dear").status == 0)
        let again = try await etude("logs", "filters", "remove", "dear")
        #expect(again.status == 2 && again.errors.contains("no filter is saved as '@dear'"))
    }
}
