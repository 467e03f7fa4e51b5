import RequestCore

/// Runs commands that take texts.
@MainActor final class TextEffects {
    private let world: World
    private let send: @MainActor (Action) -> Void
    private var running: [Int: Task<Void, Never>] = [:]

    init(world: World, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.send = send
    }

    func perform(_ effect: TextEffect) {
        switch effect {
        case .pipe(let serial, let command, let text):
            running[serial] = Task {
                let result = await world.texts.pipe(text, through: command)
                running[serial] = nil
                send(.text(.piped(serial, result)))
            }
        case .stop(let serial): running[serial]?.cancel()
        }
    }

    /// Stops what is running and waits for its end.
    func stop() async {
        for task in running.values { task.cancel() }
        for task in running.values { await task.value }
    }
}
