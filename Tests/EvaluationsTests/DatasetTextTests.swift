import Evaluations
import Fuzzing
import JSON
import Prompts
import Testing

@Suite("Rows changed in the text of their file")
struct DatasetTextTests {
    private let csv = "one,two\r\n\r\nBrest,\"Dover, Kent\"\r\nCalais,\"a\n\"\"b\"\"\"\r\nlast,row"
    private let lines = "{\"vars\": {\"x\": 1}}\n\n  {\"vars\":{\"x\":2},\"assert\":[]}\n"

    private func text(_ text: String, _ file: String = "rows.csv") throws -> DatasetText {
        try DatasetText(text, file: file)
    }

    @Test("one row is written anew, and every other byte of the file stays")
    func replaced() throws {
        let changed = try text(csv).replacing(line: 3, by: ["one": "Brest", "two": "a \"quoted\" word"])
        #expect(changed == csv.replacing("\"Dover, Kent\"", with: "\"a \"\"quoted\"\" word\""))
        let last = try text(csv).replacing(line: 6, by: ["one": "x", "two": .null])
        #expect(last == csv.replacing("last,row", with: "x,"))
        let line = try text(lines, "rows.jsonl").replacing(line: 3, by: ["vars": ["x": 3.0]])
        #expect(line.hasPrefix("{\"vars\": {\"x\": 1}}\n\n{\"vars\":{\"x\":3"))
    }

    @Test("rows say what they say, by the line that they begin on")
    func objects() throws {
        let own = try text(csv)
        #expect(try own.object(onLine: 4) == ["one": "Calais", "two": "a\n\"b\""])
        #expect(own.columns == ["one", "two"])
        #expect(try text(lines, "rows.jsonl").object(onLine: 3)["vars"] == ["x": 2.0])
        #expect(throws: FieldError.self) { try own.object(onLine: 2) }
    }

    @Test("new rows follow a row or the last one, also where the file has no last line break")
    func inserted() throws {
        #expect(try text(csv).inserting([["one": "n", "two": "m"]], after: nil) == csv + "\r\nn,m\r\n")
        #expect(try text(csv).inserting([["one": "n"]], after: 6) == csv + "\r\nn,\r\n")
        let middle = try text(csv).inserting([["one": "n"], ["two": "m"]], after: 3)
        #expect(middle.contains("\"Dover, Kent\"\r\nn,\r\n,m\r\nCalais"))
        #expect(try text("a\n").inserting([["a": "1"]], after: nil) == "a\n1\n")
        #expect(try text("", "rows.jsonl").inserting([["a": "1"]], after: nil) == "{\"a\":\"1\"}\n")
    }

    @Test("rows are removed with the ends of their lines, several at once")
    func removed() throws {
        #expect(try text(csv).removing(lines: [6, 3]) == "one,two\r\n\r\nCalais,\"a\n\"\"b\"\"\"\r\n")
        #expect(try text(lines, "rows.jsonl").removing(lines: [1]) == "\n  {\"vars\":{\"x\":2},\"assert\":[]}\n")
    }

    @Test("what comes from a spreadsheet is rows between tabs; a first line that names the columns says their order")
    func pasted() throws {
        let own = try text("one,two\n")
        #expect(
            try own.rows(pasted: "a\tb\nc\t\"d\te\"\n") == [["one": "a", "two": "b"], ["one": "c", "two": "d\te"]])
        #expect(try own.rows(pasted: "two\tone\nb\ta") == [["one": "a", "two": "b"]])
        let own2 = try text(lines, "rows.jsonl")
        #expect(try own2.rows(pasted: "7") == [["vars": ["x": "7"]]])
        let complaint = #expect(throws: FieldError.self) { try own.rows(pasted: "a\tb\nc") }
        #expect(complaint?.line == 2 && complaint?.message.contains("one, two") == true)
    }

    @Test("a value that no column has, and a file of another form, are refused by name")
    func refused() throws {
        let complaint = #expect(throws: FieldError.self) { try text(csv).replacing(line: 3, by: ["three": "x"]) }
        #expect(complaint?.field == "three")
        #expect(throws: FieldError.self) { try text("- vars: {}", "rows.txt") }
        #expect(throws: FieldError.self) { try text("a,b\n1\n") }
        #expect(throws: FieldError.self) { try text("[1]\n", "rows.jsonl") }
    }

    @Test("whatever a value is, it is read again as it was, and the other rows are as before")
    func readsBack() throws {
        var generator = SeededGenerator(seed: 5)
        let pieces = ["a", ",", "\"", "\n", "\r", "\r\n", "\t", " ", "é", "{", "\\", ""]
        for _ in 0..<500 {
            let value = (0..<5).map { _ in pieces.randomElement(using: &generator)! }.joined()
            for (whole, file, line) in [
                ("x,y\n1,2\n3,4\n", "r.csv", 2), ("{\"x\":\"1\"}\n{\"x\":\"3\"}\n", "r.jsonl", 1),
                ("[{\"x\": \"1\"},\n {\"x\": \"3\"}]\n", "r.json", 1), ("# c\n- x: \"1\"\n- x: \"3\"\n", "r.yaml", 2),
            ] {
                let changed = try text(whole, file).replacing(line: line, by: ["x": .string(value)])
                let again = try DatasetReader(file: file).read(
                    Array(changed.utf8), format: DatasetReader.format(ofPath: file))
                #expect(again.rows.first?.vars["x"] == .string(value), "\(file): \(changed.debugDescription)")
                #expect(again.rows.last?.vars["x"] == "3")
            }
        }
    }
}
