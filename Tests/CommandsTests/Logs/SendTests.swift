import Foundation
import JSON
import TestSupport
import Testing

@Suite("Sending logs to a collector")
struct LogsSendTests {
    private let home: Etude.Folder
    private let collector: FaultServer

    init() throws {
        home = try Etude.Folder()
        collector = try FaultServer { _, connection in
            connection.respond(200, headers: [("Content-Type", "application/json")], body: "{}")
        }
    }

    private func etude(_ arguments: String..., environment: [String: String] = [:]) async throws -> Finished {
        try await InProcess.run(
            Array(arguments), home: home, environment: environment.merging(["NO_PROXY": "127.0.0.1"]) { own, _ in own })
    }

    private func bodies() throws -> [JSONValue] {
        try collector.record.requests.map { try JSONValue(parsing: $0.body) }
    }

    @Test("what matches is sent each time, with the same ids")
    func sending() async throws {
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "Boston?")
        let id = try #require(try JSONValue(parsing: try await etude("logs", "--json").output)["id"]?.stringValue)
        _ = try await etude("logs", "judge", id, "good")
        for _ in 0..<2 {
            let sent = try await etude("logs", "send", "--otlp", collector.url(""), "--prompt", "weather")
            #expect(sent.output == "sent 2 spans and events to \(collector.url("/v1/traces"))\n", "\(sent.errors)")
        }
        let all = try bodies()
        #expect(collector.record.requests.map(\.path) == ["/v1/traces", "/v1/logs", "/v1/traces", "/v1/logs"])
        #expect(all[0] == all[2] && all[1] == all[3])
        #expect(!all[0].compact.contains("Boston"))
        _ = try await etude("logs", "send", "--otlp", collector.url(""), "--contents")
        #expect(try bodies()[4].compact.contains("Boston"))
    }

    @Test("the settings name the collector; the environment fills in what they leave open; a .env has no say")
    func settings() async throws {
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "Boston?")
        _ = try home.write("OTEL_EXPORTER_OTLP_ENDPOINT=\(collector.url(""))\n", to: ".env")
        let none = try await etude("logs", "send")
        #expect(none.status == 2 && none.errors.contains("no collector is named"))
        let variables = ["OTEL_EXPORTER_OTLP_ENDPOINT": collector.url("")]
        #expect(try await etude("logs", "send", environment: variables).status == 0)
        _ = try home.write("otlp: {endpoint: \(collector.url("")), headers: {x-team: sea}}\n", to: "config.yaml")
        #expect(try await etude("logs", "send").status == 0)
        #expect(collector.record.requests.last?.header("x-team") == "sea")
        #expect(try await etude("logs", "send", "--new").output.hasPrefix("sent 0 spans and events"))
    }

    @Test("settings that cannot be understood are told with their place, and a project never has them")
    func badSettings() async throws {
        for (text, words) in [
            ("otlp: {endpoint: collector}", "otlp.endpoint"), ("otlp: {url: x}", "otlp.url"), ("otlp: 1", "otlp"),
            ("otlp: {contents: maybe}", "otlp.contents"),
        ] {
            _ = try home.write(text + "\n", to: "config.yaml")
            let run = try await etude("logs", "send")
            #expect(run.status == 2 && run.errors.contains(words), "\(run.errors)")
        }
    }

    @Test("a collector that refuses is told, and --new takes no filter")
    func refused() async throws {
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "Boston?")
        let broken = try FaultServer { _, connection in connection.respond(400, headers: [], body: "bad spans") }
        let run = try await etude("logs", "send", "--otlp", broken.url(""))
        #expect(run.status == 1 && run.errors.contains("bad_request 400"), "\(run.errors)")
        #expect(try await etude("logs", "send", "--new", "--prompt", "x").errors.contains("--new sends all"))
    }
}
