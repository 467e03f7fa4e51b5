import RequestCore

/// Reads and writes the store for effects. Writes happen in the order of their requests; reads do not wait.
@MainActor final class StoreQueue {
    private let stores: @Sendable () async throws -> any Stores
    private let send: @MainActor (Action) -> Void
    private var lastWrite: Task<Void, Never>?

    init(stores: @escaping @Sendable () async throws -> any Stores, send: @escaping @MainActor (Action) -> Void) {
        self.stores = stores
        self.send = send
    }

    /// Reads and sends the resulting action, or the sentence of an error.
    func read(_ work: @escaping @Sendable (any Stores) async throws -> Action?) {
        Task { await perform(work) }
    }

    /// Writes after all earlier writes and sends the resulting action, or the sentence of an error.
    ///
    /// - Parameter failed: the action for an error, also where the store cannot be opened.
    func write(
        failed: @escaping @Sendable (any Error) -> Action = { .failed("\($0)") },
        _ work: @escaping @Sendable (any Stores) async throws -> Action?
    ) {
        let earlier = lastWrite
        lastWrite = Task {
            await earlier?.value
            await perform(work, failed: failed)
        }
    }

    /// Waits until everything is written.
    func finish() async { await lastWrite?.value }

    private func perform(
        _ work: @escaping @Sendable (any Stores) async throws -> Action?,
        failed: @Sendable (any Error) -> Action = { .failed("\($0)") }
    ) async {
        do {
            if let action = try await work(try await stores()) { send(action) }
        } catch {
            send(failed(error))
        }
    }
}
