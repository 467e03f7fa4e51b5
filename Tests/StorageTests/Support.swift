import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

/// Where a test's store lives; every behaviour has to be the same in both.
enum Place: CaseIterable {
    case memory, file

    func withStore<Result>(_ body: (Store) async throws -> Result) async throws -> Result {
        switch self {
        case .memory: return try await body(try Store.inMemory())
        case .file: return try await withDirectory { try await body(try Store(directory: $0 + "/home")) }
        }
    }
}

/// A directory that is gone after the test.
func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.path + "/etude-storage-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try await body(directory)
}

extension Store {
    /// Saves a config and reads its version back.
    func saved(_ config: Config, prompt: String, parent: VersionID?) async throws -> Version {
        let saved = try await save(config, prompt: prompt, parent: parent)
        let version = try #require(try await version(saved.id, prompt: prompt))
        #expect(version.number == saved.number)
        return version
    }
}

func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? NSNumber).intValue
}

func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

/// A connection of its own, as another process would have.
func connect(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: path, configuration: configuration)
}

/// The words of the error that `body` throws.
func complaint(_ body: () async throws -> some Any) async -> String {
    do {
        _ = try await body()
        Issue.record("nothing was thrown")
        return ""
    } catch {
        return "\(error)"
    }
}

extension Config {
    /// A config of its own for each word.
    static func of(_ word: String) -> Config { Config(model: "gpt-4o", template: [Message(.system, word)]) }
}

/// A time that the database can hold: whole milliseconds.
func time(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_790_000_000 + seconds) }

extension LogRecord {
    static func sample(
        _ id: String, prompt: String = "weather", version: VersionID = Config.of("a").versionID, at seconds: Double = 0,
        asking text: String = "Which harbour floods first?", state: State = .finished, answering answer: String? = nil
    ) -> LogRecord {
        var reply = Reply()
        if let answer { reply.apply(.textDelta(choice: 0, block: 1, answer)) }
        if state == .finished { reply.apply(.finished(choice: 0, reason: "stop")) }
        if state != .running { reply.apply(.ended(error: nil)) }
        let messages: JSONValue = [
            ["role": "system", "content": "You answer sailors."], ["role": "user", "content": .string(text)],
        ]
        return LogRecord(
            id: id, prompt: prompt, version: version, provider: "simulator", model: "gpt-4o", createdAt: time(seconds),
            request: ["model": "gpt-4o", "messages": messages], state: state, reply: reply)
    }
}

extension Store {
    func ids(_ query: LogQuery = LogQuery()) async throws -> [String] {
        try await logs(matching: query).map(\.id)
    }

    func ids(search: String) async throws -> [String] { try await ids(LogQuery(.words(search))) }

    var logCount: Int {
        get async throws { try await count(of: LogFilter(), upTo: .max).count }
    }

    /// The logs that a filter finds, by its text.
    func ids(_ filter: String, now: Date = time(0)) async throws -> [String] {
        try await ids(LogQuery(LogFilter(reading: filter, now: now, offset: 0, saved: self)))
    }

    /// Makes it look as if the process that runs the log had died.
    func loseOwner(of id: String, mark: String? = "1:0:another boot") async throws {
        try await database.write {
            try $0.execute(sql: "UPDATE log SET owner = ? WHERE id = ?", arguments: [mark, id])
        }
    }

    /// Removes logs; what depends on them goes with them.
    func removeLogs(_ ids: [String]) async throws {
        try await database.write { db in
            for id in ids {
                if let log = try Logs.find(db, id) { try Logs.remove(db, key: log.key) }
            }
        }
    }

    /// Writes the bodies of all logs as texts in rows of their own, as earlier programs did.
    func unpackBodies() async throws {
        try await database.write { db in
            for row in try Row.fetchAll(db, sql: "SELECT * FROM logBody") {
                let parts = try PackedLog.parts(row["packed"], size: row["size"], of: "a log")
                let images: String = row["images"] ?? "[]"
                try db.execute(
                    sql: "INSERT INTO logRequest (log, request, images) VALUES (?, ?, ?)",
                    arguments: [row["log"], parts.request, images])
                try db.execute(
                    sql: "INSERT INTO logAnswer (log, reply, response) VALUES (?, ?, ?)",
                    arguments: [row["log"], parts.reply, parts.response])
            }
            try db.execute(sql: "DELETE FROM logBody")
        }
    }

    func count(_ table: String) async throws -> Int {
        try await database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }
}
