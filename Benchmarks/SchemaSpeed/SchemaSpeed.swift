import Foundation
import JSON

/// A schema and a value that fits it, as texts, so that others can be measured on the same.
struct Subject {
    let name: String
    let schema: String
    let value: String

    static let all = [
        Subject(
            name: "call",
            schema: """
                {"type":"object","properties":{"location":{"type":"string","minLength":1},"unit":{"type":"string","enum":["celsius",\
                "fahrenheit"]},"days":{"type":"integer","minimum":1,"maximum":14},"details":{"type":"array","items":{"type":"object",\
                "properties":{"name":{"type":"string"},"limit":{"type":"number"}},"required":["name"],"additionalProperties":false}}},\
                "required":["location"],"additionalProperties":false}
                """,
            value: """
                {"location":"San Francisco, CA","unit":"celsius","days":3,"details":[{"name":"wind","limit":12.5},{"name":"rain"}]}
                """),
        wide(properties: 1_000),
    ]

    /// An object of many properties of several types, all required.
    private static func wide(properties: Int) -> Subject {
        let types = ["string", "integer", "number", "boolean"]
        let values = ["\"text\"", "42", "1.5", "true"]
        let names = (0..<properties).map { "property_\($0)" }
        let schemas = names.enumerated().map { "\"\($1)\":{\"type\":\"\(types[$0 % 4])\"}" }
        let members = names.enumerated().map { "\"\($1)\":\(values[$0 % 4])" }
        return Subject(
            name: "wide",
            schema: """
                {"type":"object","properties":{\(schemas.joined(separator: ","))},"required":\
                [\(names.map { "\"\($0)\"" }.joined(separator: ","))],"additionalProperties":false}
                """,
            value: "{\(members.joined(separator: ","))}")
    }
}

/// - `SchemaSpeed TIMES`: a line for each subject: validations a second, and schemas read a second, medians.
/// - `SchemaSpeed SUBJECT schema|value`: prints it.
/// - `SchemaSpeed SUBJECT N`: validates N times and says nothing, for whoever counts instructions.
@main
enum SchemaSpeed {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.count == 2, let times = Int(arguments[1]) {
            for subject in Subject.all { try measure(subject, times) }
        } else if arguments.count == 3, let subject = Subject.all.first(where: { $0.name == arguments[1] }) {
            switch arguments[2] {
            case "schema": print(subject.schema)
            case "value": print(subject.value)
            default:
                let schema = try JSONSchema(JSONValue(parsing: subject.schema))
                let value = try JSONValue(parsing: subject.value)
                for _ in 0..<(Int(arguments[2]) ?? 1) { _ = schema.validate(value) }
            }
        } else {
            exit(2)
        }
    }

    private static func measure(_ subject: Subject, _ times: Int) throws {
        let json = try JSONValue(parsing: subject.schema)
        let schema = try JSONSchema(json)
        let value = try JSONValue(parsing: subject.value)
        guard schema.validate(value).isEmpty else { exit(3) }
        let validations = perSecond(times) { _ = schema.validate(value) }
        let readings = try perSecond(times) { _ = try JSONSchema(json) }
        print(subject.name, Int(validations), Int(readings))
    }

    private static func perSecond(_ times: Int, _ work: () throws -> Void) rethrows -> Double {
        var rates: [Double] = []
        for _ in 0..<times {
            let begun = ContinuousClock.now
            var count = 0.0
            while ContinuousClock.now - begun < .milliseconds(20) {
                for _ in 0..<10 { try work() }
                count += 10
            }
            let (seconds, attoseconds) = (ContinuousClock.now - begun).components
            rates.append(count / (Double(seconds) + Double(attoseconds) * 1e-18))
        }
        return rates.sorted()[rates.count / 2]
    }
}
