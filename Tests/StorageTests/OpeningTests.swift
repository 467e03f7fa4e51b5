import Foundation
import GRDB
import Testing

@testable import Storage

@Suite("Opening a store")
struct OpeningTests {
    @Test("files are the owner's only, and so are the directories it makes")
    func modes() async throws {
        try await withDirectory { directory in
            let home = directory + "/deep/home"
            let store = try Store(directory: home)
            try await store.saveSession(["a": 1])
            let hash = String(repeating: "ab", count: 32)
            try await store.saveBlob([1, 2], sha256: hash)
            for file in ["etude.db", "etude.db-wal", "etude.db-shm", "blobs/ab/" + hash.dropFirst(2)] {
                #expect(try mode(home + "/" + file) == 0o600, "\(file)")
            }
            for made in [directory + "/deep", home, home + "/blobs", home + "/blobs/ab"] {
                #expect(try mode(made) == 0o700, "\(made)")
            }
        }
    }

    @Test("a database that others could read is closed to them")
    func tightens() async throws {
        try await withDirectory { directory in
            try await Store(directory: directory).saveSession(["a": 1])
            chmod(directory + "/etude.db", 0o644)
            let store = try Store(directory: directory)
            #expect(try await store.loadSession() == ["a": 1])
            #expect(try mode(directory + "/etude.db") == 0o600)
        }
    }

    @Test("an empty file becomes a database with every step taken, in WAL mode, marked as Étude's")
    func emptyFile() async throws {
        try await withDirectory { directory in
            try write("", to: directory + "/etude.db")
            let store = try Store(directory: directory)
            let (steps, owner, journal) = try await store.database.read { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA user_version"),
                    try Int.fetchOne(db, sql: "PRAGMA application_id"),
                    try String.fetchOne(db, sql: "PRAGMA journal_mode")
                )
            }
            #expect(steps == Migrations.steps.count)
            #expect(owner == Migrations.applicationID)
            #expect(journal == "wal")
        }
    }

    @Test("opening again finds what was kept")
    func again() async throws {
        try await withDirectory { directory in
            let saved = try await Store(directory: directory).saved(.of("a"), prompt: "weather", parent: nil)
            let found = try await Store(directory: directory).version(saved.id, prompt: "weather")
            #expect(found == saved)
        }
    }

    @Test("a file half-way through the steps takes the rest of them")
    func halfWay() async throws {
        try await withDirectory { directory in
            let queue = try connect(directory + "/etude.db")
            try await queue.write { db in
                try Migrations.steps[0].apply(db)
                try db.execute(sql: "PRAGMA user_version = 1")
                try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
                try db.execute(sql: "INSERT INTO prompt VALUES ('kept', 1)")
            }
            try queue.close()
            let store = try Store(directory: directory)
            #expect(try await store.count("prompt") == 1)
            #expect(try await store.count("log") == 0)
        }
    }

    @Test("many stores that make the same home at once all open it")
    func openedAtOnce() async throws {
        for _ in 0..<5 {
            try await withDirectory { directory in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for index in 0..<8 {
                        group.addTask {
                            let store = try Store(directory: directory)
                            try await store.insert(.sample("log-\(index)"))
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await Store(directory: directory).ids().count == 8)
            }
        }
    }

    @Test("a home that cannot be made is told by its path and what to do")
    func unwritable() async throws {
        try await withDirectory { directory in
            try write("I am a file", to: directory + "/file")
            let words = await complaint { try Store(directory: directory + "/file/home") }
            #expect(words.contains(directory + "/file/home"))
            #expect(words.contains("cannot write to"))
            #expect(words.contains("set ETUDE_HOME"))
        }
    }

    @Test("a directory without write permission is told", .enabled(if: geteuid() != 0))
    func noPermission() async throws {
        try await withDirectory { directory in
            chmod(directory, 0o500)
            defer { chmod(directory, 0o700) }
            let words = await complaint { try Store(directory: directory) }
            #expect(words.contains("permission denied"))
        }
    }

    @Test("a file that is no database is told and left alone")
    func noDatabase() async throws {
        try await withDirectory { directory in
            let text = String(repeating: "This is a letter to my aunt. ", count: 100)
            try write(text, to: directory + "/etude.db")
            let words = await complaint { try Store(directory: directory) }
            #expect(words.contains("is not an Étude database"))
            #expect(try String(contentsOfFile: directory + "/etude.db", encoding: .utf8) == text)
        }
    }

    @Test("a directory in the database's place is told")
    func directoryInPlace() async throws {
        try await withDirectory { directory in
            try FileManager.default.createDirectory(
                atPath: directory + "/etude.db", withIntermediateDirectories: false)
            #expect(await complaint { try Store(directory: directory) }.contains("is not an Étude database"))
        }
    }

    @Test("somebody else's database is told and gets no tables of ours")
    func foreignDatabase() async throws {
        try await withDirectory { directory in
            let queue = try connect(directory + "/etude.db")
            try await queue.write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT); PRAGMA user_version = 7") }
            #expect(await complaint { try Store(directory: directory) }.contains("is not an Étude database"))
            let tables = try await queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_schema") }
            #expect(tables == 1)
        }
    }

    @Test("a database of a newer Étude is told")
    func newer() async throws {
        try await withDirectory { directory in
            _ = try Store(directory: directory)
            try await connect(directory + "/etude.db").write {
                try $0.execute(sql: "PRAGMA user_version = \(Migrations.steps.count + 1)")
            }
            #expect(await complaint { try Store(directory: directory) }.contains("was made by a newer Étude"))
        }
    }

    @Test("broken pages are told as damage")
    func damaged() async throws {
        try await withDirectory { directory in
            try await Store(directory: directory).saveSession(["a": 1])
            let path = directory + "/etude.db"
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            for index in 4096..<bytes.count { bytes[index] = 0x5A }
            try bytes.write(to: URL(fileURLWithPath: path))
            let words = await complaint { try await Store(directory: directory).insert(.sample("a")) }
            #expect(words.contains("is damaged"))
            #expect(words.contains(path))
        }
    }
}
