import Foundation
import GRDB
import Logbook
import RequestCore
import Testing

@testable import Storage

@Suite("Stores with damaged pages")
struct DamagedStoreTests {
    /// A home with 400 logs, of which a page in the middle of a table's rows is overwritten.
    private func withDamage(of table: String, _ body: (Store) async throws -> Void) async throws {
        try await withDirectory { directory in
            let logs = (0..<400).map { LogRecord.sample("\($0)", at: Double($0), asking: "tide \($0)") }
            try await Store(directory: directory).insert(logs)
            let path = directory + "/etude.db"
            let queue = try connect(path)
            let (offset, size) = try await queue.writeWithoutTransaction { db in
                _ = try db.checkpoint(.truncate)
                let page = try #require(
                    try Row.fetchOne(
                        db,
                        sql: """
                            SELECT pgoffset, pgsize FROM dbstat WHERE name = ? AND pagetype = 'leaf'
                            ORDER BY path LIMIT 1 OFFSET 3
                            """, arguments: [table]))
                return (page["pgoffset"] as UInt64, page["pgsize"] as Int)
            }
            try queue.close()
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try file.seek(toOffset: offset)
            try file.write(contentsOf: Data(repeating: 0xFF, count: size))
            try file.close()
            try await body(Store(directory: directory))
        }
    }

    @Test("what can be read is listed, page by page, and the rest is told", arguments: ["log", "logBody"])
    func listed(table: String) async throws {
        try await withDamage(of: table) { store in
            var ids: [String] = []
            var page = LogQuery.Page.newest
            while true {
                let logs = try await store.logs(matching: LogQuery(page: page, limit: 50))
                ids += logs.map(\.id)
                guard logs.count == 50, let last = logs.last else { break }
                page = .after(last.position)
            }
            #expect((300..<400).contains(ids.count))
            #expect(ids == ids.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) })
            let oldest = try await store.logs(matching: LogQuery(page: .oldest, limit: 1_000))
            #expect(oldest.map(\.id) == ids)
            let told = try #require(await store.complaint())
            #expect(told.hasPrefix("\(400 - ids.count) log") && told.contains("doctor --check"))
        }
    }

    @Test("an export has what can be read, and ends with what could not", arguments: ["log", "logBody"])
    func exported(table: String) async throws {
        try await withDamage(of: table) { store in
            var ids: [String] = []
            let words = await complaint { try await store.export(LogFilter()) { ids += $0.map(\.record.id) } }
            #expect((300..<400).contains(ids.count))
            #expect(words.hasPrefix("\(400 - ids.count) log"))
        }
    }

    @Test("a table that cannot be looked into is found at once, other damage is not looked for")
    func roots() async throws {
        try await withDirectory { directory in
            try await Store(directory: directory).insert(.sample("a"))
            let path = directory + "/etude.db"
            let queue = try connect(path)
            let root = try await queue.writeWithoutTransaction { db in
                _ = try db.checkpoint(.truncate)
                return try UInt64.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'conversation'")
            }
            try queue.close()
            #expect(try await Store(directory: directory).damage() == nil)
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try file.seek(toOffset: (try #require(root) - 1) * 4_096)
            try file.write(contentsOf: Data(repeating: 0xFF, count: 100))
            try file.close()
            guard case .damaged? = try await Store(directory: directory).damage() else {
                Issue.record("the damage was not found")
                return
            }
        }
    }
}
