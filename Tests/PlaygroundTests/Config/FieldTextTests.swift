import JSON
import Prompts
import Testing

@testable import Playground

@Suite struct FieldTextTests {
    @Test(
        "what a field shows is read as the same value again",
        arguments: [
            (Parameter.temperature, "0.20"), (.seed, "-9007199254740993"), (.maxTokens, "1"), (.stop, "\"END\""),
            (.stop, "[\"a\",\"b\"]"), (.stop, "[\"a\"]"), (.stop, "[\"\",\" x\",\"a,b\"]"), (.stop, "\"[\""),
            (.stop, "\"\\n\""),
            (.logprobs, "true"), (.parallelToolCalls, "false"), (.verbosity, "\"low\""),
            (.logitBias, "{\"50256\":-100}"),
        ])
    func roundTrip(parameter: Parameter, json: String) throws {
        let value = try JSONValue(parsing: json)
        #expect(try FieldText.value(of: FieldText.text(of: value, parameter), parameter) == value)
    }

    @Test("an empty text unsets every field", arguments: Parameter.allCases)
    func empty(parameter: Parameter) throws {
        #expect(try FieldText.value(of: "  ", parameter) == nil)
    }

    @Test(
        "no number that JSON does not know is taken",
        arguments: ["0x10", "1_000", "NaN", "inf", "1,5", "--1", "1.", "+1"])
    func notNumbers(text: String) {
        #expect(throws: FieldError.self) { try FieldText.value(of: text, .temperature) }
    }
}

@Suite struct DayTests {
    @Test(
        "a day is that of the calendar",
        arguments: [
            ("2026-11-20", "20 Nov 2026"), ("2024-02-29", "29 Feb 2024"), ("2027-01-01", "1 Jan 2027"),
        ])
    func days(iso: String, text: String) throws {
        #expect(try #require(Day(iso: iso)).description == text)
    }

    @Test("the time zone moves a moment to its own day")
    func zone() {
        let date = Sample.versions[0].createdAt
        #expect(Day(date) == Day(iso: "2026-11-20"))
        #expect(Day(date, offset: 14 * 3600) == Day(iso: "2026-11-21"))
        #expect(Day(date, offset: -11 * 3600) == Day(iso: "2026-11-19"))
    }

    @Test("what is no date is none", arguments: ["", "2026", "2026-13-01", "2026-00-01", "soon"])
    func nonsense(text: String) {
        #expect(Day(iso: text) == nil)
    }
}
