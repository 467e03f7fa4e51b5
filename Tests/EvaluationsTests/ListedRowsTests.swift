import Evaluations
import JSON
import Prompts
import Testing

@Suite("Rows changed in a file that is a list")
struct ListedRowsTests {
    private let yaml = """
        # The harbours.
        - vars:
            city: Brest  # in the west
            language: French
          # What it must say.
          assert:
            - type: contains
              value: Brest

        # Ferries.
        - vars: {city: Dover}
        """ + "\n"

    private let evaluation = """
        prompts: [tides.prompt]
        # Two rows.
        tests:
        - vars: {city: Brest}
          description: one  # the first
        - vars: {city: Dover}

        # For all rows.
        checks:
          - type: is-json
        """ + "\n"

    private func text(_ text: String, _ file: String) throws -> DatasetText { try DatasetText(text, file: file) }

    @Test("a row of YAML is changed where it stands: lines that say the same stay, and so do comments")
    func yamlReplaced() throws {
        let own = try text(yaml, "rows.yaml")
        var row = try own.object(onLine: 2)
        #expect(row["vars"] == ["city": "Brest", "language": "French"])
        row["vars"] = ["city": "Roscoff", "language": "French"]
        #expect(try own.replacing(line: 2, by: row) == yaml.replacing("city: Brest  #", with: "city: Roscoff  #"))
        row["threshold"] = 0.5
        let more = try own.replacing(line: 2, by: row)
        #expect(more.contains("# What it must say.") && more.contains("# Ferries.") && more.contains("threshold: 0.5"))
    }

    @Test("rows of YAML are added, copied and removed as blocks of their own")
    func yamlLists() throws {
        let own = try text(yaml, "rows.yaml")
        #expect(try own.inserting([["vars": ["city": "Poole"]]], after: nil) == yaml + "- vars:\n    city: Poole\n")
        let middle = try own.inserting([["vars": ["city": "Poole"]]], after: 2)
        let rows = try DatasetReader(file: "rows.yaml").read(Array(middle.utf8), format: .yaml).rows
        #expect(rows.map { $0.vars["city"] } == ["Brest", "Poole", "Dover"])
        #expect(try own.removing(lines: [11]).hasSuffix("value: Brest\n\n# Ferries.\n"))
        let empty = try own.removing(lines: [2, 11])
        #expect(try DatasetReader(file: "rows.yaml").read(Array(empty.utf8), format: .yaml).rows.isEmpty)
    }

    @Test("a list of YAML that loses its last row keeps its comments, and gets rows again where it stood")
    func emptied() throws {
        let own = try text(yaml, "rows.yaml")
        let empty = try own.removing(lines: [2, 11])
        #expect(empty == "# The harbours.\n\n# Ferries.\n[]\n")
        let row: JSONObject = ["vars": ["city": "Poole"]]
        let filled = try text(empty, "rows.yaml").inserting([row], after: nil)
        #expect(filled == "# The harbours.\n\n# Ferries.\n- vars:\n    city: Poole\n")
        #expect(
            try text("[]  # none yet\n# end\n", "rows.yaml").inserting([row], after: nil)
                == "# none yet\n- vars:\n    city: Poole\n# end\n")
        #expect(try text("# Only words.\n", "rows.yaml").inserting([row], after: nil).hasPrefix("# Only words.\n- "))
        let tests = try text(evaluation.replacing("tests:\n", with: "tests:  # mine\n"), "tides.eval.yaml")
        let none = try tests.removing(lines: [4, 6])
        #expect(
            none
                == "prompts: [tides.prompt]\n# Two rows.\ntests: []  # mine\n\n# For all rows.\nchecks:\n  - type: is-json\n"
        )
        let again = try text(none, "tides.eval.yaml").inserting([row], after: nil)
        #expect(again.contains("tests:  # mine\n") && again.contains("# For all rows."))
        #expect(
            try EvaluationFile.read(again, file: "tides.eval.yaml", files: .none).rows.map { $0.vars["city"] } == [
                "Poole"
            ])
        let inner = try text("prompts: [a]\ntests:\n  # one\n  - vars: {}\n  # two\n", "a.eval.yaml").removing(lines: [
            4
        ])
        #expect(inner == "prompts: [a]\ntests: []\n  # one\n  # two\n")
        #expect(
            try text(inner, "a.eval.yaml").inserting([row], after: nil).contains("tests:\n  # one\n  # two\n  - vars:"))
    }

    @Test("a list in another layout that loses its last row is written anew, so that it says what it should")
    func emptiedAnew() throws {
        for whole in ["---\n- vars: {}\n...\n", "- vars:\n    a: |\n      # no comment\n"] {
            let own = try text(whole, "rows.yaml")
            let empty = try own.removing(lines: [whole.hasPrefix("---") ? 2 : 1])
            #expect(
                try DatasetReader(file: "rows.yaml").read(Array(empty.utf8), format: .yaml).rows.isEmpty, "\(empty)")
        }
    }

    @Test("the tests of an evaluation's own file are its rows; the rest of the file stays")
    func ownTests() throws {
        let own = try text(evaluation, "tides.eval.yaml")
        var row = try own.object(onLine: 4)
        row["vars"] = ["city": "Roscoff"]
        let changed = try own.replacing(line: 4, by: row)
        #expect(changed.contains("description: one  # the first") && changed.contains("Roscoff"))
        #expect(changed.hasSuffix("# For all rows.\nchecks:\n  - type: is-json\n"))
        let file = try EvaluationFile.read(changed, file: "tides.eval.yaml", files: .none)
        #expect(file.rows.map { $0.vars["city"] } == ["Roscoff", "Dover"])
        let added = try own.inserting([["vars": ["city": "Poole"]]], after: nil)
        #expect(try EvaluationFile.read(added, file: "tides.eval.yaml", files: .none).rows.count == 3)
        #expect(added.contains("\n\n# For all rows.\nchecks:"))
    }

    @Test("a file without rows gets its first one")
    func firstRow() throws {
        let row: JSONObject = ["vars": ["city": "Poole"]]
        for whole in ["prompts: [a.prompt]\n", "prompts: [a.prompt]\ntests: []\n", "prompts: [a.prompt]\ntests:\n"] {
            let added = try text(whole, "a.eval.yaml").inserting([row], after: nil)
            let file = try EvaluationFile.read(added, file: "a.eval.yaml", files: .none)
            #expect(file.rows.map { $0.vars["city"] } == ["Poole"], "\(added)")
        }
        #expect(try text("[]", "a.json").inserting([row], after: nil) == "[\n  {\"vars\":{\"city\":\"Poole\"}}\n]")
    }

    @Test("a row of JSON is written as the others are, on one line or laid out, and every other byte stays")
    func json() throws {
        let short = "[\n  {\"x\": 1},\n  {\"x\": 2}\n]\n"
        let own = try text(short, "rows.json")
        #expect(try own.replacing(line: 3, by: ["x": "n"]) == short.replacing("{\"x\": 2}", with: "{\"x\": \"n\"}"))
        #expect(try own.inserting([["x": "n"]], after: nil) == short.replacing("\n]", with: ",\n  {\"x\": \"n\"}\n]"))
        #expect(try own.removing(lines: [2]) == "[\n  {\"x\": 2}\n]\n")
        #expect(try own.removing(lines: [3]) == "[\n  {\"x\": 1}\n]\n")
        #expect(try own.removing(lines: [2, 3]) == "[]\n")
        let long = "{\"note\": [1], \"tests\": [\n  {\n    \"x\": 1\n  }\n]}"
        let nested = try text(long, "rows.json")
        #expect(try nested.object(onLine: 2) == ["x": 1.0])
        #expect(try nested.replacing(line: 2, by: ["x": "n"]) == long.replacing("\"x\": 1", with: "\"x\": \"n\""))
        let read = try DatasetReader(file: "rows.json").read(Array(long.utf8), format: .json)
        #expect(read.rows.map(\.line) == [2])
    }

    @Test("what cannot be changed row by row says why, and what to do")
    func refused() throws {
        let flow = try text("[{a: 1}, {a: 2}]\n", "rows.yaml")
        for change in [
            { try flow.inserting([["a": "n"]], after: nil) }, { try flow.removing(lines: [1]) },
            { try text("[{\"a\":1},{\"a\":2}]", "rows.json").removing(lines: [1]) },
        ] as [() throws -> String] {
            let complaint = #expect(throws: FieldError.self) { try change() }
            #expect(
                complaint?.message.contains("line of its own") == true || complaint?.message.contains("editor") == true)
        }
        #expect(throws: FieldError.self) { try text("{\"vars\": {}}", "rows.json") }
        #expect(throws: FieldError.self) { try text("- vars: {}\r\n- vars: {}\n", "rows.yaml").removing(lines: [1]) }
        let anchored = try text("- &one {a: 1}\n- *one\n", "rows.yaml")
        #expect(throws: FieldError.self) { try anchored.removing(lines: [1]) }
    }

    @Test("a row that no evaluation could use is refused with its line and field")
    func checked() throws {
        let own = try text("- vars: {a: b}\n- vars: {a: c}\n  asert: []\n", "rows.yaml")
        let complaint = #expect(throws: FieldError.self) { try own.check() }
        #expect(complaint?.line == 2 && complaint?.field == "asert")
        #expect(complaint?.file == "rows.yaml")
    }
}
