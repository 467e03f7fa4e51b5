import Foundation
import GRDB
import JSON
import RequestCore
import TestSupport
import Testing

@testable import Storage

@Suite("A store that can only be read")
struct ReadOnlyTests {
    private func withStore(_ body: (String) async throws -> Void) async throws {
        try await withDirectory { directory in
            // Characters that mean something in a URI.
            let home = directory + "/a b%41?#ü"
            let store = try Store(directory: home)
            try await store.insert(.sample("a", asking: "low water"))
            _ = try await store.save(.of("config"), prompt: "weather", parent: nil)
            try await store.database.barrierWriteWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try await body(home)
        }
    }

    @Test("is read, and refuses to be written with its path")
    func read() async throws {
        try await withStore { home in
            let queue = try #require(try ReadOnlyStore.open(home + "/etude.db", in: home))
            #expect(try await queue.read { try String.fetchAll($0, sql: "SELECT id FROM log") } == ["a"])
            let words = await complaint { try await queue.write { try $0.execute(sql: "DELETE FROM log") } }
            #expect(words.contains("readonly"))
        }
    }

    @Test("because another process writes all the time is read, and says why it is not written")
    func locked() async throws {
        try await withStore { home in
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: home + "/etude.db", configuration: configuration)
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let store = try Store(directory: home, busyTimeout: 0.05)
            #expect(store.refusal == .locked(path: home + "/etude.db") && store.isReadOnly)
            #expect(try await store.ids() == ["a"])
            let words = await complaint { try await store.insert(.sample("b")) }
            #expect(words.contains("another Étude is writing to"))
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        }
    }

    @Test("because its home has none and takes none is empty")
    func none() async throws {
        try await withDirectory { directory in
            let queue = try #require(try ReadOnlyStore.open(directory + "/etude.db", in: directory))
            #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM log") } == 0)
            #expect(try ReadOnlyStore.open(directory + "/no/etude.db", in: directory + "/no") == nil)
        }
    }

    @Test("is copied into memory, where a playground goes on without touching the file")
    func copied() async throws {
        try await withStore { home in
            let path = home + "/etude.db"
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let copy = try Store(directory: home).copyInMemory()
            #expect(try await copy.ids(search: "low water") == ["a"])
            #expect(try await copy.versions(ofPrompt: "weather").count == 1)
            try await copy.insert(.sample("b"))
            #expect(try await copy.ids() == ["b", "a"])
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("made by an older program it is told, since it cannot be brought up to date")
    func older() async throws {
        try await withOldStore(logs: 1) { directory in
            let words = await complaint { try ReadOnlyStore.open(directory + "/etude.db", in: directory) }
            #expect(words.contains("an older Étude made it"))
        }
    }

    @Test(
        "of another user, in a folder that cannot be written, is listed by the program", .enabled(if: canBecomeNobody))
    func anotherUser() async throws {
        try await withStore { home in
            let folder = URL(fileURLWithPath: home).deletingLastPathComponent().path
            for path in [folder, home] { chmod(path, 0o755) }
            for name in ["etude.db-wal", "etude.db-shm"] {
                try? FileManager.default.removeItem(atPath: home + "/" + name)
            }
            chmod(home + "/etude.db", 0o644)
            let finished = try await Self.etude("logs", home: home)
            #expect(finished.status == 0, "\(finished.errors)")
            #expect(finished.output.contains("low water"))
        }
    }

    @Test("of another user's empty home has no logs", .enabled(if: canBecomeNobody))
    func emptyHome() async throws {
        try await withDirectory { directory in
            chmod(directory, 0o755)
            let finished = try await Self.etude("logs", home: directory)
            #expect(finished.status == 0 && finished.output.isEmpty, "\(finished.errors)")
            let kept = try await Self.etude("logs", "filters", "save", "mine", "brest", home: directory)
            #expect(kept.status != 0 && kept.errors.contains("cannot write to"))
        }
    }

    /// What the program says to somebody who may write nowhere.
    private static func etude(_ arguments: String..., home: String) async throws -> Finished {
        try await ChildProcess.run(
            "/usr/bin/setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", Etude.executable] + arguments,
            environment: ["ETUDE_HOME": home, "HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"],
            directory: "/")
    }

    /// Whether the tests may start a program as another user.
    static var canBecomeNobody: Bool {
        geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
    }
}
