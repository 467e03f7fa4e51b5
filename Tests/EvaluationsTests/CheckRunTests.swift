import JSON
import Prompts
import Testing

@testable import Evaluations

@Suite("The checks of a row")
struct CheckRunTests {
    private func verdict(_ checks: JSONValue, _ output: String, threshold: Double? = nil) async throws -> CellVerdict {
        var object: JSONObject = ["vars": ["city": "Brest", "place": ["port": "Roscoff"]], "assert": checks]
        if let threshold { object["threshold"] = .number(try #require(JSONNumber(threshold))) }
        let row = try TestCase(files: .none).rows(.object(object), line: nil).rows[0]
        return await CheckRun(row, Answer(output: output)).verdict()
    }

    @Test("a row passes if all of its checks do; its score is the weighted mean")
    func weights() async throws {
        let checks: JSONValue = [
            ["type": "contains", "value": "Brest", "weight": 3], ["type": "contains", "value": "Dover"],
        ]
        let both = try await verdict(checks, "Brest Dover")
        #expect(both.outcome == .pass)
        #expect(both.score == 1)
        let one = try await verdict(checks, "Brest")
        #expect(one.outcome == .fail)
        #expect(one.score == 0.75)
    }

    @Test("a threshold replaces the rule that all have to pass, and 0 counts")
    func threshold() async throws {
        let checks: JSONValue = [["type": "contains", "value": "a"], ["type": "contains", "value": "b"]]
        #expect(try await verdict(checks, "a", threshold: 0.5).outcome == .pass)
        #expect(try await verdict(checks, "a", threshold: 0.51).outcome == .fail)
        #expect(try await verdict(checks, "", threshold: 0).outcome == .pass)
    }

    @Test("a set counts as one check, by its own threshold and weight")
    func sets() async throws {
        let set: JSONValue = [
            "type": "assert-set", "threshold": 0.5,
            "assert": [["type": "contains", "value": "a"], ["type": "contains", "value": "b"]],
        ]
        let verdict = try await verdict([set], "a")
        #expect(verdict.outcome == .pass)
        #expect(verdict.checks.map(\.type) == ["assert-set", "contains", "contains"])
        #expect(verdict.checks.map(\.outcome) == [.pass, .pass, .fail])
    }

    @Test("what cannot be run here is unchecked, never passed")
    func unchecked() async throws {
        let only = try await verdict([["type": "javascript", "value": "true"]], "x")
        #expect(only.outcome == .unchecked)
        #expect(only.score == nil)
        let beside = try await verdict(
            [["type": "javascript", "value": "true"], ["type": "contains", "value": "x"]], "x")
        #expect(beside.outcome == .pass)
        #expect(try await verdict([], "x").outcome == .unchecked)
    }

    @Test("a check that fails to run makes an error, which not- does not turn around")
    func errors() async throws {
        let broken: JSONValue = ["type": "not-is-json", "value": ["type": "strange"]]
        #expect(try await verdict([broken], "{}").outcome == .error)
        #expect(try await verdict([broken, ["type": "contains", "value": "x"]], "{}").outcome == .fail)
        // The score of the others cannot decide.
        #expect(
            try await verdict([broken, ["type": "contains", "value": "{"]], "{}", threshold: 0.9).outcome == .error)
        #expect(
            try await verdict([broken, ["type": "contains", "value": "{"]], "{}", threshold: 0.5).outcome == .pass)
    }

    @Test("a check of no weight is measured and cannot fail")
    func weightless() async throws {
        let verdict = try await verdict(
            [["type": "contains", "value": "z", "weight": 0], ["type": "contains", "value": "x"]], "x")
        #expect(verdict.outcome == .pass)
        #expect(verdict.score == 1)
        #expect(verdict.checks[0].outcome == .pass)
        #expect(verdict.checks[0].score == 0)
    }

    @Test("values have the row's variables filled in, also those within objects")
    func variables() async throws {
        let verdict = try await verdict(
            [["type": "contains", "value": "{{city}} or {{place.port}}"]], "Brest or Roscoff")
        #expect(verdict.outcome == .pass)
        #expect(verdict.checks[0].value == "Brest or Roscoff")
        let row = DataRow(vars: ["a": "1"])
        #expect(CheckTemplates.missing(in: Check(type: "contains", value: "{{b}} {{a}}"), of: row) == ["b"])
        #expect(CheckTemplates.missing(in: Check(type: "regex", value: "x{{2}}"), of: row).isEmpty)
    }
}
