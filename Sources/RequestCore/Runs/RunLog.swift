/// Writes the record of one run, each time from a task of its own, because a store rolls back what a cancelled task
/// writes and runs are often cancelled.
struct RunLog: Sendable {
    let store: (any LogStore)?
    let blobs: (any BlobStore)?
    let clock: RunClock
    let onFailure: @Sendable (any Error) -> Void

    /// Writes images and the new record.
    ///
    /// - Returns: whether there is a record to update.
    func begin(_ record: LogRecord, images: [String: [UInt8]]) async -> Bool {
        await keep(images)
        guard let store else { return false }
        return await shielded { try await store.insert(record) }
    }

    /// Keeps images, by their SHA-256.
    func keep(_ images: [String: [UInt8]]) async {
        guard let blobs else { return }
        for (hash, bytes) in images { _ = await shielded { try await blobs.saveBlob(bytes, sha256: hash) } }
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
        _ = await shielded { try await store.update(record) }
    }

    private func shielded(_ write: @escaping @Sendable () async throws -> Void) async -> Bool {
        await Task {
            do {
                try await write()
                return true
            } catch {
                onFailure(error)
                return false
            }
        }.value
    }
}
