import Evaluations
import TestSupport
import Testing

@testable import Commands

@Suite struct DiskFilesTests {
    @Test("rows are added to a file whose folder is made with it, and what stands there stays")
    func add() throws {
        let home = try Etude.Folder()
        let files = DiskFiles(folder: WorkingFolder(home.path, home: home.path))
        let rows = ["Brest", "Dover"].map { DataRow(vars: ["city": .string($0)]) }
        for row in rows { _ = try files.add([row], to: "datasets/new/tides.jsonl") }
        #expect(try home.read("datasets/new/tides.jsonl") == rows.map { $0.canonical + "\n" }.joined())
        #expect(throws: (any Error).self) { try files.add(rows, to: "datasets/new/tides.jsonl/below.jsonl") }
        #expect(throws: (any Error).self) {
            try files.add([DataRow(vars: ["town": "x"])], to: "datasets/new/tides.txt")
        }
        _ = try files.add(rows, to: "tides.csv")
        #expect(throws: (any Error).self) { try files.add([DataRow(vars: ["town": "x"])], to: "tides.csv") }
        #expect(try home.read("tides.csv") == "city\nBrest\nDover\n")
    }
}
