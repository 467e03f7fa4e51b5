package import Prompts

/// Where spans and events go, and how much they say.
package struct TelemetryTarget: Sendable, Hashable {
    /// The URL that spans are posted to.
    package var traces: String
    /// The URL that events are posted to.
    package var logs: String
    /// Headers of both; they may have a key.
    package var headers: [HTTPHeader]
    /// The longest wait for a collector's answer, in seconds.
    package var timeout: Double
    /// Whether messages, variables, arguments and results go along.
    package var contents: Bool
    /// Attributes of the sender, `service.name` first.
    package var resource: [HTTPHeader]
    /// What was asked for and cannot be done, in a sentence each.
    package var notes: [String] = []

    /// The variables of OpenTelemetry that fill in what the settings leave open. A `.env` has no say: a cloned repository could send
    /// logs elsewhere.
    private enum Variable {
        static let endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT"
        static let traces = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
        static let logs = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"
        static let headers = "OTEL_EXPORTER_OTLP_HEADERS"
        static let timeout = "OTEL_EXPORTER_OTLP_TIMEOUT"
        static let compression = "OTEL_EXPORTER_OTLP_COMPRESSION"
        static let service = "OTEL_SERVICE_NAME"
        static let resource = "OTEL_RESOURCE_ATTRIBUTES"
        static let contents = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
    }

    /// - Parameters:
    ///   - endpoint: of the command line; nil for that of the settings, or of the environment.
    ///   - environment: the process's own variables.
    /// - Throws: ``FieldError`` where nothing names an endpoint, or what names it is no URL.
    package init(
        endpoint: String?, settings: TelemetrySettings?, environment: [String: String]
    ) throws(FieldError) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let base = endpoint ?? settings?.endpoint {
            (traces, logs) = (Self.below(base, "traces"), Self.below(base, "logs"))
        } else {
            let base = variable(Variable.endpoint)
            guard let traces = variable(Variable.traces) ?? base.map({ Self.below($0, "traces") }) else {
                throw FieldError(
                    field: "otlp.endpoint",
                    message:
                        "no collector is named: use --otlp URL, otlp: {endpoint: URL} in config.yaml, or \(Variable.endpoint)"
                )
            }
            self.traces = traces
            let besides = traces.hasSuffix("/traces") ? String(traces.dropLast(6)) + "logs" : traces
            logs = variable(Variable.logs) ?? base.map { Self.below($0, "logs") } ?? besides
        }
        for url in [traces, logs]
        where !url.lowercased().hasPrefix("http://") && !url.lowercased().hasPrefix("https://") {
            throw FieldError(field: "otlp.endpoint", message: "'\(url)' must begin with https:// or http://")
        }
        headers = settings?.headers ?? []
        if headers.isEmpty { headers = try Self.pairs(variable(Variable.headers), of: Variable.headers) }
        let milliseconds = variable(Variable.timeout).flatMap(Double.init) ?? 10_000
        timeout = (1...3_600_000).contains(milliseconds) ? milliseconds / 1000 : 10
        let captured = variable(Variable.contents).map { $0.uppercased() }
        contents = settings?.contents ?? ["SPAN_ONLY", "SPAN_AND_EVENT", "TRUE"].contains(captured ?? "")
        var resource = try Self.pairs(variable(Variable.resource), of: Variable.resource)
        let named = resource.first { $0.name == "service.name" }?.value
        resource.removeAll { $0.name == "service.name" }
        let service = variable(Variable.service) ?? named ?? "etude"
        self.resource = [HTTPHeader(name: "service.name", value: service)] + resource
        if let compression = variable(Variable.compression), compression != "none" {
            notes.append("\(Variable.compression)=\(compression): requests are sent without compression")
        }
    }

    /// The URL of a signal below a base URL, as the OTLP specification has it; one that names the signal stays as it is.
    private static func below(_ base: String, _ signal: String) -> String {
        var base = Substring(base)
        while base.hasSuffix("/") { base = base.dropLast() }
        for known in ["traces", "logs"] where base.hasSuffix("/v1/\(known)") {
            base = base.dropLast(known.count + 4)
        }
        return base + "/v1/" + signal
    }

    /// `key=value` pairs with commas between them, percent-encoded as in the W3C's baggage.
    ///
    /// - Throws: ``FieldError`` that names the variable, and no value.
    private static func pairs(_ text: String?, of variable: String) throws(FieldError) -> [HTTPHeader] {
        var pairs: [HTTPHeader] = []
        for pair in (text ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = trimmed(parts[0])
            guard parts.count == 2, !name.isEmpty else {
                throw FieldError(field: variable, message: "must be key=value pairs with commas between them")
            }
            pairs.append(HTTPHeader(name: name, value: trimmed(parts[1]).percentDecoded))
        }
        return pairs
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
