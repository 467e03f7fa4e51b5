import GRDB

/// Why the store failed, in a sentence that says what to do.
package enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The home, or something in it, cannot be created or written.
    case notWritable(path: String, reason: String)
    /// Another process kept the database locked longer than the busy timeout.
    case locked(path: String)
    case diskFull(path: String)
    /// The disk has no room for the copy that precedes a migration.
    case noRoomForCopy(path: String)
    /// The copy that precedes a migration failed for another reason.
    case notCopied(path: String, copy: String, reason: String)
    /// A copy that the person asked for failed.
    case notBackedUp(path: String, copy: String, reason: String)
    /// The file is not an SQLite database, or not one of Étude's.
    case notADatabase(path: String)
    /// The database has damaged pages.
    case damaged(path: String, reason: String)
    case madeByNewer(path: String)
    /// A stored row that cannot be read back.
    case unreadable(what: String, reason: String)
    /// The name of an image is not 64 lower-case hex digits.
    case badHash(String)
    /// Any other error of SQLite.
    case failed(path: String, reason: String)

    /// One sentence that says what happened and what to do.
    package var description: String {
        switch self {
        case .notWritable(let path, let reason):
            "cannot write to \(path): \(reason); make it writable, or set ETUDE_HOME to a directory that is"
        case .locked(let path): "another Étude is writing to \(path); try again"
        case .diskFull(let path): "the disk is full: \(path) cannot grow; free some space and try again"
        case .noRoomForCopy(let path):
            "\(path) was made by an older Étude and is copied before it is brought up to date, but the disk is too full for the "
                + "copy; free some space and try again (nothing was changed)"
        case .notCopied(let path, let copy, let reason):
            "\(path) was made by an older Étude and is copied to \(copy) before it is brought up to date, but that failed: "
                + "\(reason) (nothing was changed)"
        case .notBackedUp(let path, let copy, let reason): "\(path) was not copied to \(copy): \(reason)"
        case .notADatabase(let path):
            "\(path) is not an Étude database; move it away, or set ETUDE_HOME to another directory"
        case .damaged(let path, let reason):
            "\(path) is damaged (\(reason)); restore it from a backup, or save what is left with "
                + "`sqlite3 etude.db .recover`"
        case .madeByNewer(let path): "\(path) was made by a newer Étude; update this one to open it"
        case .unreadable(let what, let reason): "\(what) cannot be read back: \(reason)"
        case .badHash(let text): "'\(text)' is not a SHA-256 of 64 hex digits"
        case .failed(let path, let reason): "\(path): \(reason)"
        }
    }

    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error, path: path)
        default: self = .failed(path: path, reason: "\(error)")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        // What SQLite says where it cannot make its files of shared memory, among other things.
        case .SQLITE_IOERR where Posix.isFull(Posix.directory(of: path)): self = .diskFull(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, reason: reason)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = .notWritable(path: path, reason: reason)
        default: self = .failed(path: path, reason: reason)
        }
    }
}
