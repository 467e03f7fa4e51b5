import RequestCore

extension Store: BlobStore {
    /// Keeps bytes under their hash, as a file with mode 0600. Doing it twice has no further effect.
    package func saveBlob(_ bytes: [UInt8], sha256: String) async throws {
        try await images.save(bytes, sha256: sha256)
    }

    /// The bytes as they are on the disk, without a check of their hash; nil if there are none.
    package func blob(sha256: String) async throws -> [UInt8]? {
        try await images.bytes(sha256: sha256)
    }
}

/// The place where a store keeps the bytes of images.
enum ImageStorage: Sendable {
    case files(ImageFiles)
    case memory(ImageMemory)

    func save(_ bytes: [UInt8], sha256: String) async throws(StoreError) {
        try Self.check(sha256)
        switch self {
        case .files(let files): try files.save(bytes, sha256: sha256)
        case .memory(let memory): await memory.save(bytes, sha256: sha256)
        }
    }

    func bytes(sha256: String) async throws(StoreError) -> [UInt8]? {
        try Self.check(sha256)
        switch self {
        case .files(let files): return try files.bytes(sha256: sha256)
        case .memory(let memory): return try await memory.bytes(sha256: sha256)
        }
    }

    /// The hash becomes a path, so only hex digits are allowed.
    static func check(_ sha256: String) throws(StoreError) {
        let isHex = sha256.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard sha256.utf8.count == 64, isHex else { throw .badHash(sha256) }
    }
}

/// `blobs/ab/cdef…`: the first two digits of the hash, then the other 62.
struct ImageFiles: Sendable {
    let directory: String

    func save(_ bytes: [UInt8], sha256: String) throws(StoreError) {
        let path = path(sha256)
        if Posix.mode(of: path) != nil {
            // The new time keeps a collection that runs meanwhile from removing it.
            Posix.touch(path)
            return
        }
        do {
            try Posix.makeDirectories(Posix.directory(of: path))
            try Posix.writeAtomically(bytes, to: path, mode: 0o600)
        } catch {
            throw error.isDiskFull ? .diskFull(path: path) : .notWritable(path: path, reason: error.reason)
        }
    }

    func bytes(sha256: String) throws(StoreError) -> [UInt8]? {
        do {
            return try Posix.read(path(sha256), atMost: .max)
        } catch {
            if error.isNotThere { return nil }
            throw .unreadable(what: path(sha256), reason: error.reason)
        }
    }

    /// The hashes of the images that were last kept before a time, in seconds since 1970.
    func keptBefore(_ time: Double) -> [String] {
        Posix.names(in: directory).filter { $0.utf8.count == 2 }.flatMap { folder in
            Posix.names(in: directory + "/" + folder).map { folder + $0 }
        }.filter { sha256 in
            (try? ImageStorage.check(sha256)) != nil && Posix.modified(path(sha256)).map { $0 < time } ?? false
        }
    }

    /// Removes an image, unless it was saved again since.
    ///
    /// - Returns: whether it was removed.
    func remove(_ sha256: String, keptBefore time: Double) -> Bool {
        guard let modified = Posix.modified(path(sha256)), modified < time else { return false }
        return Posix.remove(path(sha256))
    }

    private func path(_ sha256: String) -> String {
        directory + "/" + sha256.prefix(2) + "/" + sha256.dropFirst(2)
    }
}

/// The images of a store that ends with the process.
actor ImageMemory {
    private var bytes: [String: [UInt8]] = [:]
    /// The images of a home that can only be read.
    private let behind: ImageFiles?

    init(behind: ImageFiles? = nil) { self.behind = behind }

    func save(_ bytes: [UInt8], sha256: String) { self.bytes[sha256] = bytes }

    func bytes(sha256: String) throws(StoreError) -> [UInt8]? {
        if let bytes = bytes[sha256] { return bytes }
        return try behind?.bytes(sha256: sha256)
    }
}
