package import TextUI

/// A key that works now, as the footer names it. A click on it does what the key does.
package struct KeyHint: Sendable, Hashable {
    package var label: String
    package var word: String
    package var target: HitTarget
    /// Whether it stays where there is no room for all: to run, to stop, the way out, and help.
    package var isKept = false

    /// A key that stands for no command.
    ///
    /// - Parameter label: how it is named; nil for its name.
    package init(_ key: Key, _ word: String, label: String? = nil) {
        self.label = label ?? key.label
        self.word = word
        target = .key(key)
        isKept = key == .escape
    }

    /// The first key of a command; nil if it has none.
    init?(_ command: CommandID, _ word: String, _ keymap: Keymap) {
        guard let label = keymap.label(of: command) else { return nil }
        self.label = label
        self.word = word
        target = .command(command)
        let keys = keymap.keys(of: command)
        isKept =
            ["help", "stop"].contains(command) || keys.contains { $0 == .escape || $0 == .character("q") }
            || !Set(keys).isDisjoint(with: keymap.keys(of: "run"))
    }

    /// The hints that fit a width, in their order, with three blanks between them. Those that are kept go before the others, of
    /// which the last ones are left out.
    static func fitting(_ hints: [KeyHint], width: Int) -> [KeyHint] {
        var room = width
        var chosen: Set<Int> = []
        for index in hints.indices.filter({ hints[$0].isKept }) + hints.indices.filter({ !hints[$0].isKept }) {
            let columns = hints[index].columns + (chosen.isEmpty ? 0 : 3)
            guard columns <= room else { break }
            room -= columns
            chosen.insert(index)
        }
        return hints.indices.filter(chosen.contains).map { hints[$0] }
    }

    private var columns: Int { DisplayWidth.of(label) + 1 + DisplayWidth.of(word) }
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

    /// While a row of the config is typed into: letters are text, and Enter, Esc and Tab are about the row.
    private var fieldHints: [KeyHint] {
        let map = settings.keymap
        return [
            KeyHint("run", "run", map), KeyHint(.enter, "accept"), KeyHint(.escape, "cancel"),
            KeyHint("pane.next", "pane", map), KeyHint("popup", "more", map), KeyHint("help", "help", map),
        ].compactMap(\.self)
    }

    /// Whether images can be put into the text with the cursor: only user messages have them.
    private var takesImages: Bool {
        switch thread.cursor {
        case .composer: thread.composer.role == .user
        case .editing(let ref): message(ref)?.role == .user
        case .result, .selected: false
        }
    }

    private var paneHints: [KeyHint] {
        let map = settings.keymap
        if focus == .logs, logs.filter?.isActive == true { return filterHints }
        if focus == .config, config.isEditing { return fieldHints }
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
        // In a small window the keys of the list come before the way to the next pane, which Esc and F6 lead to as well.
        let isSmallList = focus == .logs && size.width < 80
        hints += [isSmallList ? nil : KeyHint("pane.next", "pane", map), KeyHint("popup", "more", map)]
        let words: [(CommandID, String)] =
            switch focus {
            case .config:
                [("config.edit", "edit"), ("config.model", "model"), ("tool.add", "add tool"), ("undo", "undo")]
            case .thread where thread.isTyping:
                if case .result = thread.cursor {
                    [("tools.fill", "fill in")]
                } else if takesImages {
                    [("thread.image", "image")]
                } else {
                    []
                }
            case .thread:
                [
                    ("thread.insert", "write"), ("thread.edit", "edit"), ("thread.copy", "copy"),
                    ("thread.block", "block"), ("thread.search", "search"), ("thread.regenerate", "again"),
                ]
            case .logs where !logs.marks.isEmpty:
                [
                    ("logs.compare", "compare"), ("logs.delete", "delete"), ("logs.export", "export"),
                    ("logs.judge", "judge"), ("logs.dataset", "dataset"), ("logs.unmark", "unmark"),
                ]
            case .logs:
                [
                    ("logs.open", "open"), ("logs.filter", "filter"), ("logs.mark", "mark"), ("logs.export", "export"),
                    ("logs.delete", "delete"),
                ]
            }
        if case .editing = thread.cursor, focus == .thread { hints.append(KeyHint(.escape, "close")) }
        hints += words.filter { Command.with(id: $0.0)?.disabledReason(self) == nil }.map { KeyHint($0, $1, map) }
        let isShown = logs.isOpen && layout?.panes[.logs] != nil
        var logsHint = KeyHint("logs", !isShown ? "logs" : isSmallList ? "close" : "close logs", map)
        // In the logs it is the way out.
        logsHint?.isKept = focus == .logs
        hints += [logsHint, KeyHint("help", "help", map)]
        return hints.compactMap(\.self)
    }
}
