import RequestCore

/// The reads and writes of the store that effects ask for. Writes happen in the order they were asked for; reads do not wait.
@MainActor final class StoreQueue {
    private let stores: @Sendable () async throws -> any Stores
    private let send: @MainActor (Action) -> Void
    private var lastWrite: Task<Void, Never>?

    init(stores: @escaping @Sendable () async throws -> any Stores, send: @escaping @MainActor (Action) -> Void) {
        self.stores = stores
        self.send = send
    }

    /// Reads, and sends the action that came of it; of an error its sentence.
    func read(_ work: @escaping @Sendable (any Stores) async throws -> Action?) {
        Task { await perform(work) }
    }

    /// Writes when all earlier writes are done, and sends the action that came of it; of an error its sentence.
    func write(_ work: @escaping @Sendable (any Stores) async throws -> Action?) {
        let earlier = lastWrite
        lastWrite = Task {
            await earlier?.value
            await perform(work)
        }
    }

    /// Waits until everything asked for is written.
    func finish() async { await lastWrite?.value }

    private func perform(_ work: @escaping @Sendable (any Stores) async throws -> Action?) async {
        do {
            if let action = try await work(try await stores()) { send(action) }
        } catch {
            send(.failed("\(error)"))
        }
    }
}
