import GRDB
import Testing

@testable import Storage

@Suite("Approvals")
struct ApprovalTests {
    private let one = String(repeating: "a1", count: 32)
    private let other = String(repeating: "b2", count: 32)

    @Test("what was approved is, and nothing else", arguments: Place.allCases)
    func approve(place: Place) async throws {
        try await place.withStore { store in
            #expect(try await !store.isApproved(one))
            try await store.approve(one, description: "python3 weather.py")
            #expect(try await store.isApproved(one))
            #expect(try await !store.isApproved(other))
            #expect(try await !store.isApproved(one.uppercased()))
            #expect(try await !store.isApproved(""))
        }
    }

    @Test("approving twice is once, with the newer description", arguments: Place.allCases)
    func twice(place: Place) async throws {
        try await place.withStore { store in
            try await store.approve(one, description: "first")
            try await store.approve(one, description: "sec\u{0}ond")
            #expect(try await store.count("toolApproval") == 1)
            let kept = try await store.read { try String.fetchOne($0, sql: "SELECT description FROM toolApproval") }
            #expect(kept == "sec ond")
        }
    }

    @Test("it is for all stores of the home, and stays")
    func stays() async throws {
        try await withDirectory { directory in
            try await Store(directory: directory).approve(one, description: "a")
            #expect(try await Store(directory: directory).isApproved(one))
        }
    }

    @Test("what is no fingerprint cannot be approved", arguments: Place.allCases)
    func badFingerprints(place: Place) async throws {
        try await place.withStore { store in
            for name in ["", "a1", String(repeating: "A1", count: 32), String(repeating: "é", count: 32)] {
                await #expect(throws: StoreError.badHash(name)) { try await store.approve(name, description: "") }
            }
        }
    }

    @Test("a home from before there were approvals gets a place for them and keeps the rest")
    func olderHome() async throws {
        try await withDirectory { directory in
            let queue = try connect(directory + "/etude.db")
            try await queue.write { db in
                for step in Migrations.steps[..<3] { try step.apply(db) }
                try db.execute(
                    sql: "PRAGMA user_version = 3; PRAGMA application_id = \(Migrations.applicationID)")
                try db.execute(sql: "INSERT INTO session VALUES ('playground', '1', 1)")
            }
            try queue.close()
            let store = try Store(directory: directory)
            try await store.approve(one, description: "a")
            #expect(try await store.isApproved(one))
            #expect(try await store.loadSession() == 1)
        }
    }
}
