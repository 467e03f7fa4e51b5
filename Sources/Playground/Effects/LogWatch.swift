/// Looks at the store every second while the log drawer is open, and tells when this or another process has written to it.
///
/// A look costs one question to the file system. What is written while nobody looks is seen at the next look.
@MainActor final class LogWatch {
    private let world: World
    private let changed: @MainActor () -> Void
    private var task: Task<Void, Never>?

    init(world: World, changed: @escaping @MainActor () -> Void) {
        self.world = world
        self.changed = changed
    }

    /// Starts to look, or stops.
    func watch(_ isOpen: Bool) {
        task?.cancel()
        guard isOpen else { return task = nil }
        task = Task { [world, changed] in
            // A store that cannot be opened is said by whoever asks it for logs.
            guard let store = try? await world.stores() else { return }
            var known = await store.changeMark()
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1), tolerance: .milliseconds(500))
                let now = await store.changeMark()
                guard now != known, !Task.isCancelled else { continue }
                known = now
                changed()
            }
        }
    }
}
