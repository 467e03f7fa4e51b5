import Foundation
import JSON
import TestSupport
import Testing

@Suite struct VersionCommandTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func file(_ temperature: String, _ name: String = "tides.prompt") throws -> String {
        let path = home.path + "/" + name
        let text = """
            ---
            # mine
            model: gpt-4o
            temperature: \(temperature)
            inputs:
              language: French
            ---
            <system>
            Answer in {{language}}.
            </system>

            """
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func etude(_ arguments: String...) async throws -> Finished {
        try await InProcess.run(arguments, home: home)
    }

    /// Two versions of `tides`, the second made in another run.
    private func make() async throws {
        for temperature in ["0.2", "0.9"] { _ = try await etude("run", try file(temperature), "-m", "hi") }
    }

    @Test("a version that a changed file makes was made from the newest one of its prompt")
    func parents() async throws {
        try await make()
        #expect(try await etude("versions", "tides").output.contains("temperature 0.2 → 0.9"))
        let diff = try await etude("diff", "tides")
        #expect(diff.status == 0 && diff.output.contains("temperature"), "\(diff.errors)")
        #expect(try await etude("show", "tides~1").output.contains("temperature: 0.2"))
        #expect(try await etude("run", file("0.9"), "-m", "hi").status == 0)
        let first = try await etude("diff", "tides@v1")
        #expect(first.status == 2 && first.errors.contains("was made from no other version"))
    }

    @Test(
        "versions are listed newest first, with their runs; named ones with their names; all prompts without an argument"
    )
    func versions() async throws {
        try await make()
        let named = try await etude("versions", "tides@v1", "--name", "cold", "--note", "as it was")
        #expect(named.status == 0)
        let list = try await etude("versions", "tides")
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("v2  ") && lines[1].contains("cold  as it was"))
        #expect(lines[0].contains("1 run"))
        let json = try JSONValue(parsing: String(try await etude("versions", "tides", "--json", "--limit", "1").output))
        #expect(json["number"] == 2 && json["runs"] == 1 && json["version"]?.stringValue?.count == 64)
        #expect(try await etude("versions").output.contains("tides  2 versions"))
        #expect(try await etude("versions", "nobody").status == 2)
    }

    @Test(
        "diff tells what became of each field, then the lines; --words marks the words; a file is held against its prompt"
    )
    func diff() async throws {
        try await make()
        let diff = try await etude("diff", "tides@v1", "tides@v2")
        #expect(diff.output.hasPrefix("temperature: 0.2 → 0.9\n\n--- tides@v1\n+++ tides@v2\n"))
        #expect(diff.output.contains("-temperature: 0.2\n+temperature: 0.9\n"))
        let words = try await etude("diff", "tides@v1", "tides@v2", "--words")
        #expect(words.output.contains("+temperature: 0.{+9+}"))
        let against = try await etude("diff", try file("0.5"))
        #expect(against.output.contains("temperature: 0.9 → 0.5"))
        let same = try await etude("diff", "tides@v1", "tides@v1")
        #expect(same.status == 0 && same.output.isEmpty && same.errors.contains("the same version"))
        let json = try JSONValue(parsing: try await etude("diff", "tides@v1", "tides@v2", "--json").output)
        #expect(json["changes"]?.arrayValue?.count == 1)
    }

    @Test("an environment is moved, named as a REF, rolled back, and its history told")
    func deploy() async throws {
        try await make()
        #expect(try await etude("deploy", "tides@v1", "--to", "production", "--note", "first").status == 0)
        #expect(try await etude("deploy", "tides", "--to", "production").errors.contains("is v2"))
        let shown = try await etude("show", "tides@production", "--canonical")
        #expect(shown.output == (try await etude("show", "tides@v2", "--canonical").output))
        #expect(try await etude("deploy").output.hasPrefix("tides@production  v2  "))
        let back = try await etude("deploy", "tides", "--to", "production", "--roll-back")
        #expect(back.errors.contains("is v1") && back.errors.contains("was v2"))
        let history = try await etude("deploy", "tides", "--history")
        let lines = history.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[0].contains("rolled back") && lines[2].contains("first"))
        let nothing = try await etude("deploy", "tides", "--to", "production", "--roll-back")
        #expect(nothing.status == 2 && nothing.errors.contains("no earlier version to roll back to"))
        #expect(try await etude("deploy", "tides", "--to", "v3").status == 2)
    }

    @Test("a protected environment moves with --yes only where nobody can be asked")
    func protection() async throws {
        try await make()
        _ = try await etude("deploy", "tides@v1", "--to", "staging")
        _ = try await etude("deploy", "tides", "--to", "staging", "--protect")
        let refused = try await etude("deploy", "tides@v2", "--to", "staging")
        #expect(refused.status == 1 && refused.errors.contains("--yes"))
        #expect(try await etude("deploy", "tides").output.contains("v1"))
        #expect(try await etude("deploy", "tides@v2", "--to", "staging", "--yes").status == 0)
        _ = try await etude("deploy", "tides", "--to", "staging", "--no-protect")
        #expect(try await etude("deploy", "tides@v1", "--to", "staging").status == 0)
    }

    @Test("where somebody can be asked, a protected environment moves with a yes")
    func askedProtection() async throws {
        try await make()
        _ = try await etude("deploy", "tides@v1", "--to", "staging")
        _ = try await etude("deploy", "tides", "--to", "staging", "--protect")
        for (answer, status) in [("no", Int32(1)), ("y", 0)] {
            let moved = try await InProcess.run(["deploy", "tides@v2", "--to", "staging"], home: home) { edges in
                edges.ask = { question in question[0].contains("move tides@staging from v1") ? answer : nil }
            }
            #expect(moved.status == status)
        }
        #expect(try await etude("deploy", "tides").output.contains("v2"))
    }

    @Test("deploy --json prints where the environment is now, and a deleted prompt is deployed nowhere")
    func deployedJSON() async throws {
        try await make()
        for (arguments, number) in [(["tides@v1"], 1), (["tides"], 2), (["tides", "--roll-back"], 1)] {
            let moved = try await InProcess.run(
                ["deploy"] + arguments + ["--to", "production", "--json"], home: home)
            let line = try JSONValue(parsing: moved.output)
            #expect(line["environment"] == "production" && line["number"]?.intValue == number, "\(moved)")
        }
        let protected = try await etude("deploy", "tides", "--to", "production", "--protect", "--json")
        #expect(try JSONValue(parsing: protected.output)["protected"] == true)
        let listed = try await etude("versions", "tides@v1", "--json").output.split(separator: "\n")
        #expect(try listed.map { try JSONValue(parsing: String($0))["number"] } == [1])

        _ = try await etude("versions", "tides", "--delete")
        let list = try await etude("deploy", "--json")
        #expect(list.output.isEmpty && list.errors.contains("nothing is deployed"))
        #expect(try await etude("deploy", "--write", home.path + "/out").errors.contains("nothing is deployed"))
        _ = try await etude("versions", "tides", "--undelete")
        #expect(try await etude("deploy").output.hasPrefix("tides@production  v1  "))
    }

    @Test("what is deployed is kept as files that a program reads, the same bytes for the same deployment")
    func files() async throws {
        try await make()
        let folder = home.path + "/deployed"
        #expect(try await etude("deploy", "--write", folder).errors.contains("nothing is deployed"))
        _ = try await etude("deploy", "tides@v1", "--to", "production", "--write", folder)
        let prompt = try String(contentsOfFile: folder + "/tides@production.prompt", encoding: .utf8)
        #expect(prompt.contains("name: tides") && prompt.contains("temperature: 0.2"))
        let text = try String(contentsOfFile: folder + "/tides@production.json", encoding: .utf8)
        let json = try JSONValue(parsing: text)
        #expect(json["number"] == 1 && json["variables"] == ["language"])
        #expect(json["request"]?["temperature"]?.compact == "0.2")
        #expect(json["config"]?.compact == (try await etude("show", "tides@v1", "--canonical").output))
        _ = try await etude("deploy", "--write", folder)
        #expect(try String(contentsOfFile: folder + "/tides@production.json", encoding: .utf8) == text)
        let read = try await etude("show", folder + "/tides@production.prompt", "--canonical")
        #expect(read.output == json["config"]?.compact)
    }

    @Test(
        "restore writes a version into a file and leaves its comments and values; without a file it goes into the draft"
    )
    func restore() async throws {
        try await make()
        let path = try file("0.9")
        #expect(try await etude("restore", "tides@v1", path).status == 0)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("# mine") && text.contains("temperature: 0.2") && text.contains("language: French"))
        let fresh = home.path + "/new.prompt"
        _ = try await etude("restore", "tides@v1", fresh)
        #expect(
            try await etude("show", fresh, "--canonical").output
                == (try await etude("show", "tides@v1", "--canonical").output))
        #expect(try await etude("restore", "tides@v1").errors.contains("the playground starts with tides@v1"))
        #expect(try await etude("restore", path).status == 2)
    }

    @Test("a prompt is renamed into a folder and named there by a REF; archived, deleted and brought back")
    func shelf() async throws {
        try await make()
        _ = try await etude("deploy", "tides@v1", "--to", "staging")
        #expect(
            try await etude("versions", "tides", "--rename", "sea/tides").errors == "etude: tides is sea/tides now\n")
        #expect(try await etude("show", "sea/tides@staging").output.contains("temperature: 0.2"))
        let unknown = try await etude("show", "sea/moon@staging")
        #expect(
            unknown.status == 2 && unknown.errors.contains("there is no such file, and no prompt is called 'sea/moon'"))
        #expect(try await etude("show", "./sea/tides").errors.contains("there is no such file"))
        _ = try await etude("versions", "sea/tides", "--archive")
        #expect(try await etude("versions").output.isEmpty)
        #expect(try await etude("versions", "--all").output.contains("archived"))
        _ = try await etude("versions", "sea/tides", "--delete")
        #expect(try await etude("versions", "--all").output.isEmpty)
        let gone = try await etude("show", "sea/tides")
        #expect(gone.status == 2 && gone.errors.contains("--undelete"))
        _ = try await etude("versions", "--undelete", "sea/tides")
        #expect(try await etude("versions", "sea/tides").output.split(separator: "\n").count == 2)
    }

    @Test("answers are judged; versions count it, and exported logs say it, oldest first")
    func feedback() async throws {
        try await make()
        let newest = try JSONValue(parsing: try await etude("logs", "--limit", "1", "--json").output)
        let id = try #require(newest["id"]?.stringValue)
        #expect(try await etude("logs", "judge", id, "good").status == 0)
        #expect(try await etude("versions", "tides").output.split(separator: "\n")[0].hasSuffix("  +1"))
        let exported = try await etude("logs", "export", "--prompt", "tides").output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(exported.map { $0["feedback"] } == [.null, "good"])
        #expect(exported[1]["request"]?["model"] == "gpt-4o" && exported[1]["response"] != .null)
        _ = try await etude("logs", "judge", id, "none")
        #expect(try await etude("versions", "tides", "--json").output.contains("\"good\":0,\"bad\":0"))
        #expect(try await etude("logs", "judge", "nothing", "bad").status == 2)
        #expect(try await etude("logs", "judge", id, "fine").status == 2)
    }
}
