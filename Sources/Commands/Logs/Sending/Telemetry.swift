package import Logbook
import Prompts
package import RequestCore
package import Storage

extension Surroundings {
    /// Sends logs to a target.
    ///
    /// - Parameter retries: the attempts after the first, while the collector is away.
    package func telemetry(
        to target: TelemetryTarget, over transport: any Transport, retries: Int = 5
    ) -> TelemetrySender {
        let resolver = resolver
        let requests = TelemetryRequests(to: target, program: RootCommand.version) { name in
            resolver.baseURL(ofProvider: name).flatMap(ServerAddress.init(url:))
        }
        return TelemetrySender(requests, over: transport, retries: retries)
    }

    /// Sends new logs by itself; nil where `config.yaml` has no `otlp`, or what it says cannot be done.
    ///
    /// - Parameter tell: told each problem, in a sentence.
    package func telemetryExporter(
        from store: Store, over transport: any Transport, retries: Int = 5, _ tell: (String) -> Void
    ) -> TelemetryExporter? {
        guard let own = settings.otlp else { return nil }
        do throws(FieldError) {
            let target = try TelemetryTarget(endpoint: nil, settings: own, environment: environment)
            return TelemetryExporter(
                from: store, by: telemetry(to: target, over: transport, retries: retries), named: target.traces)
        } catch {
            tell(error.description)
            return nil
        }
    }
}
