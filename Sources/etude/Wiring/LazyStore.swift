import Storage

/// The store, opened when it is first needed: nothing of it costs anything before the first frame.
actor LazyStore {
    private let directory: String
    private var opening: Task<Store, any Error>?

    init(directory: String) { self.directory = directory }

    /// - Throws: the store's reason; the next call tries again.
    func store() async throws -> Store {
        let directory = directory
        let task = opening ?? Task { try Store(directory: directory) }
        opening = task
        do {
            return try await task.value
        } catch {
            opening = nil
            throw error
        }
    }
}
