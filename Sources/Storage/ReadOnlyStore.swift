import GRDB

/// Stores that can be read and not written: on a read-only file system, or somebody else's.
enum ReadOnlyStore {
    /// The bytes of a database up to which it is copied into memory.
    static let copyLimit = 256 << 20

    /// Opens a database without writing anything beside it. A home without one is read as one that is empty.
    ///
    /// - Returns: nil where there is no such home.
    /// - Throws: ``StoreError/notWritable(path:reason:)`` where an older program made it, since it would have to be changed first.
    static func open(_ path: String, in directory: String) throws(StoreError) -> DatabaseQueue? {
        do {
            guard Posix.mode(of: path) != nil else { return try empty(in: directory) }
            let queue = try connect(path, Store.configuration(busyTimeout: 5))
            let taken = try queue.read { try Migrations.stepsTaken($0, path, of: Migrations.steps.count) }
            guard taken == Migrations.steps.count else {
                throw StoreError.notWritable(
                    path: path, reason: "an older Étude made it, and it has to be brought up to date")
            }
            return queue
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// An empty database in memory; nil where there is no such directory.
    private static func empty(in directory: String) throws -> DatabaseQueue? {
        guard let mode = Posix.mode(of: directory), Posix.isDirectory(mode) else { return nil }
        let queue = try DatabaseQueue(configuration: Store.configuration(busyTimeout: 0))
        try Migrations.apply(to: queue, path: directory) { _ in }
        return queue
    }

    /// Connects to a database that is never written, not even beside it where that is forbidden.
    static func connect(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            // The first read needs the files beside the database, which may be impossible to make.
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_schema") }
            return queue
        } catch let error as DatabaseError {
            let cannotMake: [ResultCode] = [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR]
            // Without a log of changes beside it, the file alone is the whole database.
            guard cannotMake.contains(error.resultCode), Posix.size(of: path + "-wal") ?? 0 == 0 else { throw error }
            return try DatabaseQueue(path: uri(path), configuration: configuration)
        }
    }

    /// The URI of a database that nobody changes.
    private static func uri(_ path: String) -> String {
        var escaped = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                escaped += "%" + (hex.utf8.count < 2 ? "0" : "") + hex
            }
        }
        return "file:\(escaped)?immutable=1"
    }
}

extension Store {
    /// The first damage that is met where each table is looked into; nil where none is met, which says nothing of all their pages.
    package func damage() async -> StoreError? {
        do {
            try await read { db in
                let tables = try String.fetchAll(
                    db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
                for table in tables { _ = try Row.fetchOne(db, sql: "SELECT * FROM \"\(table)\" NOT INDEXED LIMIT 1") }
            }
            return nil
        } catch let error as StoreError {
            if case .damaged = error { return error }
            return nil
        } catch {
            return nil
        }
    }

    /// A store in memory with what this one holds, for a playground whose home cannot be written. One that is too large for the
    /// memory begins empty. Images are read from the files.
    package func copyInMemory() throws(StoreError) -> Store {
        do {
            let queue = try DatabaseQueue(configuration: Self.configuration(busyTimeout: 0))
            if Posix.size(of: path) ?? 0 <= ReadOnlyStore.copyLimit {
                try database.backup(to: queue)
            } else {
                try Migrations.apply(to: queue, path: path) { _ in }
            }
            let files: ImageFiles? = if case .files(let files) = images { files } else { nil }
            return Store(memory: queue, behind: files)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
