import Foundation
import GRDB
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Storage

@Suite("Bringing an older store up to date, cut short")
struct InterruptionTests {
    @Test("whatever statement the process dies before, the next one finishes and nothing is lost")
    func deadBeforeStatement() async throws {
        try await withOldStore(logs: 50) { directory in
            let path = directory + "/etude.db"
            let count = Mutex(0)
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                db.trace { _ in
                    // What is on the disk now is what a process that is killed now leaves.
                    let number = count.withLock { count in
                        count += 1
                        return count
                    }
                    let home = directory + "/dead-\(number)"
                    try? FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: false)
                    for file in ["etude.db", "etude.db-wal"] {
                        try? FileManager.default.copyItem(atPath: directory + "/" + file, toPath: home + "/" + file)
                    }
                }
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try Migrations.apply(to: queue, path: path) { try StoreCopy.make(of: path, steps: $0) }
            let deaths = count.withLock(\.self)
            #expect(deaths > 12)
            for number in 1...deaths { try await expectWhole(directory + "/dead-\(number)", logs: 50) }
        }
    }

    @Test("killed at ten points of the copy and after it, the next start finishes and nothing is lost")
    func killed() async throws {
        try await withOldStore(logs: 20_000) { directory in
            let size = try #require(
                try FileManager.default.attributesOfItem(atPath: directory + "/etude.db")[.size] as? NSNumber
            ).intValue
            var random = SystemRandomNumberGenerator()
            for point in 0..<10 {
                let home = try Etude.Folder(at: directory + "/home-\(point)")
                try FileManager.default.copyItem(atPath: directory + "/etude.db", toPath: home.path + "/etude.db")
                let copy = home.path + "/etude-schema-\(OldStore.steps).db"
                // The last two points lie behind the copy: at its new name, and in the change itself.
                let bytes = Int.random(in: 0..<size, using: &random)
                _ = try await ChildProcess.run(
                    Etude.executable, ["logs", "--limit", "1"], environment: Etude.environment(home: home),
                    killedWhen: {
                        point < 8
                            ? fileSize(copy + ".unfinished") ?? 0 > bytes || fileSize(copy) != nil
                            : point == 8 ? fileSize(copy) != nil : fileSize(home.path + "/etude.db-wal") ?? 0 > 0
                    })
                try await expectWhole(home.path, logs: 20_000)
            }
        }
    }

    /// The next start finds all logs, in the newest shape, and leaves no half copy.
    private func expectWhole(_ home: String, logs: Int) async throws {
        let store = try Store(directory: home)
        #expect(try await store.logCount == logs)
        let (steps, health) = try await store.database.read { db in
            (try OldStore.stepsTaken(db), try String.fetchOne(db, sql: "PRAGMA quick_check"))
        }
        #expect(steps == Migrations.steps.count)
        #expect(health == "ok")
        #expect(try await store.takeConversation(of: nil).conversation?.messages.count == 2)
        #expect(fileSize(home + "/etude-schema-\(OldStore.steps).db.unfinished") == nil)
    }
}

/// Bytes of a file; nil where there is none.
private func fileSize(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue
}
