package import Storage

/// Opens the store when it is first needed, so that it costs nothing before the first frame.
package actor LazyStore {
    private let directory: String
    private let keepsGoing: Bool
    private var opening: Task<Store, any Error>?
    /// Why the store is one in memory; nil where it is the home's.
    package private(set) var temporaryBecause: StoreError?

    /// Creates a store that is not open yet.
    ///
    /// - Parameter keepsGoing: whether a home that cannot be written is copied into memory, as the playground needs it.
    package init(directory: String, keepsGoing: Bool = false) {
        self.directory = directory
        self.keepsGoing = keepsGoing
    }

    /// Returns the store, open.
    ///
    /// - Throws: the store's error. The next call tries again.
    package func store() async throws -> Store {
        let directory = directory
        let task = opening ?? Task { keepsGoing ? try temporary() : try Store(directory: directory) }
        opening = task
        do {
            return try await task.value
        } catch {
            opening = nil
            throw error
        }
    }

    /// The home's store, or one in memory with what the home's holds where that cannot be written.
    private func temporary() throws -> Store {
        do throws(StoreError) {
            let store = try Store(directory: directory)
            guard store.isReadOnly else { return store }
            guard !store.isLocked else { throw StoreError.locked(path: directory + "/etude.db") }
            temporaryBecause = .notWritable(path: directory, reason: "it can only be read")
            return try store.copyInMemory()
        } catch {
            guard case .notWritable = error else { throw error }
            temporaryBecause = error
            return try Store.inMemory()
        }
    }
}
