import JSON
import RequestCore

/// Writes the requests that a collector is sent.
package struct TelemetryRequests: Sendable {
    private let target: TelemetryTarget
    private let program: String
    private let server: @Sendable (String) -> ServerAddress?

    /// - Parameters:
    ///   - program: the version of Étude.
    ///   - server: where a provider's server is; nil where that is not known.
    package init(
        to target: TelemetryTarget, program: String, server: @escaping @Sendable (String) -> ServerAddress?
    ) {
        self.target = target
        self.program = program
        self.server = server
    }

    /// The words of header values that no error may show.
    var secrets: [Secret] {
        target.headers.flatMap { $0.value.split(separator: " ") }.filter { $0.utf8.count >= 8 }.map {
            Secret(String($0))
        }
    }

    /// The spans of one log, each as JSON.
    func spans(of log: ExportedLog) throws -> [JSONValue] {
        try LogSpans(contents: target.contents, server: server).spans(of: log.withRequest(), number: log.number)
    }

    /// The events of one judgement, each as JSON.
    func events(of log: JudgedLog) -> [JSONValue] { JudgementEvents(contents: target.contents).events(of: log) }

    /// The request with these spans.
    func request(spans: [JSONValue]) -> TransportRequest {
        post(
            ["resourceSpans": [["resource": resource, "scopeSpans": [["scope": scope, "spans": .array(spans)]]]]],
            target.traces)
    }

    /// The request with these events.
    func request(events: [JSONValue]) -> TransportRequest {
        post(
            ["resourceLogs": [["resource": resource, "scopeLogs": [["scope": scope, "logRecords": .array(events)]]]]],
            target.logs)
    }

    private var resource: JSONValue {
        var attributes = OTLPAttributes()
        for attribute in target.resource { attributes.add(attribute.name, text: attribute.value) }
        return ["attributes": .array(attributes.json)]
    }

    private var scope: JSONValue { ["name": "etude", "version": .string(program)] }

    private func post(_ json: JSONValue, _ url: String) -> TransportRequest {
        var headers = [
            (name: "Content-Type", value: "application/json"), (name: "User-Agent", value: "etude/" + program),
        ]
        for header in target.headers {
            headers.removeAll { $0.name.lowercased() == header.name.lowercased() }
            headers.append((name: header.name, value: header.value))
        }
        return TransportRequest(url: url, headers: headers, body: Array(json.compact.utf8), idleTimeout: target.timeout)
    }
}
