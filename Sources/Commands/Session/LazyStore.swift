package import Storage

/// Opens the store when it is first needed, so that it costs nothing before the first frame.
package actor LazyStore {
    private let directory: String
    private var opening: Task<Store, any Error>?

    /// Creates a store that is not open yet.
    package init(directory: String) { self.directory = directory }

    /// Returns the store, open.
    ///
    /// - Throws: the store's error. The next call tries again.
    package func store() async throws -> Store {
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
