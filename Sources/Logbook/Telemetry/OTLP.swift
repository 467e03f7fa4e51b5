import JSON
import Prompts

/// The parts of OTLP's JSON (opentelemetry-proto 1.11, JSON mapping): ids in hex, 64-bit integers as texts, enums as numbers.
enum OTLP {
    /// Values of `Span.kind`.
    static let (internalKind, clientKind): (JSONValue, JSONValue) = (1, 3)
    /// A value of `Status.code`.
    static let errorStatus: JSONValue = 2

    /// The id of a trace: 32 hex digits.
    static func traceID(run: String) -> String { String(SHA256.hex(of: Array(run.utf8)).prefix(32)) }

    /// The id of a span: 16 hex digits.
    static func spanID(_ name: String) -> String { String(SHA256.hex(of: Array(name.utf8)).prefix(16)) }

    /// - Parameter milliseconds: since 1970.
    static func time(_ milliseconds: Double) -> JSONValue {
        .string(String(Int64((max(0, milliseconds) * 1000).rounded())) + "000")
    }

    static func text(_ text: String) -> JSONValue { ["stringValue": .string(text)] }
    static func int(_ number: Int) -> JSONValue { ["intValue": .string(String(number))] }
    static func bool(_ flag: Bool) -> JSONValue { ["boolValue": .bool(flag)] }

    /// nil for infinities and NaN.
    static func double(_ number: Double) -> JSONValue? {
        JSONNumber(number).map { ["doubleValue": .number($0)] }
    }

    static func texts(_ texts: [String]) -> JSONValue {
        ["arrayValue": ["values": .array(texts.map { text($0) })]]
    }
}

/// Attributes in order; one without a value is left out.
struct OTLPAttributes {
    private(set) var json: [JSONValue] = []

    mutating func add(_ name: String, _ value: JSONValue?) {
        guard let value else { return }
        json.append(["key": .string(name), "value": value])
    }

    mutating func add(_ name: String, text: String?) { add(name, text.map { OTLP.text($0) }) }
    mutating func add(_ name: String, int: Int?) { add(name, int.map { OTLP.int($0) }) }
    mutating func add(_ name: String, double: Double?) { add(name, double.flatMap { OTLP.double($0) }) }
}
