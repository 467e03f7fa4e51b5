import Evaluations
import JSON
import Prompts
import Testing

@Suite("Rows that were made elsewhere, added to a file")
struct RowAddingTests {
    private let row = DataRow(
        vars: ["city": "Poole"], messages: [["role": "user", "content": "When?"]], expected: "14:10")
    private let plain = DataRow(vars: ["city": "Poole, Dorset", "note": ["a": 1]])

    private func read(_ text: String, _ file: String) throws -> [DataRow] {
        try DatasetReader(file: file).read(Array(text.utf8), format: DatasetReader.format(ofPath: file)).rows
    }

    @Test(
        "a file that is made has the row as it was, in its own form",
        arguments: ["a.jsonl", "a.json", "a.yaml", "a.yml"])
    func made(file: String) throws {
        for text in [nil, ""] {
            let added = try DatasetText.adding([row, plain], to: text, file: file)
            #expect(try read(added.text, file).map(\.id) == [row.id, plain.id], "\(added.text)")
            #expect(!added.leavesOutExpected)
        }
    }

    @Test("rows follow the others, which stay as they are written")
    func follows() throws {
        for (file, whole) in [
            ("a.jsonl", "{\"vars\": {\"city\": \"Brest\"}}"), ("a.json", "[\n  {\"vars\": {\"city\": \"Brest\"}}\n]\n"),
            ("a.yaml", "# c\n- vars: {city: Brest}  # one\n"),
        ] {
            let added = try DatasetText.adding([row], to: whole, file: file)
            #expect(try read(added.text, file).map { $0.vars["city"] } == ["Brest", "Poole"])
            #expect(added.text.hasPrefix(whole.prefix(whole.count - 3)))
        }
        let tests = try DatasetText.adding(
            [row], to: "prompts: [a.prompt]\ntests:\n  - vars: {city: Brest}\n", file: "a.eval.yaml")
        #expect(tests.text.contains("- vars:\n      city: Poole"))
    }

    @Test("where the others are objects of variables, a row of variables is one, too; any other says what it has")
    func flat() throws {
        let whole = "- city: Brest\n  note: x\n"
        let added = try DatasetText.adding([plain, row], to: whole, file: "a.yaml")
        #expect(added.text.contains("- city: Poole, Dorset\n"))
        #expect(try read(added.text, "a.yaml").map(\.id).suffix(2) == [plain.id, row.id])
    }

    @Test("a file of CSV takes variables by its columns, and the expected answer where it has a column for it")
    func csv() throws {
        let tried = DataRow(vars: ["city": "Poole, Dorset"], expected: "14:10")
        let without = try DatasetText.adding([tried], to: "note,city\nx,Brest\n", file: "a.csv")
        #expect(without.text == "note,city\nx,Brest\n,\"Poole, Dorset\"\n" && without.leavesOutExpected)
        let with = try DatasetText.adding([tried], to: "city,expected\n", file: "a.csv")
        #expect(with.text == "city,expected\n\"Poole, Dorset\",14:10\n" && !with.leavesOutExpected)
        let made = try DatasetText.adding([tried], to: nil, file: "a.csv")
        #expect(made.text == "city,expected\n\"Poole, Dorset\",14:10\n")
        #expect(try read(made.text, "a.csv").first?.vars["expected"] == "14:10")
    }

    @Test("what a file has no place for is refused with its name, and so is a form that is not known")
    func refused() {
        for (file, text, rows) in [
            ("a.csv", "city\n", [row]), ("a.csv", "town\n", [plain]), ("a.csv", nil, [DataRow(vars: [:])]),
            ("a.txt", nil, [plain]), ("a.json", "{\"a\": 1}", [plain]), ("a.yaml", "[{a: 1}, {a: 2}]\n", [plain]),
        ] as [(String, String?, [DataRow])] {
            let complaint = #expect(throws: FieldError.self) { try DatasetText.adding(rows, to: text, file: file) }
            #expect(complaint?.file == file || file == "a.txt")
        }
        let messages = #expect(throws: FieldError.self) { try DatasetText.adding([row], to: nil, file: "a.csv") }
        #expect(messages?.field == "messages")
    }
}
