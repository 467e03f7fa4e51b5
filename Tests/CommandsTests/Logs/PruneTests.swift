import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite("etude logs prune, doctor --check and backup")
struct PruneTests {
    private func withLogs(_ body: (Etude.Folder) async throws -> Void) async throws {
        let home = try Etude.Folder()
        for question in ["Brest?", "Dover?", "Boston?"] {
            _ = try await InProcess.run(["run", Etude.sample("weather.prompt"), "-m", question], home: home)
        }
        try await body(home)
    }

    private func ids(_ home: Etude.Folder) async throws -> Int {
        try await InProcess.run(["logs"], home: home).output.split(separator: "\n").count
    }

    @Test("it says what would go and asks; without anybody to ask it takes --yes, and no is no")
    func asks() async throws {
        try await withLogs { home in
            let alone = try await InProcess.run(["logs", "prune", "dover"], home: home)
            #expect(alone.status == 2 && alone.output.isEmpty)
            #expect(alone.errors.contains("1 log of ") && alone.errors.contains("takes --yes"))

            let asked = Gathered()
            let refused = try await InProcess.run(["logs", "prune", "dover"], home: home) {
                $0.ask = { question in
                    asked.lines.withLock { $0 = question }
                    return "n"
                }
            }
            #expect(refused.status == 1 && refused.errors.contains("nothing was removed"))
            #expect(asked.lines.withLock(\.last) == "etude: remove them for good? [y/N] ")
            #expect(try await ids(home) == 3)

            let agreed = try await InProcess.run(["logs", "prune", "dover"], home: home) { $0.ask = { _ in "y" } }
            #expect(agreed.status == 0 && agreed.output == "1 log removed\n")
            #expect(try await ids(home) == 2)

            let rest = try await InProcess.run(["logs", "prune", "-dover", "--keep", "brest", "--yes"], home: home)
            #expect(rest.status == 0 && rest.errors.contains("these stay: 1 that --keep names"))
            #expect(try await ids(home) == 1)
            let none = try await InProcess.run(["logs", "prune", "dover", "--yes"], home: home)
            #expect(none.status == 0 && none.errors.contains("no log would be removed"))
        }
    }

    @Test("what one of several --keep names stays; one that names nothing is refused")
    func keeps() async throws {
        try await withLogs { home in
            for nothing in ["", "..."] {
                let refused = try await InProcess.run(
                    ["logs", "prune", "since:2000-01-01", "--keep", nothing, "--yes"], home: home)
                #expect(refused.status == 2 && refused.errors.contains("would keep nothing"), "\(refused)")
            }
            #expect(try await ids(home) == 3)
            let pruned = try await InProcess.run(
                ["logs", "prune", "since:2000-01-01", "--keep", "brest", "--keep", "boston", "--yes"], home: home)
            #expect(pruned.output == "1 log removed\n" && pruned.errors.contains("these stay: 2 that --keep names"))
            #expect(try await ids(home) == 2)
            #expect(try await InProcess.run(["logs", "dover"], home: home).output.isEmpty)
        }
    }

    @Test("it takes a filter: nothing at all, and one that cannot be read, are bad usage")
    func needsFilter() async throws {
        try await withLogs { home async throws in
            #expect(try await InProcess.run(["logs", "prune", "--yes"], home: home).status == 2)
            for nothing in ["", " ", "*"] {
                let refused = try await InProcess.run(["logs", "prune", nothing, "--yes"], home: home)
                #expect(refused.status == 2 && refused.errors.contains("which logs"), "\(nothing)")
            }
            for slip in ["--dry-run", "--older-than", "-n", "-"] {
                let refused = try await InProcess.run(["logs", "prune", "brest", slip, "--yes"], home: home)
                #expect(refused.status == 2 && refused.errors.contains("there is no option '\(slip)'"))
            }
            #expect(try await InProcess.run(["logs", "prune", "modle:x", "--yes"], home: home).status == 2)
            #expect(
                try await InProcess.run(["logs", "prune", "brest", "--keep", "modle:x", "--yes"], home: home).status
                    == 2)
            #expect(try await ids(home) == 3)
        }
    }

    @Test("doctor --check says that the store is whole, or what is not")
    func doctor() async throws {
        try await withLogs { home in
            let whole = try await InProcess.run(["doctor", "--check"], home: home)
            #expect(whole.output.contains("ok      check: the store and the search of its logs are whole"))
        }
    }

    @Test("backup copies the store, and never over a file")
    func backup() async throws {
        try await withLogs { home in
            let copy = home.path + "/copy.db"
            #expect(try await InProcess.run(["backup", copy], home: home).status == 0)
            let again = try await InProcess.run(["backup", copy], home: home)
            #expect(again.status == 1 && again.errors.contains("exists already"))
            let other = try Etude.Folder()
            try FileManager.default.moveItem(atPath: copy, toPath: other.path + "/etude.db")
            let logs = try await InProcess.run(["logs"], home: home, environment: ["ETUDE_HOME": other.path])
            #expect(logs.output.split(separator: "\n").count == 3)
        }
    }
}

/// What a question was.
private final class Gathered: Sendable {
    let lines = Mutex<[String]>([])
}
