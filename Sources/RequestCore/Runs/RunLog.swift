/// Writes the record of one run, each time from a task of its own, because a store rolls back what a cancelled task
/// writes and runs are often cancelled.
struct RunLog: Sendable {
    let store: (any LogStore)?
    let blobs: (any BlobStore)?
    let clock: RunClock
    let onFailure: @Sendable (any Error) -> Void

    /// Whether there is a store to write to.
    var isKept: Bool { store != nil }

    /// Writes images and the new record.
    ///
    /// A failure is not told yet: another process may keep the store for a moment, and each later write tries to write all.
    func begin(_ record: LogRecord, images: [String: [UInt8]]) async {
        await keep(images)
        guard let store else { return }
        _ = await failure { try await store.insert(record) }
    }

    /// Keeps images, by their SHA-256.
    func keep(_ images: [String: [UInt8]]) async {
        guard let blobs else { return }
        for (hash, bytes) in images {
            if let failure = await failure({ try await blobs.saveBlob(bytes, sha256: hash) }) { onFailure(failure) }
        }
    }

    /// Updates the record from time to time, until it is cancelled.
    func follow(_ live: LiveRecord) -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                do {
                    try await clock.logPause()
                } catch {
                    return
                }
                if !Task.isCancelled, let record = live.takeChanges() { await update(record) }
            }
        }
    }

    func update(_ record: LogRecord) async {
        guard let store else { return }
        _ = await failure { try await store.update(record) }
    }

    /// Writes the whole record, and tells if that fails.
    func end(_ record: LogRecord) async {
        guard let store else { return }
        if let failure = await failure({ try await store.update(record) }) { onFailure(failure) }
    }

    private func failure(_ write: @escaping @Sendable () async throws -> Void) async -> (any Error)? {
        await Task {
            do {
                try await write()
                return nil
            } catch {
                return error
            }
        }.value
    }
}
