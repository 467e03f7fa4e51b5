import Glibc

/// A system call that failed.
struct PosixError: Error {
    var number: Int32

    /// The error of the current `errno`.
    static var last: PosixError { PosixError(number: errno) }

    var isNotThere: Bool { number == ENOENT || number == ENOTDIR }
    var isDirectory: Bool { number == EISDIR }
    /// Whether this is the error of ``Posix/read(_:atMost:isRegular:)`` for a device, pipe or socket.
    var isIrregular: Bool { number == EOPNOTSUPP }
    var isDiskFull: Bool { number == ENOSPC || number == EDQUOT }

    /// The system's words as the rest of a sentence, beginning with a small letter.
    var reason: String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// The few file calls that this module needs, each with its error.
enum Posix {
    /// The kind and mode bits of the file at a path; nil if there is none.
    static func mode(of path: String) -> mode_t? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_mode : nil
    }

    static func isDirectory(_ mode: mode_t) -> Bool { mode & S_IFMT == S_IFDIR }

    /// The time when a file was last written, in seconds since 1970; nil if there is no file.
    static func modified(_ path: String) -> Double? {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        return Double(facts.st_mtim.tv_sec)
    }

    /// A mark that changes when a file is written (its inode, size and time); nil if there is none.
    static func stamp(of path: String) -> String? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return "\(facts.st_ino) \(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    }

    /// The bytes of a file; nil if there is none.
    static func size(of path: String) -> Int? {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
    }

    /// Sets the time of a file to now.
    static func touch(_ path: String) { utimes(path, nil) }

    /// - Returns: whether this call removed the file.
    static func remove(_ path: String) -> Bool { unlink(path) == 0 }

    /// The names in a folder, except those that begin with a dot; none if it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// Makes a directory, and the missing ones above it.
    ///
    /// - Parameter permissions: the mode of new directories, before the umask.
    static func makeDirectories(_ path: String, permissions: mode_t = 0o700) throws(PosixError) {
        if let mode = mode(of: path) {
            guard isDirectory(mode) else { throw PosixError(number: ENOTDIR) }
            return
        }
        let parent = directory(of: path)
        if parent != path { try makeDirectories(parent, permissions: permissions) }
        guard mkdir(path, permissions) == 0 || errno == EEXIST else { throw .last }
    }

    /// The part before the last `/`; `.` if there is none.
    static func directory(of path: String) -> String {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }

    /// The value of an environment variable; nil if it is unset or empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The path without symbolic links; the path itself if it cannot be followed.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// All bytes of a file or pipe; nil if there are more than `limit`.
    ///
    /// - Parameter isRegular: whether it must be a regular file. A terminal or pipe, which a stranger's file may
    ///   name, is then neither waited for nor read.
    static func read(_ path: String, atMost limit: Int, isRegular: Bool = false) throws(PosixError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | (isRegular ? O_NONBLOCK | O_NOCTTY : 0))
        guard file >= 0 else { throw .last }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw .last }
        if isDirectory(facts.st_mode) { throw PosixError(number: EISDIR) }
        if isRegular, facts.st_mode & S_IFMT != S_IFREG { throw PosixError(number: EOPNOTSUPP) }
        if facts.st_mode & S_IFMT == S_IFREG, Int(facts.st_size) > limit { return nil }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(facts.st_size))
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { system_read(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: piece[..<count])
            if bytes.count > limit { return nil }
        }
    }

    /// What changes when a file is written: a cheap way to see that it was, without reading it.
    struct Mark: Equatable {
        var inode: UInt64
        var size: Int64
        var seconds: Int64
        var nanoseconds: Int64
    }

    /// The mark of a file; nil where there is none.
    static func mark(of path: String) -> Mark? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Mark(
            inode: UInt64(facts.st_ino), size: Int64(facts.st_size), seconds: Int64(facts.st_mtim.tv_sec),
            nanoseconds: Int64(facts.st_mtim.tv_nsec))
    }

    /// Writes a file in one step: a reader sees either the old bytes or the new ones, and so does a restart after a
    /// crash.
    ///
    /// - Parameter isUnchanged: asked right before that step; false leaves everything as it was.
    /// - Returns: whether the file was put in place.
    @discardableResult
    static func writeAtomically(
        _ bytes: [UInt8], to path: String, mode: mode_t?, while isUnchanged: () -> Bool = { true }
    ) throws(PosixError) -> Bool {
        let random = UInt64.random(in: 0...UInt64.max)
        let temporary = directory(of: path) + "/.etude-\(getpid())-\(String(random, radix: 36))"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666)
        guard file >= 0 else { throw .last }
        var failure = writeAll(bytes, to: file)
        if failure == nil, let mode, fchmod(file, mode & 0o7777) != 0 { failure = .last }
        if failure == nil, fsync(file) != 0 { failure = .last }
        if close(file) != 0, failure == nil { failure = .last }
        let isWanted = failure == nil && isUnchanged()
        if isWanted, Glibc.rename(temporary, path) != 0 { failure = .last }
        if failure != nil || !isWanted { unlink(temporary) }
        if let failure { throw failure }
        return isWanted
    }

    /// Whether the file system of a directory has no room left.
    static func isFull(_ directory: String) -> Bool {
        var facts = statvfs()
        return statvfs(directory, &facts) == 0 && facts.f_bavail == 0
    }

    /// Waits until a file's bytes are on the disk. Not for a database that is open: closing a descriptor drops its locks.
    static func sync(_ path: String) throws(PosixError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .last }
    }

    /// Gives a file another name, in the place of what has that name.
    static func rename(_ path: String, to other: String) throws(PosixError) {
        guard Glibc.rename(path, other) == 0 else { throw .last }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> PosixError? {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = system_write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    return .last
                }
                rest = rest.dropFirst(count)
            }
            return nil
        }
    }
}

// Inside `Posix`, the bare names would mean its own functions.
private func system_read(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(file, buffer, count)
}

private func system_write(_ file: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(file, buffer, count)
}
