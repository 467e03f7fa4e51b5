import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Several writers")
struct ConcurrencyTests {
    @Test("two stores on one home write at once, and neither loses anything")
    func twoStores() async throws {
        try await withDirectory { directory in
            let stores = [try Store(directory: directory), try Store(directory: directory)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<80 {
                    let store = stores[index % 2]
                    group.addTask {
                        try await store.insert(.sample("log-\(index)", state: .running))
                        try await store.update(.sample("log-\(index)", answering: "answer \(index)"))
                        _ = try await store.save(.of("config \(index / 2)"), prompt: "weather", parent: nil)
                        _ = try await store.logs(matching: LogQuery(.words("answer")))
                    }
                }
                try await group.waitForAll()
            }
            for store in stores {
                #expect(try await store.count(of: .words("answer"), upTo: .max).count == 80)
                #expect(try await store.versions(ofPrompt: "weather").map(\.number) == (1...40).reversed())
            }
        }
    }

    @Test("what one store writes the other reads at once")
    func seen() async throws {
        try await withDirectory { directory in
            let (one, two) = (try Store(directory: directory), try Store(directory: directory))
            try await one.saveSession(["a": 1])
            #expect(try await two.loadSession() == ["a": 1])
            try await two.saveSession(["a": 2])
            #expect(try await one.loadSession() == ["a": 2])
        }
    }

    @Test(
        "a database that another process keeps locked is told after the timeout, can be read, and is free again after")
    func locked() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory, busyTimeout: 0.05)
            try await store.insert(.sample("a"))
            let other = try connect(directory + "/etude.db")
            try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
            let words = await complaint { try await store.insert(.sample("b")) }
            #expect(words == "another Étude is writing to \(directory)/etude.db; try again")
            #expect(try await store.ids() == ["a"])
            #expect(try await Store(directory: directory, busyTimeout: 0.05).ids() == ["a"])
            try await other.writeWithoutTransaction { try $0.rollback() }
            try await store.insert(.sample("b"))
            #expect(try await store.ids() == ["b", "a"])
        }
    }

    @Test("a full disk is told, and what was there stays")
    func full() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            try await store.insert(.sample("a"))
            try await store.database.writeWithoutTransaction { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            let long = String(repeating: "water ", count: 50_000)
            let words = await complaint { try await store.insert(.sample("b", asking: long)) }
            #expect(words.contains("the disk is full"))
            #expect(try await store.ids() == ["a"])
        }
    }

    @Test("a log updated from many tasks is whole, and over when one of them said so", arguments: Place.allCases)
    func manyUpdates(place: Place) async throws {
        try await place.withStore { store in
            try await store.insert(.sample("a", state: .running))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<50 {
                    group.addTask { try await store.update(.sample("a", state: .running, answering: "part \(index)")) }
                }
                group.addTask { try await store.update(.sample("a", answering: "the end")) }
                try await group.waitForAll()
            }
            #expect(try await store.log(id: "a") == .sample("a", answering: "the end"))
            #expect(try await store.count("logTerms_docsize") == 1)
        }
    }

    @Test("an update from a cancelled task is not lost", arguments: Place.allCases)
    func cancelled(place: Place) async throws {
        try await place.withStore { store in
            try await store.insert(.sample("a", state: .running))
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                #expect(Task.isCancelled)
                try await store.update(.sample("a", state: .cancelled, answering: "what came"))
                try await store.saveSession(["kept": true])
            }
            try await task.value
            #expect(try await store.log(id: "a") == .sample("a", state: .cancelled, answering: "what came"))
            #expect(try await store.loadSession() == ["kept": true])
        }
    }
}
