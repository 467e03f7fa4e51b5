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
    /// - Parameter keepsGoing: whether a home that cannot be written, or is damaged, gives way to a store in memory, as the playground
    ///   needs it.
    package init(directory: String, keepsGoing: Bool = false) {
        self.directory = directory
        self.keepsGoing = keepsGoing
    }

    /// Returns the store, open.
    ///
    /// - Throws: the store's error. The next call tries again.
    package func store() async throws -> Store {
        let directory = directory
        let task = opening ?? Task { keepsGoing ? try await temporary() : try Store(directory: directory) }
        opening = task
        do {
            return try await task.value
        } catch {
            opening = nil
            throw error
        }
    }

    /// The home's store, or one in memory where that cannot be written: with what the home's holds, if it is whole.
    ///
    /// A store that is locked will soon be free: that is an error, and the next call tries again.
    private func temporary() async throws -> Store {
        do {
            let store = try Store(directory: directory)
            if let damage = await store.damage() { throw damage }
            guard let refusal = store.refusal else { return store }
            if case .locked = refusal { throw refusal }
            temporaryBecause = refusal
            return try store.copyInMemory()
        } catch let error as StoreError {
            switch error {
            case .notWritable, .damaged, .diskFull: temporaryBecause = error
            default: throw error
            }
            return try Store.inMemory()
        }
    }
}
