import JSON
import Prompts
import Testing

@testable import Evaluations

@Suite("Judges and programs")
struct JudgeTests {
    private func rubric(_ type: String = "llm-rubric", isNegated: Bool = false, threshold: Double? = nil) -> JudgePrompt
    {
        JudgePrompt(Check(type: type, isNegated: isNegated, value: "polite", threshold: threshold))
    }

    @Test(
        "a rubric passes as the judge says, from the threshold on",
        arguments: [
            (#"{"pass":true,"score":0.9,"reason":"r"}"#, nil, CheckOutcome.pass),
            (#"{"pass":false,"score":0.9}"#, nil, .fail),
            (#"{"pass":true,"score":0.5}"#, 0.5, .pass), (#"{"pass":true,"score":0.49}"#, 0.5, .fail),
            (#"Here: {"pass":true}"#, nil, .pass), ("yes", nil, .error), ("{}", nil, .error),
        ] as [(String, Double?, CheckOutcome)])
    func rubrics(reply: String, threshold: Double?, outcome: CheckOutcome) {
        #expect(rubric(threshold: threshold).finding(reply).outcome == outcome)
        let turned = rubric(isNegated: true, threshold: threshold).finding(reply).outcome
        #expect(turned == (outcome == .error ? .error : outcome == .pass ? .fail : .pass))
    }

    @Test("facts fail only where they disagree", arguments: ["A", "B", "C", "D", "E"])
    func factuality(category: String) {
        let finding = rubric("factuality").finding("{\"category\":\"\(category)\",\"reason\":\"r\"}")
        #expect(finding.outcome == (category == "D" ? .fail : .pass))
        #expect(rubric("factuality").finding(#"{"category":"Z"}"#).outcome == .error)
    }

    @Test("the version of a judge depends on its instruction, not on what is judged")
    func version() {
        let config = rubric().config(model: "m")
        #expect(VersionContent(config).id == VersionContent(rubric(threshold: 1).config(model: "m")).id)
        #expect(VersionContent(config).id != VersionContent(rubric("factuality").config(model: "m")).id)
        var own = Check(type: "llm-rubric", value: "x")
        own.rubricPrompt = "Judge {{output}}"
        #expect(VersionContent(JudgePrompt(own).config(model: "m")).id != VersionContent(config).id)
        #expect(config.variableNames == ["question", "rubric", "output"])
    }

    @Test(
        "a program says true, a score, or an object",
        arguments: [
            ("true\n", CheckOutcome.pass), ("false", .fail), ("0.5", .pass), ("0.49", .fail),
            (#"{"pass":true,"score":0.1,"reason":"r"}"#, .pass), (#"{"score":0.7}"#, .pass), ("nonsense", .error),
            ("{}", .error),
        ])
    func programs(text: String, outcome: CheckOutcome) {
        #expect(ScriptVerdict.finding(text, of: Check(type: "script")).outcome == outcome)
    }

    @Test("max-score chooses by the mean of the other checks' scores, by weights, or by their sum")
    func maxScore() throws {
        func verdict(_ scores: [(String, Double)]) -> CellVerdict {
            CellVerdict(
                checks: scores.map { CheckResult(type: $0.0, outcome: .pass, score: $0.1) }, outcome: .pass, score: nil)
        }
        let verdicts = [verdict([("bleu", 0.9), ("contains", 0)]), verdict([("bleu", 0.4), ("contains", 1)])]
        #expect(Comparison.best(of: verdicts, by: nil)?.place == 1)
        #expect(Comparison.best(of: verdicts, by: ["weights": ["bleu": 3]])?.place == 0)
        #expect(Comparison.best(of: [verdict([]), verdict([])], by: nil) == nil)
        let found = Comparison.findings(count: 2, best: (1, 0.7), of: Check(type: "max-score"), reason: "r")
        #expect(found.map(\.outcome) == [.fail, .pass])
        let strict = Check(type: "max-score", value: ["threshold": 0.8])
        #expect(
            Comparison.findings(count: 2, best: (1, 0.7), of: strict, reason: "r").map(\.outcome) == [.fail, .fail])
    }
}

@Suite("Embeddings")
struct SimilarityTests {
    @Test(
        "similar holds at its threshold, by cosine, dot product and distance",
        arguments: [
            ("similar", [3.0, 4], [4.0, 3], 0.96, CheckOutcome.pass), ("similar", [3, 4], [4, 3], 0.97, .fail),
            ("similar:dot", [1, 2], [3, 4], 11, .pass), ("similar:dot", [1, 2], [3, 4], 11.5, .fail),
            ("similar:euclidean", [0, 0], [3, 4], 5, .pass), ("similar:euclidean", [0, 0], [3, 4], 4.9, .fail),
            ("similar", [0, 0], [1, 0], 0.1, .error),
        ] as [(String, [Double], [Double], Double, CheckOutcome)])
    func measures(type: String, own: [Double], other: [Double], threshold: Double, outcome: CheckOutcome) {
        let check = Check(type: type, value: "x", threshold: threshold)
        #expect(Similarity.finding(of: check, own: own, references: [other]).outcome == outcome)
    }
}
