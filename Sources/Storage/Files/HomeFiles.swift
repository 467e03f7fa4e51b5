import Glibc

/// The directories and the database file of a home, readable by their owner only.
enum HomeFiles {
    /// Makes the directory (0700) and an empty database file (0600) if they are missing.
    ///
    /// SQLite gives `-wal` and `-shm` the mode of the database, so its mode has to be right before it is opened.
    static func prepare(directory: String, database: String) throws(StoreError) {
        do {
            try Posix.makeDirectories(directory)
        } catch {
            throw .notWritable(path: directory, reason: error.reason)
        }
        if let mode = Posix.mode(of: database) {
            if Posix.isDirectory(mode) { throw .notADatabase(path: database) }
            // Changed by path and never through a descriptor: closing one would drop this process's locks on the
            // file.
            if mode & 0o077 != 0 { chmod(database, 0o600) }
            return
        }
        do {
            try makePrivateFile(database)
        } catch {
            // Another process may have made it since.
            if error.number != EEXIST { throw .notWritable(path: directory, reason: error.reason) }
        }
    }

    /// Makes an empty file that only its owner can read. It is an error when there is one.
    static func makePrivateFile(_ path: String) throws(PosixError) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .last }
        close(file)
    }

    /// Blocks the thread for a moment.
    static func pause(milliseconds: UInt32) {
        usleep(milliseconds * 1000)
    }
}
