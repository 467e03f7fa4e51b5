import Foundation
import JSON
import TestSupport
import Testing

@Suite("Looking after logs on the command line")
struct LogHousekeepingTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func etude(_ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(Array(arguments), home: home, input: input)
    }

    private static let pair =
        #"{"id":"1","request":{"model":"m","messages":[{"role":"user","content":"old?"}]},"response":"yes","created_at":"2023-01-01T10:00:00"}"#

    @Test("logs older than config.yaml keeps them go after a run, and not by reading")
    func retention() async throws {
        _ = try await etude("logs", "import", "-", input: Self.pair)
        _ = try home.write("logs: {keep: 90d}\n", to: "config.yaml")
        #expect(try await etude("logs").output.contains("old?"))
        #expect(try await etude("doctor").output.contains("ok      logs: those older than 90 days are removed"))
        let sample = Etude.sample("weather.prompt")
        #expect(try await etude("run", sample, "-m", "Boston?", "--no-store").status == 0)
        #expect(try await etude("logs").output.contains("old?"))
        #expect(try await etude("run", sample, "-m", "Boston?").errors.isEmpty)
        let rest = try await etude("logs").output
        #expect(rest.contains("Boston?") && !rest.contains("old?"))
    }

    @Test(
        "a config.yaml that cannot be understood is told, and does not stop what needs nothing of it",
        arguments: ["logs: {keep: 90}", "otlp: http://x", "theem: dark"])
    func badSettings(text: String) async throws {
        _ = try await etude("logs", "import", "-", input: Self.pair)
        _ = try home.write(text + "\n", to: "config.yaml")
        let commands = [
            ["logs"], ["logs", "stats"], ["logs", "export"], ["logs", "filters"],
            ["logs", "prune", "nothing", "--yes"],
        ]
        for command in commands {
            let read = try await InProcess.run(command, home: home)
            #expect(read.status == 0 && read.errors.contains("config.yaml:1"), "\(command) \(read)")
        }
        #expect(try await etude("logs").output.contains("old?"))
        #expect(try await etude("run", Etude.sample("weather.prompt"), "-m", "x").status == 2)
    }

    @Test(
        "a saved filter is not saved into a circle, is renamed where others name it, and removed with a word about them"
    )
    func savedFilters() async throws {
        _ = try await etude("logs", "filters", "save", "slow", "total:>10s")
        _ = try await etude("logs", "filters", "save", "both", #"-@slow "@slow" x@slow @slow"#)
        let circle = try await etude("logs", "filters", "save", "slow", "@both")
        #expect(circle.status == 2 && circle.errors.contains("'@slow' contains itself"), "\(circle.errors)")
        #expect(try await etude("logs", "filters", "save", "self", "@self").status == 2)
        #expect(try await etude("logs", "filters", "rename", "slow", "quick").status == 0)
        let listed = try await etude("logs", "filters").output
        #expect(listed == "@both  -@quick \"@slow\" x@slow @quick\n@quick  total:>10s\n")
        #expect(try await etude("logs", "@both").status == 0)
        let removed = try await etude("logs", "filters", "delete", "quick")
        #expect(removed.status == 0 && removed.errors.contains("@both names @quick and cannot be read now"))
    }

    @Test("behind -- nothing is an option, and --html - is stdout")
    func dashes() async throws {
        _ = try await etude("logs", "import", "-", input: Self.pair)
        #expect(try await etude("logs", "--", "old").output.contains("old?"))
        #expect(try await etude("logs", "--", "-old").output.isEmpty)
        let page = try await etude("logs", "stats", "--html", "-")
        #expect(page.status == 0 && page.output.hasPrefix("<!doctype html>"))
        #expect(try await etude("logs", "stats", "--html", "-", "--json").status == 2)
    }

    @Test("a log is named by its id in any case, or by the beginning of it")
    func ids() async throws {
        let pairs = ["A1", "A2", "B1"].map { end in
            Self.pair.replacing(#""id":"1""#, with: #""id":"01jz00000000000000000000\#(end.lowercased())""#)
        }
        _ = try await etude("logs", "import", "-", input: pairs.joined(separator: "\n"))
        let whole = "01jz00000000000000000000b1"
        for written in [whole, whole.uppercased(), "01JZ00000000000000000000b"] {
            let shown = try await etude("logs", "show", written, "--json")
            #expect(try JSONValue(parsing: shown.output)["id"]?.stringValue == whole.uppercased(), "\(shown.errors)")
        }
        #expect(try await etude("logs", "id:01jz*").output.split(separator: "\n").count == 3)
        let several = try await etude("logs", "show", "01jz")
        #expect(several.status == 2 && several.errors.contains("several logs begin with '01jz'"))
        #expect(try await etude("logs", "judge", whole, "good").status == 0)
        #expect(try await etude("logs", "feedback:good").output.hasPrefix(whole.uppercased()))
        #expect(try await etude("logs", "show", "01k").errors.contains("there is no log '01k'"))
        #expect(try await etude("logs", "show", "01K5%").errors.contains("there is no log '01K5%'"))
    }
}
