/// Keeps the keys that commands print, in memory only, so that a person unlocks a password manager once.
///
/// Commands run one at a time, because two managers cannot ask on one terminal. Whoever waits for a command that
/// another request has started gets its key.
package actor KeyKeeper {
    /// Runs a command and returns what it printed.
    package typealias Run = @Sendable (KeyCommand) async throws -> [UInt8]

    private struct Kept {
        var key: Secret
        /// Seconds of the clock.
        var since: Double
    }

    private let run: Run
    private let clock: RunClock
    private var kept: [[String]: Kept] = [:]
    private var running: Task<[UInt8], any Error>?

    /// - Parameter run: runs a command; throws a sentence for the person if it fails.
    package init(clock: RunClock = .system, run: @escaping Run) {
        self.run = run
        self.clock = clock
    }

    /// The provider with its key. A provider without a key command is returned as it is.
    ///
    /// - Throws: why the command gave no key. The request must not be sent then.
    package func filled(_ provider: Provider) async throws -> Provider {
        guard let command = provider.keyCommand, provider.key == nil else { return provider }
        var provider = provider
        provider.key = try await key(of: command)
        return provider
    }

    /// Another key in place of one that the server has refused; nil if the command prints the same again, or if the
    /// key comes from no command.
    ///
    /// - Throws: why the command gave no key.
    package func renewed(_ provider: Provider) async throws -> Secret? {
        guard let command = provider.keyCommand, let refused = provider.key else { return nil }
        let key = try await key(of: command, unless: refused)
        return key == refused ? nil : key
    }

    private func key(of command: KeyCommand, unless refused: Secret? = nil) async throws -> Secret {
        while let running {
            _ = await running.result
            // Whoever started it has to come first, or it would seem to run on.
            await Task.yield()
        }
        if let kept = kept[command.argv], kept.key != refused,
            command.lifetime.map({ clock.uptime() - kept.since < $0 }) ?? true
        {
            return kept.key
        }
        try Task.checkCancellation()
        let task = Task { [run] in try await run(command) }
        running = task
        defer { running = nil }
        let output = try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
        let key = try command.key(in: output)
        kept[command.argv] = Kept(key: key, since: clock.uptime())
        return key
    }
}
