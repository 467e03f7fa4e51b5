import Fuzzing
import JSON
import Prompts
import Testing

@testable import Evaluations

@Suite("Datasets")
struct DatasetTests {
    private func read(_ text: String, _ format: DatasetReader.Format? = nil) throws -> Dataset {
        try DatasetReader(file: "rows", files: .none).read(Array(text.utf8), format: format)
    }

    private func fault(_ text: String, _ format: DatasetReader.Format? = nil) -> FieldError? {
        do {
            _ = try read(text, format)
            return nil
        } catch {
            return error as? FieldError
        }
    }

    @Test("a row's id is the SHA-256 of its canonical JSON, and the dataset's that of these lines")
    func ids() throws {
        let data = try read("city,n\nBrest,2\nSaint-Malo,\"a \"\"b\"\"\"\n")
        #expect(data.rows[0].canonical == #"{"vars":{"city":"Brest","n":"2"}}"#)
        // printf '{"vars":{"city":"Brest","n":"2"}}' | sha256sum
        #expect(data.rows[0].id == SHA256.hex(of: Array(#"{"vars":{"city":"Brest","n":"2"}}"#.utf8)))
        let lines = data.rows.map { $0.canonical + "\n" }.joined()
        #expect(data.id == SHA256.hex(of: Array(lines.utf8)))
        #expect(data.rows[1].vars["n"] == #"a "b""#)
    }

    @Test(
        "the canonical JSON sorts keys by UTF-16, keeps integers in full, and has messages and expected only where they are"
    )
    func canonical() throws {
        let data = try read(
            #"{"vars":{"z":1.0,"a":123456789012345678901234567890,"😀":1,"\uffff":2},"expected":{"b":1e2,"a":[]}}"#,
            .jsonl)
        #expect(
            data.rows[0].canonical
                == "{\"expected\":{\"a\":[],\"b\":100},\"vars\":{\"a\":123456789012345678901234567890,\"z\":1,\"😀\":1,\"\u{FFFF}\":2}}"
        )
        let spoken = try read(#"{"vars":{},"messages":[{"role":"user","content":"hi"}]}"#, .jsonl)
        #expect(spoken.rows[0].canonical == #"{"messages":[{"content":"hi","role":"user"}],"vars":{}}"#)
    }

    @Test("checks, descriptions and metadata are not part of a row's id")
    func checksOutside() throws {
        let plain = try read(#"{"vars":{"a":"1"}}"#, .jsonl)
        let checked = try read(
            #"{"vars":{"a":"1"},"assert":[{"type":"contains","value":"x"}],"description":"d","metadata":{"k":1}}"#,
            .jsonl)
        #expect(plain.id == checked.id)
        #expect(checked.rows[0].checks.count == 1)
    }

    @Test("equal rows have equal ids, and ordinals tell them apart")
    func ordinals() throws {
        let data = try read("a\n1\n2\n1\n1\n")
        #expect(data.ordinals == [0, 0, 1, 2])
        #expect(data.rows[0].id == data.rows[3].id)
    }

    @Test("the same rows as CSV, JSONL, JSON and YAML are the same dataset")
    func formats() throws {
        let csv = try read("\u{FEFF}city\r\nBrest\r\n\"Le Havre\"\r\n", .csv)
        let jsonl = try read("{\"vars\":{\"city\":\"Brest\"}}\n\n{\"vars\":{\"city\":\"Le Havre\"}}\n", .jsonl)
        let json = try read("[{\"vars\":{\"city\":\"Brest\"}},{\"city\":\"Le Havre\"}]", .json)
        let yaml = try read("- vars: {city: Brest}\n- vars:\n    city: Le Havre\n", .yaml)
        #expect(Set([csv.id, jsonl.id, json.id, yaml.id]).count == 1)
    }

    @Test("without a name, text that begins with a brace is JSON or JSONL, and all else is CSV")
    func guessing() throws {
        #expect(try read("{\"vars\":{\"a\":\"1\"}}\n{\"vars\":{\"a\":\"2\"}}\n").rows.count == 2)
        #expect(try read(" [\n{\"vars\":{\"a\":\"1\"}}]").rows.count == 1)
        #expect(try read("{\n\"tests\":[{\"vars\":{\"a\":\"1\"}}]}").rows.count == 1)
        #expect(try read("a\n1\n").rows.count == 1)
    }

    @Test("promptfoo's columns of CSV are checks and what belongs to them")
    func columns() throws {
        let data = try read(
            """
            city,__expected1,__expected2,__expected3,__prefix,__suffix,__description,__metric,__threshold,__config:__expected2:threshold
            Brest,contains:Brest,levenshtein:Brest,"not-icontains-any:a, b",P,S,D,M,0.5,3
            Dover,Dover,,grade:polite,,,,,,
            """)
        let row = data.rows[0]
        #expect(row.vars.keys == ["city"])
        #expect(row.checks.flatMap(\.checks).map(\.name) == ["contains", "levenshtein", "not-icontains-any"])
        #expect(row.checks[1].checks[0].threshold == 3)
        #expect(row.checks[2].checks[0].value == ["a", "b"])
        #expect(row.checks.allSatisfy { $0.checks[0].metric == "M" })
        #expect((row.prefix, row.suffix, row.description) == ("P", "S", "D"))
        #expect(row.threshold == 0.5)
        #expect(data.rows[1].checks.flatMap(\.checks).map(\.name) == ["equals", "llm-rubric"])
    }

    @Test(
        "a cell of checks follows promptfoo's grammar, and anything else is what the answer has to equal",
        arguments: [
            ("contains:x", "contains"), ("not-contains:x", "not-contains"), ("contains", "equals"),
            ("similar(0.9):x", "similar"), ("is-json", "is-json"), ("is-json:{\"type\":\"object\"}", "is-json"),
            ("constrains:x", "equals"), ("Paris: the capital", "equals"), ("fn:output > 1", "javascript"),
            ("levenshtein(2):x", "levenshtein"), ("levenshtein(x):y", "equals"), ("latency(500)", "latency"),
            ("trajectory:tool-used:tide", "trajectory:tool-used"), ("file://check.py", "python"),
        ])
    func cells(text: String, name: String) throws {
        // `contains` alone needs a value.
        guard text != "contains" else {
            #expect(fault("a,__expected\n1,contains\n")?.field == "__expected")
            return
        }
        #expect(try CheckCell.check(text).name == name)
    }

    @Test("white space around the value of a cell of checks is none of it, as promptfoo's guides write it")
    func spacedCells() throws {
        #expect(try CheckCell.check("contains: Hello ").value == "Hello")
        #expect(try CheckCell.check("not-equals: 30").value == "30")
        #expect(try CheckCell.check("llm-rubric:\tis kind").value == "is kind")
    }

    @Test("values of variables in YAML are what was written, whatever YAML takes them for")
    func writtenValues() throws {
        let values = ["02134", "0o17", "+5", ".5", "0x1F", "1.50", "True", "7"]
        let expected: [JSONValue] = ["02134", "0o17", "+5", ".5", "0x1F", 1.50, "True", 7]
        let forms: [(String) -> String] = [
            { "- vars: {q: \($0)}\n" }, { "- q: \($0)\n" }, { "tests:\n  - vars: {q: \($0)}\n    threshold: .5\n" },
        ]
        for (value, expected) in zip(values, expected) {
            for form in forms {
                let row = try #require(try read(form(value), .yaml).rows.first)
                #expect(row.vars["q"]?.compact == (value == "1.50" ? "1.50" : expected.compact), "\(form(value))")
            }
        }
        #expect(try read(forms[2]("7"), .yaml).rows.first?.threshold == 0.5)
    }

    @Test("other tools' rows are recognised by their keys, and that is said")
    func foreign() throws {
        let cases: [(String, String, String, JSONValue?)] = [
            (#"{"inputs":{"a":1},"target":"t"}"#, "Humanloop", #"{"a":1}"#, "t"),
            (#"{"input":"i","expectedOutput":"e","metadata":{}}"#, "Langfuse", #"{"input":"i"}"#, "e"),
            (#"{"input":"i","target":"t","id":1}"#, "inspect", #"{"input":"i"}"#, "t"),
            (#"{"input":"i","ideal":["x","y"]}"#, "OpenAI evals", #"{"input":"i"}"#, ["x", "y"]),
            (#"{"input":"i","expected_output":"e"}"#, "DeepEval", #"{"input":"i"}"#, "e"),
            (#"{"item":{"a":1}}"#, "hosted evals", #"{"a":1}"#, nil),
        ]
        for (text, name, vars, expected) in cases {
            let data = try read(text, .jsonl)
            #expect(data.notes.first?.contains(name) == true)
            #expect(JSONValue.object(data.rows[0].vars).compact == vars)
            #expect(data.rows[0].expected == expected)
        }
        let tuned = try read(
            #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}"#, .jsonl)
        #expect(tuned.rows[0].messages?.count == 1)
        #expect(tuned.rows[0].expected == "a")
    }

    @Test("lists of values stand for their product, unless that is switched off")
    func product() throws {
        #expect(try read(#"{"vars":{"a":["1","2"],"b":["x","y"]},"assert":[]}"#, .jsonl).rows.count == 4)
        let kept = try read(#"{"vars":{"a":["1","2"]},"options":{"disableVarExpansion":true}}"#, .jsonl)
        #expect(kept.rows.map { $0.vars["a"] } == [["1", "2"]])
    }

    @Test(
        "bad data is an error with line and field",
        arguments: [
            ("a,b\n1,2\n3\n", 3, "b"), ("a,b\n1,2,3\n", 2, "b"), ("a,a\n1,2\n", 1, "a"), ("a,\n1,2\n", 1, "column 2"),
            ("a,_expected\n1,2\n", 1, "_expected"), ("a,__expect\n1,2\n", 1, "__expect"), ("", 1, nil),
            ("a,__threshold\n1,x\n", 2, "__threshold"), ("a\n\"x\n\n", 2, nil),
            ("a,__expected\n1,regex:(\n", 2, "__expected"),
        ] as [(String, Int, String?)])
    func badCSV(text: String, line: Int, field: String?) throws {
        let error = try #require(fault(text, .csv))
        #expect(error.file == "rows")
        #expect(error.line == line)
        #expect(error.field == field)
    }

    @Test(
        "bad rows of JSON and YAML name their place",
        arguments: [
            (
                "{\"vars\":{}}\n{\"vars\":{},\"assert\":[{\"type\":\"contians\",\"value\":\"x\"}]}",
                DatasetReader.Format.jsonl, 2, "assert[0].type"
            ),
            ("{\"vars\":{}}\n{\"vars\":1}", .jsonl, 2, "vars"), ("{\"vars\":{}}\n{\"vars\":}", .jsonl, 2, nil),
            ("[\n{\"vars\":{}},\n{\"vars\":{},\n\"asert\":[]}]", .json, 4, "[1].asert"),
            ("- vars: {}\n- vars: {}\n  assert:\n    - type: contains\n", .yaml, 4, "[1].assert[0].value"),
            ("- vars: {}\n  provider: openai:gpt-4\n", .yaml, 2, "[0].provider"),
            ("- vars: {}\n  options: {transform: x}\n", .yaml, 2, "[0].options.transform"),
            ("- vars: {}\n  assert: [{type: latency}]\n", .yaml, 2, "[0].assert[0].threshold"),
        ] as [(String, DatasetReader.Format, Int, String?)])
    func badRows(text: String, format: DatasetReader.Format, line: Int, field: String?) throws {
        let error = try #require(fault(text, format))
        #expect(error.line == line)
        #expect(error.field == field)
    }

    @Test("bytes that are not UTF-8 name their line")
    func encoding() throws {
        do {
            _ = try DatasetReader(file: "x.csv").read(Array("a\nb\n".utf8) + [0xFF, 0x0A], format: .csv)
            Issue.record("it was read")
        } catch {
            #expect(error.line == 3)
        }
    }

    @Test("formulas, quotes and line breaks in cells stay what they are")
    func verbatim() throws {
        let data = try read("a,b\n=1+1,\"x\ny\"\n+2,say \"hi\"\n", .csv)
        #expect(data.rows[0].vars["a"] == "=1+1")
        #expect(data.rows[0].vars["b"] == "x\ny")
        #expect(data.rows[1].vars["b"] == "say \"hi\"")
        #expect(data.rows[1].line == 4)
    }

    @Test("damaged files are read or refused, and what is read keeps its id")
    func fuzz() {
        #expect(throws: Never.self) { try DatasetFuzz().run(seed: 5, inputs: 3000) }
    }

    @Test("a header of a hundred thousand columns and a ragged end are refused where they are wrong")
    func wide() throws {
        let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
        let data = try read(names + "\n" + String(repeating: "1,", count: 99_999) + "1\n", .csv)
        #expect(data.rows[0].vars.count == 100_000)
        #expect(fault(names + ",c5\n", .csv)?.field == "c5")
    }

    @Test("every row knows its file and its line, whatever the format")
    func places() throws {
        let json =
            "[\n {\"vars\":{\"a\":\"[,\\\"\"}},\n\n {\"vars\":{\"a\":[1,\n2]},\n\"options\":{\"disableVarExpansion\":true}}, {\"a\":\"x\"}]"
        #expect(try read(json, .json).rows.map(\.line) == [2, 4, 6])
        #expect(try read("- vars: {a: 1}\n\n- vars:\n    a: [1, 2]\n", .yaml).rows.map(\.line) == [1, 3, 3])
        #expect(try read("\n{\"a\":1}\n\n{\"a\":2}", .jsonl).rows.map(\.line) == [2, 4])
        #expect(try read("a\n1\n", .csv).rows.map(\.file) == ["rows"])
    }
}
