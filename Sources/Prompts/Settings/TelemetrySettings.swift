/// The collector that logs are sent to, as `otlp` in `config.yaml` has it. A project's settings never have it.
package struct TelemetrySettings: Sendable, Hashable {
    /// The URL of the collector; nil leaves it to OpenTelemetry's variables of the environment.
    package var endpoint: String?
    /// Sent with every request, in the order of the file.
    package var headers: [HTTPHeader] = []
    /// Whether messages, variables, arguments and results go along; nil leaves it to the environment, and to no.
    package var contents: Bool?

    /// Leaves everything open.
    package init() {}
}
