import Foundation
import JSON
import TestSupport
import Testing

@Suite("Numbers on the command line")
struct LogsStatsTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func etude(_ arguments: String...) async throws -> Finished {
        try await InProcess.run(Array(arguments), home: home)
    }

    private func make() async throws {
        for text in ["Boston?", "London?", "simulate: 401"] {
            _ = try await etude("run", Etude.sample("weather.prompt"), "-m", text)
        }
        _ = try await etude(
            "run", Etude.sample("calendar-event.prompt"), "-m", "Alice and Bob on Friday?", "--model", "gpt-4.1-mini")
    }

    @Test("the JSON has the sums, and the groups that were asked for")
    func json() async throws {
        try await make()
        let stats = try JSONValue(parsing: try await etude("logs", "stats", "--json", "--by", "prompt").output)
        #expect(stats["runs"] == 4 && stats["errors"] == 1 && stats["cancelled"] == 0 && stats["unpriced"] == 0)
        #expect(stats["total_ms"]?["p50"]?.doubleValue ?? 0 > 0)
        #expect(stats["groups"]?.arrayValue?.map { $0["key"] } == ["weather", "calendar-event"])
        #expect(stats["groups"]?[0]?["errors"] == 1)
        let one = try JSONValue(
            parsing: try await etude("logs", "stats", "--json", "--prompt", "calendar-event").output)
        #expect(one["runs"] == 1 && one["groups"] == [])
        #expect(one["prompt_tokens"]?.intValue ?? 0 > 0)
    }

    @Test("a person gets a table, with the groups by the number of their runs")
    func text() async throws {
        try await make()
        let text = try await etude("logs", "stats", "--by", "error").output
        #expect(text.hasPrefix("runs 4   errors 1 (25.0 %)\ncost –\ntokens "))
        #expect(text.contains("by error        runs  errors"))
        #expect(text.contains("\nauthentication     1       1    –    –"))
        #expect(try await etude("logs", "stats", "--prompt", "nothing").output == "no logs\n")
        #expect(try await etude("logs", "stats", "--by", "weather").status == 2)
    }

    @Test("--html writes a page, and nothing is printed beside it")
    func html() async throws {
        try await make()
        let run = try await etude("logs", "stats", "--by", "version", "--prompt", "weather", "--html", "out.html")
        #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
        let page = try home.read("out.html")
        #expect(page.contains("<code>prompt:weather</code>") && page.contains("weather v1 "))
    }
}
