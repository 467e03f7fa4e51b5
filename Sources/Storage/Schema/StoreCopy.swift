import GRDB

/// The copy of a database that stays beside it when a newer program changes its shape: `etude-schema-10.db` has the shape of ten
/// steps, and the older program opens it under the name `etude.db`.
enum StoreCopy {
    static func path(of database: String, steps: Int) -> String {
        Posix.directory(of: database) + "/etude-schema-\(steps).db"
    }

    /// Copies what is committed. The caller holds the write lock, so the copy is what the change starts from, and no other process
    /// makes the same copy.
    ///
    /// The copy gets its name when it is whole. A copy that an earlier attempt left is replaced: that attempt changed nothing.
    static func make(of database: String, steps: Int) throws {
        let copy = path(of: database, steps: steps)
        let unfinished = copy + ".unfinished"
        _ = Posix.remove(unfinished)
        do {
            try HomeFiles.makePrivateFile(unfinished)
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: database, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [unfinished]) }
            try queue.close()
            try Posix.sync(unfinished)
            try Posix.rename(unfinished, to: copy)
        } catch {
            _ = Posix.remove(unfinished)
            throw told(error, database, copy)
        }
    }

    /// The error as the person is told it.
    static func told(_ error: any Error, _ database: String, _ copy: String) -> StoreError {
        let isFull =
            (error as? DatabaseError)?.resultCode == .SQLITE_FULL || (error as? PosixError)?.isDiskFull == true
        if isFull { return .noRoomForCopy(path: database) }
        switch error {
        case let error as PosixError: return .notCopied(path: database, copy: copy, reason: error.reason)
        default: return .notCopied(path: database, copy: copy, reason: "\(error)")
        }
    }
}
