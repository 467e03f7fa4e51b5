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
            etude logs send since:1d --otlp http://127.0.0.1:4318
            etude logs send --new

            One span for each generation, by OpenTelemetry's conventions for generative
            AI, over OTLP/HTTP as JSON. Ids are made from the logs', so sending again
            replaces. Messages, variables, arguments and results stay here unless
            --contents or contents: true asks for them.

            The collector is that of --otlp, else of otlp: in config.yaml, else of
            OTEL_EXPORTER_OTLP_ENDPOINT. With otlp: in config.yaml the playground sends
            new logs by itself; --new sends what it has not sent yet. What was there
            before the first time is not new.
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
        } catch let failure as TelemetryFailure {
            if count.sent > 0 { try session.output.write(Self.sentence(count, target)) }
            throw CommandFailure(Sanitiser.oneLine(failure.description), status: 1)
        }
        try session.output.write(Self.sentence(count, target))
        if count.refused > 0 {
            let reason = count.reason.map { ": " + Sanitiser.oneLine($0) } ?? ""
            throw CommandFailure("the collector refused \(Readable.count(count.refused)) of them\(reason)", status: 1)
        }
    }

    /// What was taken, and where: `sent 3 spans to http://…/v1/traces and 1 event to http://…/v1/logs`.
    private static func sentence(_ count: TelemetrySender.Count, _ target: TelemetryTarget) -> String {
        func words(_ count: Int, _ noun: String, _ url: String) -> String {
            "\(Readable.count(count)) \(noun)\(count == 1 ? "" : "s") to \(url)"
        }
        var parts = [words(count.spans, "span", target.traces)]
        if count.events > 0 { parts.append(words(count.events, "event", target.logs)) }
        return "sent " + parts.joined(separator: " and ") + "\n"
    }
}
