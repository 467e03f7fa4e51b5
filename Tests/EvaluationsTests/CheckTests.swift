import JSON
import Prompts
import RequestCore
import Testing

@testable import Evaluations

@Suite("Checks of an answer")
struct CheckTests {
    private func outcome(
        _ output: String, _ type: String, _ value: JSONValue? = nil, threshold: Double? = nil
    ) -> CheckOutcome {
        finding(Answer(output: output), type, value, threshold: threshold).outcome
    }

    private func finding(
        _ answer: Answer, _ type: String, _ value: JSONValue? = nil, threshold: Double? = nil
    ) -> CheckFinding {
        let isNegated = type.hasPrefix("not-")
        return NativeCheck.finding(
            of: Check(
                type: isNegated ? String(type.dropFirst(4)) : type, isNegated: isNegated, value: value,
                threshold: threshold),
            about: answer)
    }

    @Test(
        "each check of a text passes on one side of its rule, and its not- form on the other",
        arguments: [
            ("equals", "Brest", "Brest", "brest"), ("contains", "Brest", "in Brest.", "in brest."),
            ("contains", 12, "it is 12", "it is 13"), ("icontains", "BREST", "in brest.", "in Dover"),
            ("contains-any", ["a", "b"], "xbx", "xcx"), ("contains-any", "a, b", "xbx", "xcx"),
            ("contains-all", ["a", "b"], "ab", "a"), ("icontains-any", "A,B", "xbx", "xcx"),
            ("icontains-all", ["A", "B"], "ab", "b"), ("starts-with", "Bre", "Brest", " Brest"),
            ("regex", "^\\d{2}$", "12", "123"), ("word-count", 2, "two  words", "one"),
            ("word-count", ["min": 2, "max": 3], "a b c", "a b c d"), ("word-count", ["max": 2], "a b", "a b c"),
            ("word-count", ["min": 2], "a b", "a"),
            ("equals", ["a": 1, "b": [2]], "{\"b\":[2.0],\"a\":1}", "{\"a\":1}"),
            ("is-json", ["type": "object", "required": ["a"]], "{\"a\":1}", "{}"),
            ("contains-json", ["required": ["a"]], "see {\"b\":1} and {\"a\":{}}.", "see {\"b\":1}"),
        ] as [(String, JSONValue, String, String)])
    func texts(type: String, value: JSONValue, right: String, wrong: String) {
        #expect(outcome(right, type, value) == .pass)
        #expect(outcome(wrong, type, value) == .fail)
        #expect(outcome(right, "not-" + type, value) == .fail)
        #expect(outcome(wrong, "not-" + type, value) == .pass)
    }

    @Test("is-json and contains-json without a schema take any JSON, and any object in a text")
    func json() {
        #expect(outcome("[1]", "is-json") == .pass)
        #expect(outcome("[1", "is-json") == .fail)
        #expect(outcome("[1", "not-is-json") == .pass)
        #expect(outcome("an {\"a\": \"}\"} object", "contains-json") == .pass)
        #expect(outcome("a list [1]", "contains-json") == .fail)
        #expect(outcome("{ {\"a\":1}", "contains-json") == .pass)
        #expect(outcome("{}", "is-json", ["type": "strange"]) == .error)
        #expect(outcome("{}", "not-is-json", ["type": "strange"]) == .error)
    }

    @Test("a text of a million opening braces is judged within its budget")
    func braces() {
        #expect(outcome(String(repeating: "{", count: 1_000_000), "contains-json") == .fail)
    }

    @Test(
        "is-xml takes well-formed documents only",
        arguments: [
            ("<a/>", true), ("<?xml version=\"1.0\"?>\n<a b='1'><c>&amp;&#x41;</c><!-- x --></a>\n", true),
            ("<a><![CDATA[<]]></a>", true), ("<a><b></a></b>", false), ("<a>", false), ("<a/><b/>", false),
            ("text", false),
            ("<a b=1/>", false), ("<a>&nope;</a>", false), ("<a>a & b</a>", false), ("<a b='1' b='2'/>", false),
            ("<a b='1'c='2'/>", false), ("x<a/>", false), ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", false), ("", false),
        ])
    func xml(text: String, isWellFormed: Bool) {
        #expect(outcome(text, "is-xml") == (isWellFormed ? .pass : .fail))
        #expect(outcome(text, "not-is-xml") == (isWellFormed ? .fail : .pass))
    }

    @Test("is-xml asks for elements by their paths")
    func xmlElements() {
        #expect(outcome("<a><b><c/></b></a>", "is-xml", ["requiredElements": ["a.b", "a.b.c"]]) == .pass)
        #expect(outcome("<a><b/></a>", "is-xml", ["requiredElements": ["a.c"]]) == .fail)
    }

    @Test("measures hold at their threshold and not beyond it")
    func thresholds() {
        #expect(outcome("kitten", "levenshtein", "sitting", threshold: 3) == .pass)
        #expect(outcome("kitten", "levenshtein", "sitting", threshold: 2) == .fail)
        #expect(outcome("abcdefgh", "levenshtein", "abc") == .pass)
        #expect(outcome("abcdefghi", "levenshtein", "abc") == .fail)
        let slow = Answer(output: "", latencyMS: 100, cost: 0.5)
        #expect(finding(slow, "latency", threshold: 100).outcome == .pass)
        #expect(finding(slow, "latency", threshold: 99.9).outcome == .fail)
        #expect(finding(slow, "not-latency", threshold: 99.9).outcome == .pass)
        #expect(finding(slow, "cost", threshold: 0.5).outcome == .pass)
        #expect(finding(slow, "cost", threshold: 0.49).outcome == .fail)
        #expect(finding(Answer(output: ""), "cost", threshold: 1).outcome == .error)
        #expect(finding(Answer(output: ""), "not-cost", threshold: 1).outcome == .error)
    }

    @Test("ROUGE, BLEU and GLEU have the values of the reference implementations")
    func metrics() {
        // rouge-score 0.1.2, rouge1 without stemming: precision 3/4, recall 3/5.
        let rouge = TextMetrics.rouge("the cat sat down", "the cat is sat here")
        #expect(abs(rouge - 2 * 0.75 * 0.6 / 1.35) < 1e-9)
        // sacrebleu's example: an exact match is 1, and one word less costs exp(1 − 6/5).
        #expect(abs(TextMetrics.bleu("the cat is on the mat", ["the cat is on the mat"]) - 1) < 1e-9)
        let short = TextMetrics.bleu("the cat is on the", ["the cat is on the mat"])
        #expect(abs(short - 0.818730753) < 1e-6)
        // nltk.translate.gleu_score: 9 shared n-grams of 14 and 18.
        let gleu = TextMetrics.gleu("a b c d e", ["a b c x d e"])
        #expect(abs(gleu - 9.0 / 18.0) < 1e-9)
        #expect(TextMetrics.gleu("", ["a"]) == 0)
        #expect(finding(Answer(output: "a b"), "rouge-n", "a b c d e f", threshold: 0.5).outcome == .pass)
        #expect(finding(Answer(output: "a b"), "rouge-n", "a b c d e f", threshold: 0.51).outcome == .fail)
        #expect(finding(Answer(output: "a b"), "not-rouge-n", "a b c d e f", threshold: 0.51).outcome == .pass)
    }

    @Test("a finish is compared without regard to case, by the server's word and the shared one")
    func finish() {
        let answer = Answer(output: "", finishReason: FinishReason(.stop, word: "end_turn"))
        #expect(finding(answer, "finish-reason", "STOP").outcome == .pass)
        #expect(finding(answer, "finish-reason", "end_turn").outcome == .pass)
        #expect(finding(answer, "finish-reason", "length").outcome == .fail)
        #expect(finding(Answer(output: ""), "finish-reason", "stop").outcome == .fail)
    }

    @Test("a refusal is told by its field first, then by its words")
    func refusal() {
        #expect(finding(Answer(output: "No.", refusal: "No."), "is-refusal").outcome == .pass)
        #expect(outcome("I’m sorry, but I can't help with that.", "is-refusal") == .pass)
        #expect(outcome("  ", "is-refusal") == .pass)
        #expect(outcome("Brest floods first.", "is-refusal") == .fail)
        #expect(outcome("Brest floods first.", "not-is-refusal") == .pass)
    }

    private var tides: Answer {
        let schema: JSONValue = [
            "type": "object", "properties": ["harbour": ["type": "string"]], "required": ["harbour"],
        ]
        return Answer(
            output: "",
            calls: [
                ToolCall(id: "1", name: "tide", arguments: #"{"harbour":"Brest","unit":"m","id":7}"#),
                ToolCall(id: "2", name: "tide", arguments: #"{"harbour":"Dover"}"#),
                ToolCall(id: "3", name: "weather", arguments: "{}"),
            ], tools: [Tool(name: "tide", parameters: schema), Tool(name: "weather")])
    }

    @Test(
        "calls are compared by name, number, order and arguments",
        arguments: [
            ("trajectory:tool-used", "tide", true), ("trajectory:tool-used", ["tide", "weather"], true),
            ("trajectory:tool-used", ["tide", "boat"], false), ("trajectory:tool-used", "ti*", true),
            ("trajectory:tool-used", ["name": "tide", "min": 2, "max": 2], true),
            ("trajectory:tool-used", ["name": "tide", "max": 1], false),
            ("trajectory:tool-sequence", ["tide", "weather"], true),
            ("trajectory:tool-sequence", ["weather", "tide"], false),
            ("trajectory:tool-sequence", ["steps": ["tide", "tide", "weather"], "mode": "exact"], true),
            ("trajectory:tool-sequence", ["steps": ["tide", "weather"], "mode": "exact"], false),
            ("trajectory:tool-args-match", ["name": "tide", "args": ["harbour": "Brest"]], true),
            ("trajectory:tool-args-match", ["name": "tide", "args": ["harbour": "Calais"]], false),
            ("trajectory:tool-args-match", ["name": "tide", "args": ["harbour": "Dover"], "mode": "exact"], true),
            ("trajectory:tool-args-match", ["name": "tide", "args": ["harbour": "Brest"], "mode": "exact"], false),
            (
                "trajectory:tool-args-match",
                [
                    "name": "tide", "args": ["harbour": "Brest"], "mode": "exact", "defaults": ["unit": "m"],
                    "ignore": "i?",
                ], true
            ),
            ("trajectory:step-count", ["min": 3, "max": 3], true), ("trajectory:step-count", ["max": 2], false),
            ("tool-call-f1", ["tide", "weather"], true), ("tool-call-f1", "tide, boat", false),
        ] as [(String, JSONValue, Bool)])
    func calls(type: String, value: JSONValue, passes: Bool) {
        #expect(finding(tides, type, value).outcome == (passes ? .pass : .fail))
    }

    @Test("a list of forbidden tools passes only if none of them was called")
    func forbidden() {
        #expect(finding(tides, "not-trajectory:tool-used", ["tide", "boat"]).outcome == .fail)
        #expect(finding(tides, "not-trajectory:tool-used", ["boat"]).outcome == .pass)
    }

    @Test("tool-call-f1 has the harmonic mean as its score, and holds at its threshold")
    func f1() {
        let half = finding(tides, "tool-call-f1", ["tide", "boat"], threshold: 0.5)
        #expect(half.outcome == .pass)
        #expect(half.score == 0.5)
    }

    @Test("calls are valid if each fits the schema of a tool that was offered")
    func validCalls() {
        #expect(finding(tides, "is-valid-openai-tools-call").outcome == .pass)
        var broken = tides
        broken.calls[1].arguments = "{}"
        #expect(finding(broken, "is-valid-openai-tools-call").outcome == .fail)
        #expect(outcome("text", "is-valid-openai-tools-call") == .fail)
    }

    @Test("every type that counts as native is run, and no other")
    func complete() {
        for type in CheckType.all.sorted() where CheckType.runner(of: type) == .native {
            let reason = finding(Answer(output: "x"), type, "x", threshold: 1).reason ?? ""
            #expect(!reason.contains("cannot be run here"), "\(type)")
        }
        #expect(CheckType.runner(of: "nope") == nil)
        #expect(CheckType.runner(of: "javascript") == .nobody)
    }
}
