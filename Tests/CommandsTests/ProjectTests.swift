import Foundation
import JSON
import TestSupport
import Testing

@Suite struct ProjectTests {
    private let home: Etude.Folder
    private let project: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        project = try Etude.Folder()
    }

    private func etude(_ arguments: String..., below: String = "") async throws -> Finished {
        try await InProcess.run(arguments, home: home, directory: project.path + "/" + below)
    }

    private func prompt(_ temperature: String, _ name: String = "weather") throws {
        let text = "---\nmodel: gpt-4o\ntemperature: \(temperature)\n---\n<system>\nBe brief.\n</system>\n"
        try FileManager.default.createDirectory(
            atPath: (project.path + "/prompts/" + name as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        _ = try project.write(text, to: "prompts/\(name).prompt")
    }

    @Test("init makes a project that is found from below, where a prompt's name is its file's; twice is once")
    func initialise() async throws {
        #expect(try await etude("status").status == 2)
        let made = try await etude("init")
        #expect(made.status == 0 && made.errors.contains("is a project; its prompts are in prompts/"))
        #expect(try await etude("init").errors.contains("already"))
        try prompt("0.2")
        try prompt("0.4", "support/triage")
        try FileManager.default.createDirectory(atPath: project.path + "/deep/er", withIntermediateDirectories: true)
        let run = try await etude("run", "support/triage", "-m", "Hi", "--json", below: "deep/er")
        let line = try JSONValue(parsing: run.output)
        #expect(run.status == 0 && line["prompt"] == "support/triage")
        #expect(try await etude("show", "weather", below: "deep").output.contains("temperature: 0.2"))
        #expect(try await etude("show", "support/triage@v1").output.contains("temperature: 0.4"))
        #expect(try await etude("show", "support/nothing").errors.contains("there is no such file, and no prompt"))
    }

    @Test("what is stored of a project is in the person's home, apart from everything else")
    func store() async throws {
        _ = try await etude("init")
        try prompt("0.2")
        _ = try await etude("run", "weather", "-m", "Hi")
        #expect(try await etude("logs").output.contains("weather"))
        #expect(try await InProcess.run(["logs"], home: home).output.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: project.path + "/.etude") == ["config.yaml"])
    }

    @Test("status says which file is which version, what changed since, what is new, and what is broken")
    func status() async throws {
        _ = try await etude("init")
        try prompt("0.2")
        _ = try await etude("run", "weather", "-m", "Hi")
        #expect(try await etude("status").output.hasPrefix("prompts/weather.prompt  v1 "))
        try prompt("0.7")
        let changed = try await etude("status").output
        #expect(changed.contains("changed since v1 ") && changed.contains(": temperature\n"))
        _ = try await etude("run", "weather", "-m", "Hi")
        _ = try await etude("deploy", "weather@v1", "--to", "staging")
        // As after a pull: content that somebody else made again, and content under another name.
        try prompt("0.2")
        #expect(try await etude("status").output.contains("staging  (the newest is v2)"))
        try prompt("0.7", "copy")
        #expect(try await etude("status").output.contains("prompts/copy.prompt  weather@v2 "))
        try prompt("0.9", "new")
        _ = try project.write("---\nmodel: [\n", to: "prompts/bad.prompt")
        try FileManager.default.removeItem(atPath: project.path + "/prompts/weather.prompt")
        let lines = try await etude("status").output.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasPrefix("prompts/new.prompt  new ") })
        #expect(lines.contains { $0.hasPrefix("prompts/bad.prompt  cannot be read: ") })
        #expect(lines.contains { $0.hasPrefix("weather  only in the store ") })
        let json = try await etude("status", "--json").output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(json.map { $0["state"]?.stringValue } == ["broken", "other", "new", "unfiled"])
    }

    @Test("links to folders are not followed, nor is anything opened that is no file", .timeLimit(.minutes(1)))
    func links() async throws {
        _ = try await etude("init")
        try prompt("0.2")
        for name in ["round", "again"] {
            try FileManager.default.createSymbolicLink(
                atPath: project.path + "/prompts/" + name, withDestinationPath: ".")
        }
        #expect(mkfifo(project.path + "/prompts/pipe.prompt", 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/prompts/linked.prompt", withDestinationPath: "weather.prompt")
        let lines = try await etude("status").output.split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != " " } } == ["prompts/linked.prompt", "prompts/weather.prompt"])
    }

    @Test("a home that is called .etude is no project")
    func homeAsMark() async throws {
        let own = try Etude.Folder(at: project.path + "/.etude")
        _ = try own.write("providers:\n  work: {base_url: 'http://127.0.0.1:1/v1'}\n", to: "config.yaml")
        let listed = try await InProcess.run(["providers"], home: own, directory: project.path)
        #expect(listed.status == 0 && listed.output.contains("work"))
        #expect(try await InProcess.run(["status"], home: own, directory: project.path).status == 2)
        let made = try await InProcess.run(["init"], home: own, directory: project.path)
        #expect(made.status == 2 && made.errors.contains("your own home"))
    }

    @Test("a prompt is called after its file, however the path to it is spelt")
    func spelling() async throws {
        _ = try await etude("init")
        try prompt("0.2", "support/triage")
        for path in ["prompts/support/triage.prompt", "./prompts/../prompts/support/./triage.prompt"] {
            let line = try JSONValue(parsing: try await etude("run", path, "-m", "Hi", "--json").output)
            #expect(line["prompt"] == "support/triage")
        }
        let below = try await etude("run", "../prompts/support/triage.prompt", "-m", "Hi", "--json", below: "prompts")
        #expect(try JSONValue(parsing: below.output)["prompt"] == "support/triage")
    }

    @Test("a project names a provider, and says nothing of where it is: anything else is an error with its line")
    func settings() async throws {
        _ = try await etude("init")
        try prompt("0.2")
        _ = try project.write("default_provider: work\n", to: ".etude/config.yaml")
        let unknown = try await etude("run", "weather", "-m", "Hi")
        #expect(unknown.status == 2 && unknown.errors.contains("'work' is not a provider"))
        _ = try home.write("providers:\n  work: {base_url: 'http://127.0.0.1:1/v1'}\n", to: "config.yaml")
        #expect(try await etude("run", "weather", "-m", "Hi").status == 1)
        for line in ["providers: {work: {base_url: 'http://evil.example'}}", "mcp: {a: {command: x}}", "keys: {}"] {
            _ = try project.write("# a comment\n\(line)\n", to: ".etude/config.yaml")
            let refused = try await etude("run", "weather", "-m", "Hi")
            #expect(refused.status == 2 && refused.errors.contains(".etude/config.yaml:2:1"))
        }
    }
}
