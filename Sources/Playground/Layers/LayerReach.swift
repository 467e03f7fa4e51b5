import TextUI

/// Commands that work anywhere, while a layer is open: those that do not work over it close it first, where nothing is lost.
extension AppState {
    /// Performs a command that was chosen by its letter or by its name, or says why it cannot be done.
    mutating func performOverLayers(_ command: Command) {
        if let reason = obstacle(to: command) { return say(reason, .warning) }
        _ = makeWay(for: command)
        return command.perform(&self)
    }

    /// Why a command cannot be done now, layers that have to stay open included; nil if it can.
    func obstacle(to command: Command) -> String? {
        var trial = self
        return trial.makeWay(for: command) ?? command.disabledReason(trial)
    }

    /// Closes the layers over which a command does not work, from the top.
    ///
    /// - Returns: why one of them has to stay; nil if none has.
    private mutating func makeWay(for command: Command) -> String? {
        for layer in layers.all.reversed() {
            guard !command.reach.contains(type(of: layer).place) else { return nil }
            if let reason = layer.reasonToStay(in: self) { return reason }
            var closed = layer
            closed.close(in: &self)
        }
        return nil
    }

    /// What the key of a command means here: over a grid, ^R runs what is missing, and so does ^X r.
    func meaning(of command: Command) -> Command {
        guard let top = layers.top, !command.reach.contains(type(of: top).place) else { return command }
        let place = type(of: top).place
        let own = settings.keymap.keys(of: command.id).lazy.compactMap { settings.keymap.command(for: $0, in: place) }
        return own.first ?? command
    }

    /// Handles a key of a command that works anywhere, but not over the top layer. Where text is typed the key may be a slip, so
    /// nothing is closed.
    mutating func pressElsewhere(_ key: Key, _ command: Command, over top: any Layer) {
        guard top.isTyping || top.takesAllKeys else { return performOverLayers(command) }
        say("Close this first (Esc); then \(key.label) works.", .warning)
    }
}
