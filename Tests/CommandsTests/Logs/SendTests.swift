import Foundation
import JSON
import Synchronization
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
            let words = "sent 1 span to \(collector.url("/v1/traces")) and 1 event to \(collector.url("/v1/logs"))\n"
            #expect(sent.output == words, "\(sent.errors)")
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
        #expect(try await etude("logs", "send", "--new").output.hasPrefix("sent 0 spans to"))
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

    @Test("doctor says where new logs go, and what the settings lack")
    func doctor() async throws {
        #expect(try await !etude("doctor").output.contains("otlp"))
        _ = try home.write("otlp: {contents: true}\n", to: "config.yaml")
        #expect(try await etude("doctor").output.contains("problem otlp: otlp.endpoint: no collector is named"))
        let variables = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"]
        let line = "ok      otlp: new logs go to http://127.0.0.1:4318/v1/traces, with what was said"
        #expect(try await etude("doctor", environment: variables).output.contains(line))
    }

    /// Sends by itself, with time for a slow machine.
    private func run(_ arguments: String...) async throws -> Finished {
        try await InProcess.run(
            ["run", Etude.sample("weather.prompt"), "-m", "Boston?"] + arguments, home: home,
            environment: ["NO_PROXY": "127.0.0.1"]
        ) { $0.collectorPatience = .seconds(20) }
    }

    @Test("run sends its own log at its end, and nothing with --no-store; doctor says when that was")
    func byItself() async throws {
        _ = try home.write("otlp: {endpoint: \(collector.url(""))}\n", to: "config.yaml")
        #expect(try await run("--no-store").status == 0)
        #expect(collector.record.requests.isEmpty)
        for count in 1...2 {
            #expect(try await run().status == 0)
            #expect(collector.record.requests.count == count)
        }
        let ids = try await etude("logs", "--json").output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))["id"]?.stringValue
        }
        for (id, body) in zip(ids.reversed(), try bodies()) { #expect(body.compact.contains(try #require(id))) }
        let doctor = try await etude("doctor").output
        #expect(doctor.contains("ok      otlp: logs were sent last at 20") && doctor.contains("; none waits"))
    }

    @Test("what a collector that is away has not taken goes along with a later run, whose answer comes as always")
    func later() async throws {
        let isAway = Flag()
        let collector = try FaultServer { _, connection in connection.respond(isAway.isSet ? 503 : 200, body: "{}") }
        _ = try home.write("otlp: {endpoint: \(collector.url(""))}\n", to: "config.yaml")
        isAway.set(true)
        for _ in 0..<2 {
            let run = try await run()
            #expect(run.status == 0 && run.errors.isEmpty)
        }
        let doctor = try await etude("doctor").output
        #expect(doctor.contains("note    otlp: nothing was sent so far; 2 wait"))
        isAway.set(false)
        let tried = collector.record.requests.count
        #expect(try await run().status == 0)
        let sent = try collector.record.requests.dropFirst(tried).map { try JSONValue(parsing: $0.body).compact }
            .joined()
        let ids = try await etude("logs", "--json").output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))["id"]?.stringValue ?? "none"
        }
        #expect(ids.count == 3 && ids.allSatisfy { sent.contains($0) })
    }

    @Test("a collector without /v1/logs gets each span once; what it refuses is told once, with the right URL")
    func tracesOnly() async throws {
        let collector = try FaultServer { request, connection in
            connection.respond(request.path == "/v1/traces" ? 200 : 404, body: "{}")
        }
        _ = try home.write("otlp: {endpoint: \(collector.url(""))}\n", to: "config.yaml")
        #expect(try await run().status == 0)
        let id = try #require(try JSONValue(parsing: try await etude("logs", "--json").output)["id"]?.stringValue)
        _ = try await etude("logs", "judge", id, "bad")
        for _ in 0..<3 { #expect(try await run().status == 0) }
        let paths = collector.record.requests.map(\.path)
        #expect(paths.count { $0 == "/v1/traces" } == 4 && paths.count { $0 == "/v1/logs" } == 1, "\(paths)")
        #expect(try await etude("logs", "send", "--new").status == 0)
        #expect(try await etude("doctor").output.contains("; none waits"))

        let sent = try await etude("logs", "send")
        #expect(sent.output == "sent 4 spans to \(collector.url("/v1/traces"))\n")
        let words = "the collector refused 1 of them: \(collector.url("/v1/logs")): not_found 404"
        #expect(sent.status == 1 && sent.errors.contains(words), "\(sent.errors)")
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

/// A flag that a server reads.
private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set(_ isSet: Bool) { value.withLock { $0 = isSet } }
}
