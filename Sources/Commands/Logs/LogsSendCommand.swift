import ArgumentParser
import Logbook
import Prompts
import RequestCore
import Storage
import TextUI

/// `etude logs send`
struct LogsSendCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send logs to an OpenTelemetry collector.",
        discussion: """
            etude logs send --otlp http://127.0.0.1:4318 --since 1d
            etude logs send --new

            One span for each generation, by OpenTelemetry's conventions for generative
            AI, over OTLP/HTTP as JSON. Ids are made from the logs', so sending again
            replaces. Messages, variables, arguments and results stay here unless
            --contents or contents: true asks for them.

            The collector is that of --otlp, else of otlp: in config.yaml, else of
            OTEL_EXPORTER_OTLP_ENDPOINT. With otlp: in config.yaml the playground sends
            new logs by itself; --new sends what it has not sent yet.
            """)

    @OptionGroup var filter: LogFilterOptions

    @Option(help: ArgumentHelp("The collector, up to and without /v1/traces.", valueName: "url"))
    var otlp: String?

    @Flag(help: "Send messages, variables, arguments and results, too.")
    var contents = false

    @Flag(help: "Go on where sending by itself was.")
    var new = false

    func validate() throws {
        if new, !filter.isEmpty {
            throw ValidationError("--new sends all that is new; a filter cannot choose among it")
        }
    }

    func run(_ session: CommandSession) async throws {
        let surroundings = session.surroundings
        var target = try TelemetryTarget(
            endpoint: otlp, settings: surroundings.settings.otlp, environment: surroundings.environment)
        if contents { target.contents = true }
        for note in target.notes { session.errors.line("etude: \(note)") }
        let store = try await session.store.store()
        let sender = surroundings.telemetry(to: target, over: session.edges.http)
        var count = TelemetrySender.Count()
        do {
            if new {
                guard let sent = try await TelemetryExporter(from: store, by: sender, named: target.traces).sendNew()
                else { throw CommandFailure("another Étude is sending logs to this collector", status: 1) }
                count = sent
            } else {
                let filter = try await filter.filter(in: store)
                try await session.digestLogs(for: filter, in: store)
                try await store.export(filter) { page in
                    let over = page.filter { $0.record.state != .running }
                    try await sender.send(over, over.compactMap(JudgedLog.init), &count)
                }
            }
        } catch let error as RunError {
            throw CommandFailure("\(target.traces): \(Sanitiser.oneLine(error.description))", status: 1)
        }
        let kinds = "\(Readable.count(count.sent)) \(count.sent == 1 ? "span or event" : "spans and events")"
        try session.output.write("sent \(kinds) to \(target.traces)\n")
        if count.refused > 0 {
            let reason = count.reason.map { ": " + Sanitiser.oneLine($0) } ?? ""
            throw CommandFailure("the collector refused \(Readable.count(count.refused)) of them\(reason)", status: 1)
        }
    }
}
