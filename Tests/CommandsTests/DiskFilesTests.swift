import TestSupport
import Testing

@testable import Commands

@Suite struct DiskFilesTests {
    @Test("lines are added to a file whose folder is made with it, and what stands there stays")
    func append() throws {
        let home = try Etude.Folder()
        let files = DiskFiles(folder: WorkingFolder(home.path, home: home.path))
        try files.append("{}\n", to: "datasets/new/tides.jsonl")
        try files.append("[]\n", to: "datasets/new/tides.jsonl")
        #expect(try home.read("datasets/new/tides.jsonl") == "{}\n[]\n")
        #expect(throws: (any Error).self) { try files.append("{}\n", to: "datasets/new/tides.jsonl/below.jsonl") }
    }
}
