#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
        let file = open(database, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 {
            close(file)
        } else if errno != EEXIST {
            throw .notWritable(path: directory, reason: PosixError.last.reason)
        }
    }

    /// Blocks the thread for a moment.
    static func pause(milliseconds: UInt32) {
        usleep(milliseconds * 1000)
    }
}
