import Prompts
import Testing

@testable import Logbook

@Suite("Where logs are sent")
struct TelemetryTargetTests {
    private func target(
        _ endpoint: String? = nil, _ settings: TelemetrySettings? = nil, _ environment: [String: String] = [:]
    ) throws(FieldError) -> TelemetryTarget {
        try TelemetryTarget(endpoint: endpoint, settings: settings, environment: environment)
    }

    @Test("The command line wins over the settings, and these over the environment, which fills in the rest")
    func order() throws {
        var settings = TelemetrySettings()
        settings.endpoint = "https://b.example/otel/"
        let environment = [
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c.example", "OTEL_EXPORTER_OTLP_HEADERS": "x-key=a%20b, y=1",
            "OTEL_EXPORTER_OTLP_TIMEOUT": "2500", "OTEL_SERVICE_NAME": "team",
            "OTEL_RESOURCE_ATTRIBUTES": "service.name=other,deployment.environment=test",
        ]
        #expect(try target("http://a.example:4318", settings, environment).traces == "http://a.example:4318/v1/traces")
        #expect(try target(nil, settings, environment).logs == "https://b.example/otel/v1/logs")
        let plain = try target(nil, nil, environment)
        #expect(plain.traces == "http://c.example/v1/traces" && plain.timeout == 2.5 && !plain.contents)
        #expect(plain.headers == [.init(name: "x-key", value: "a b"), .init(name: "y", value: "1")])
        #expect(
            plain.resource == [
                .init(name: "service.name", value: "team"), .init(name: "deployment.environment", value: "test"),
            ])
        settings.headers = [.init(name: "Authorization", value: "Bearer x")]
        #expect(try target(nil, settings, environment).headers == settings.headers)
    }

    @Test("A URL of one signal is taken as it is, from the environment and by itself")
    func signals() throws {
        let own = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c.example/in/v1/traces"]
        #expect(try target(nil, nil, own).traces == "http://c.example/in/v1/traces")
        #expect(try target(nil, nil, own).logs == "http://c.example/in/v1/logs")
        #expect(try target("http://a.example/v1/traces").logs == "http://a.example/v1/logs")
    }

    @Test("Contents go along only if the settings or the environment say so; the settings win")
    func contents() throws {
        let says = ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "SPAN_ONLY"]
        #expect(try target("http://a.example", nil, says).contents)
        var settings = TelemetrySettings()
        settings.contents = false
        #expect(try !target("http://a.example", settings, says).contents)
        let never = ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "NO_CONTENT"]
        #expect(try !target("http://a.example", nil, never).contents)
    }

    @Test("No collector, no URL and no pairs are told, without a value of a header")
    func complaints() {
        #expect(throws: FieldError.self) { try target() }
        #expect(throws: FieldError.self) { try target("collector:4318") }
        do {
            _ = try target("http://a.example", nil, ["OTEL_EXPORTER_OTLP_HEADERS": "sk-secret"])
            Issue.record("it was taken")
        } catch { #expect(!"\(error)".contains("sk-secret")) }
    }

    @Test("Compression that was asked for is told not to be done")
    func compression() throws {
        #expect(try target("http://a.example", nil, ["OTEL_EXPORTER_OTLP_COMPRESSION": "gzip"]).notes.count == 1)
        #expect(try target("http://a.example", nil, ["OTEL_EXPORTER_OTLP_COMPRESSION": "none"]).notes.isEmpty)
    }
}
