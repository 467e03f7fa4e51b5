package import TextUI

/// A key that works now, as the footer names it. A click on it does what the key does.
package struct KeyHint: Sendable, Hashable {
    package var label: String
    package var word: String
    package var target: HitTarget

    /// A key that stands for no command.
    ///
    /// - Parameter label: how it is named; nil for its name.
    package init(_ key: Key, _ word: String, label: String? = nil) {
        self.label = label ?? key.label
        self.word = word
        target = .key(key)
    }

    /// The first key of a command; nil if it has none.
    init?(_ command: CommandID, _ word: String, _ keymap: Keymap) {
        guard let label = keymap.label(of: command) else { return nil }
        self.label = label
        self.word = word
        target = .command(command)
    }
}

extension AppState {
    /// The keys to name, the most useful first: those of the top layer, else of the pane that has the focus.
    package var hints: [KeyHint] {
        let map = settings.keymap
        let stop = run == nil && !isComparing ? nil : KeyHint("stop", "stop", map)
        guard let top = layers.top else { return [stop].compactMap(\.self) + paneHints }
        let help = top is Popup || top is HelpPage ? nil : KeyHint("help", "help", map)
        return ([stop] + layerHints.map(Optional.some) + [help]).compactMap(\.self)
    }

    /// The keys of the top layer.
    var layerHints: [KeyHint] {
        guard let top = layers.top else { return [] }
        if top.takesAllKeys { return top.textHints(in: self) }
        let place = type(of: top).place
        var commands = type(of: top).commands.compactMap { command -> KeyHint? in
            guard let word = top.word(for: command, in: self), command.disabledReason(self) == nil else { return nil }
            return KeyHint(command.id, word, settings.keymap)
        }
        if Command.with(id: "run")?.over.contains(place) == true, let run = KeyHint("run", "run", settings.keymap) {
            commands.insert(run, at: min(1, commands.count))
        }
        return top.textHints(in: self) + commands
    }

    /// While the filter of the logs is typed.
    private var filterHints: [KeyHint] {
        let map = settings.keymap
        return [
            KeyHint("run", "run", map), KeyHint(.tab, "complete"), KeyHint(.enter, "keep"), KeyHint(.escape, "clear"),
            KeyHint("popup", "more", map), KeyHint("help", "help", map),
        ].compactMap(\.self)
    }

    private var paneHints: [KeyHint] {
        let map = settings.keymap
        if focus == .logs, logs.filter?.isActive == true { return filterHints }
        var hints = [KeyHint("run", "run", map)]
        if focus == .thread, thread.search?.isActive == true {
            let keys: [KeyHint?] = [
                KeyHint(.enter, "keep the search"), KeyHint(.down, "next match"), KeyHint(.up, "match before"),
                KeyHint(.escape, "clear"), KeyHint("help", "help", map),
            ]
            return (hints + keys).compactMap(\.self)
        }
        if case .result = thread.cursor, focus == .thread { hints.append(KeyHint(.enter, "next")) }
        if let name = nameCompletion?.names.first { hints.insert(KeyHint(.tab, name), at: 0) }
        hints += [KeyHint("pane.next", "pane", map), KeyHint("popup", "more", map)]
        let words: [(CommandID, String)] =
            switch focus {
            case .config:
                [("config.edit", "edit"), ("config.model", "model"), ("tool.add", "add tool"), ("undo", "undo")]
            case .thread where thread.isTyping:
                if case .result = thread.cursor { [("tools.fill", "fill in")] } else { [("thread.image", "image")] }
            case .thread:
                [
                    ("thread.insert", "write"), ("thread.edit", "edit"), ("thread.copy", "copy"),
                    ("thread.block", "block"), ("thread.search", "search"), ("thread.regenerate", "again"),
                ]
            case .logs: [("logs.open", "open"), ("logs.filter", "filter")]
            }
        hints += words.map { KeyHint($0, $1, map) }
        hints += [KeyHint("logs", logs.isOpen ? "close logs" : "logs", map), KeyHint("help", "help", map)]
        if focus == .logs {
            // Where there is room for them.
            hints += [
                KeyHint("logs.mark", "mark", map), KeyHint("logs.export", "export", map),
                KeyHint("logs.delete", "delete", map),
            ]
        }
        return hints.compactMap(\.self)
    }
}
