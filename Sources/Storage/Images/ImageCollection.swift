import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store {
    /// The seconds that an unreferenced image is kept, because another window may be writing something that refers to
    /// it.
    package static let graceOfImages = 7.0 * 86_400

    /// Removes images that no log, version or conversation refers to.
    ///
    /// Call it at a quiet moment. An image that was kept, or kept again, within `grace` seconds stays.
    /// - Returns: the number of images that were removed.
    @discardableResult
    package func collectImages(grace: Double = graceOfImages) async throws -> Int {
        guard case .files(let files) = images else { return 0 }
        let candidates = files.keptBefore(Date().timeIntervalSince1970 - grace)
        guard !candidates.isEmpty else { return 0 }
        let referenced = try await read { db in try Self.referencedImages(db) }
        var count = 0
        for sha256 in candidates where !referenced.contains(sha256) {
            if files.remove(sha256, keptBefore: Date().timeIntervalSince1970 - grace) { count += 1 }
        }
        return count
    }

    /// Removes those of the images that nothing refers to any more, however short ago they were kept.
    func remove(images: Set<String>) async throws {
        guard !images.isEmpty, case .files(let files) = self.images else { return }
        let referenced = try await read { db in try Self.referencedImages(db) }
        for sha256 in images.subtracting(referenced) { _ = files.remove(sha256, keptBefore: .infinity) }
    }

    /// Every hash in the images of a log, in a config or in a conversation. Too many do no harm.
    private static func referencedImages(_ db: Database) throws -> Set<String> {
        var hashes: Set<String> = []
        for sql in [
            "SELECT images FROM logBody WHERE images IS NOT NULL", "SELECT images FROM logRequest WHERE images <> '[]'",
            "SELECT config FROM config",
            "SELECT rows FROM deletedLog", "SELECT draft FROM conversation", "SELECT writing FROM conversation",
            "SELECT message FROM conversationMessage",
        ] {
            let texts = try String.fetchCursor(db, sql: sql)
            while let text = try texts.next() { hashes.formUnion(HashesInText.all(in: text)) }
        }
        return hashes
    }
}

/// Finds SHA-256 hashes in a text.
enum HashesInText {
    /// All runs of exactly 64 lower-case hex digits.
    static func all(in text: String) -> Set<String> {
        var hashes: Set<String> = []
        var run: [UInt8] = []
        for byte in text.utf8 {
            if (48...57).contains(byte) || (97...102).contains(byte) {
                run.append(byte)
                continue
            }
            if run.count == 64 { hashes.insert(String(decoding: run, as: UTF8.self)) }
            run.removeAll(keepingCapacity: true)
        }
        if run.count == 64 { hashes.insert(String(decoding: run, as: UTF8.self)) }
        return hashes
    }
}
