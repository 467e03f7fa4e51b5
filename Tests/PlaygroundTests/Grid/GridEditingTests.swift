import Evaluations
import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Rows of a dataset, edited in the grid")
struct GridEditingTests {
    private static let text = "one,two,__expected\nBrest,Dover,contains:Dover\nCalais,Dover,\n"

    private static let file = RowFile(path: "/home/tides.csv", name: "tides.csv", text: text)

    /// A grid over the two rows of the file, its cursor on one.
    private func desk(row: Int = 0) throws -> Desk {
        var desk = Desk(width: 100, height: 30, config: Sample.config)
        desk.state.openGrid("01EVAL")
        let dataset = try DatasetReader(file: "tides.csv").read(Array(Self.text.utf8), format: .csv)
        var record = GridSamples.record()
        (record.dataset, record.rows) = (dataset.id, 2)
        desk.send(.grid(.opened(OpenGrid(GridTable(record)), isWhole: true)))
        desk.send(.grid(.rowsRead(evaluation: "01EVAL", GridRows(dataset), fault: nil)))
        for _ in 0..<row { desk.press("j") }
        return desk
    }

    /// The change that the last key asked for, with the file that it names.
    private func asked(_ desk: Desk) -> (file: String?, change: RowChange)? {
        for effect in desk.effects {
            if case .grid(.readRows(_, let file, let change)) = effect { return (file, change) }
        }
        return nil
    }

    private func written(_ desk: Desk) -> String? {
        for effect in desk.effects { if case .grid(.writeRows(let write)) = effect { return write.text } }
        return nil
    }

    private func read(_ desk: inout Desk) throws {
        let change = try #require(asked(desk)?.change)
        desk.send(.grid(.rowsFileRead(evaluation: "01EVAL", Self.file, change)))
    }

    @Test("e opens the row as it stands in its file; what is saved is shown as a difference, and written by Enter only")
    func edit() throws {
        var desk = try desk(row: 1)
        desk.press("e")
        #expect(asked(desk)?.file == "tides.csv" && asked(desk)?.change == .edit(line: 3))
        try read(&desk)
        #expect(desk.screen.contains("Row on line 3 of tides.csv"))
        guard case .row(let edit)? = (desk.state.layers.top as? TextEditor)?.purpose else {
            throw Harness.Unseen(description: desk.screen)
        }
        #expect(edit.line == 3)
        desk.state.editedInLayer(#"{"one": "Calais", "two": "Ramsgate, Kent", "__expected": "contains:Kent"}"#)
        desk.press("ctrl-s")
        #expect(desk.screen.contains("Write tides.csv?"))
        #expect(desk.screen.contains(#"+ Calais,"Ramsgate, Kent",contains:Kent"#))
        #expect(written(desk) == nil)
        desk.press("enter")
        #expect(
            written(desk)
                == "one,two,__expected\nBrest,Dover,contains:Dover\nCalais,\"Ramsgate, Kent\",contains:Kent\n")
        #expect(desk.state.layers.top is GridPage)
    }

    @Test("a row that is open when the program ends is open again, and is written over the same content only")
    func restored() throws {
        var desk = try desk(row: 1)
        desk.state.canSaveSession = true
        desk.press("e")
        try read(&desk)
        desk.state.editedInLayer(#"{"one": "Calais", "two": "Ramsgate", "__expected": ""}"#)
        var other = Desk(width: 100, height: 30)
        other.send(.sessionLoaded(RestoredSession(desk.state.session.conversation)))
        #expect(other.screen.contains("Row on line 3 of tides.csv"))
        other.press("ctrl-s")
        #expect(other.screen.contains("Write tides.csv?"))
        other.press("enter")
        for effect in other.effects {
            guard case .grid(.writeRows(let write)) = effect else { continue }
            #expect(
                write.file == Self.file && write.text == Self.text.replacing("Calais,Dover", with: "Calais,Ramsgate"))
        }
        #expect(written(other) != nil)
    }

    @Test("rows of several files: what is added goes to the file of the row under the cursor, whatever is marked")
    func severalFiles() throws {
        var desk = try desk()
        let rows = [("Brest", "b.csv"), ("Calais", "a.csv"), ("Dover", "c.csv")].map { name, file in
            DataRow(vars: ["one": .string(name)], file: file, line: 2)
        }
        let dataset = Dataset(rows: rows)
        var record = GridSamples.record()
        (record.dataset, record.rows) = (dataset.id, 3)
        desk.send(.grid(.opened(OpenGrid(GridTable(record)), isWhole: true)))
        desk.send(.grid(.rowsRead(evaluation: "01EVAL", GridRows(dataset), fault: nil)))
        for file in ["b.csv", "a.csv", "c.csv"] {
            for _ in 0..<3 {
                desk.press("a")
                #expect(asked(desk)?.file == file && asked(desk)?.change == .add)
                desk.paste("x\n")
                #expect(asked(desk)?.file == file)
            }
            desk.press("e")
            #expect(asked(desk)?.file == file && asked(desk)?.change == .edit(line: 2))
            desk.press("j")
        }
        desk.press("g space space D")
        #expect(desk.notice == "the marked rows are in different files")
        desk.press("a")
        #expect(asked(desk)?.file == "c.csv")
    }

    @Test("the thread goes into a CSV file where its row has only variables; what the file cannot hold is said")
    func threadInCSV() throws {
        var desk = try desk()
        let row = DataRow(vars: ["one": "Poole", "two": "Dover"], expected: "Poole")
        desk.send(.grid(.rowsFileRead(evaluation: "01EVAL", Self.file, .append(row))))
        #expect(desk.screen.contains("Write tides.csv?") && desk.screen.contains("+ Poole,Dover,"))
        #expect(desk.notice == "The expected answer is left out: tides.csv has no column called expected.")
        desk.press("esc")
        let asked = DataRow(vars: ["one": "Poole"], messages: [["role": "user", "content": "q"]])
        desk.send(.grid(.rowsFileRead(evaluation: "01EVAL", Self.file, .append(asked))))
        #expect(desk.notice?.contains("a row of CSV has variables and no messages") == true)
    }

    @Test("Esc at the difference writes nothing")
    func refused() throws {
        var desk = try desk()
        desk.press("D")
        try read(&desk)
        #expect(desk.screen.contains("Write tides.csv?"))
        desk.press("escape")
        #expect(written(desk) == nil && desk.state.layers.top is GridPage)
    }

    @Test("a row that no evaluation could use stays open with the reason")
    func invalid() throws {
        var desk = try desk()
        desk.press("e")
        try read(&desk)
        desk.state.editedInLayer(#"{"one": "a", "three": "b"}"#)
        desk.press("ctrl-s")
        #expect(desk.screen.contains("the file has no such column"))
        desk.state.editedInLayer(#"{"one": "a", "__expected": "not-levenshtein(x"}"#)
        desk.state.editedInLayer(#"{"one": "a", "__expected": "regex:("}"#)
        desk.press("ctrl-s")
        #expect(desk.state.layers.top is TextEditor, "\(desk.screen)")
    }

    @Test("rows are duplicated, deleted and added; with marked rows, those")
    func rows() throws {
        var desk = try desk()
        desk.press("space space D")
        #expect(asked(desk)?.change == .duplicate([2, 3]))
        try read(&desk)
        desk.press("enter")
        #expect(
            written(desk)
                == "one,two,__expected\nBrest,Dover,contains:Dover\nBrest,Dover,contains:Dover\nCalais,Dover,\nCalais,Dover,\n"
        )
        desk.press("escape delete")
        #expect(asked(desk)?.change == .delete([3]))
        try read(&desk)
        desk.press("enter")
        #expect(written(desk) == "one,two,__expected\nBrest,Dover,contains:Dover\n")
        desk.press("a")
        #expect(asked(desk)?.change == .add)
        try read(&desk)
        #expect(desk.screen.contains("New row of tides.csv"))
    }

    @Test("a paste from a spreadsheet is rows; one with too many fields is refused with its line")
    func paste() throws {
        var desk = try desk()
        desk.paste("two\tone\t__expected\nPoole\tCherbourg\t\n")
        try read(&desk)
        desk.press("enter")
        #expect(written(desk) == Self.text + "Cherbourg,Poole,\n")
        desk.paste("a\tb\tc\td")
        try read(&desk)
        #expect(desk.notice?.contains("has 4 fields") == true)
        #expect(desk.state.layers.top is GridPage)
    }

    @Test("the thread becomes a row: variables, messages, and its last answer as the expected one")
    func thread() throws {
        var desk = try desk()
        desk.press("A")
        #expect(desk.notice == "the thread has no messages")
        desk.state.draft.inputs = ["one": "Brest"]
        desk.state.thread.append(Message(.user, "Which floods first?"))
        desk.state.thread.append(Message(.assistant, "Dover"))
        desk.press("A")
        guard case .append(let row)? = asked(desk)?.change else { throw Harness.Unseen(description: "\(desk.effects)") }
        #expect(row.vars == ["one": "Brest"] && row.expected == "Dover")
        #expect(row.messages?.map { $0["content"] } == ["Which floods first?"])
    }

    @Test("after a write the rows are read and the answers checked anew; new rows are said to wait for a run")
    func written() throws {
        var desk = try desk()
        let write = RowWrite(evaluation: "01EVAL", file: Self.file, text: "one\nx\n")
        desk.send(.grid(.rowsWritten(write)))
        #expect(desk.effects.contains(.grid(.check("01EVAL"))))
        #expect(desk.effects.contains { if case .grid(.reread) = $0 { true } else { false } })
        let other = Dataset(rows: [DataRow(vars: ["one": "x"])])
        desk.send(.grid(.rowsRead(evaluation: "01EVAL", GridRows(other), fault: nil)))
        #expect(desk.notice?.contains("The rows have changed; ^R evaluates them") == true)
    }

    @Test("rows whose files are gone cannot be changed, and the reason is said")
    func gone() {
        var desk = GridSamples.desk()
        desk.press("e")
        #expect(desk.notice == "the row is not in a file any more")
        #expect(asked(desk) == nil)
    }
}
