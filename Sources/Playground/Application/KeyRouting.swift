package import TextUI

extension AppState {
    /// Routes a key: to a command that works anywhere, else to the top layer, else to the text with the cursor,
    /// else to the pane.
    package mutating func press(_ key: Key) {
        if notice != nil { notice = nil }
        let (askedToQuit, acceptedLoss) = (asksToQuit, acceptsLoss)
        (asksToQuit, acceptsLoss) = (false, false)
        let pressed = settings.keymap.command(for: key, in: .anywhere)
        if pressed?.id != "thread.image" { thread.offer = nil }
        if key == .tab, completeName() || completeLogFilter() { return }
        if let command = pressed, works(command) {
            if command.id == "stop" || command.id == "quit" {
                (asksToQuit, acceptsLoss) = (askedToQuit, acceptedLoss)
            }
            return perform(command)
        }
        if !layers.isEmpty { return pressInLayer(key, elsewhere: pressed) }
        if key == .escape { return escape() }
        switch focus {
        case .config: return pressInConfig(key)
        case .thread:
            if thread.search?.isActive == true { return typeInThreadSearch(key) }
            if thread.isTyping, typeInThread(key) { return }
            if !thread.isTyping, settings.keymap.command(for: key, in: .thread) == nil { return sayMeaningless(key) }
            return pressCommand(key, in: .thread)
        case .logs: return pressInLogs(key)
        }
    }

    /// Whether the keys of a command that works anywhere work with what lies on top.
    private func works(_ command: Command) -> Bool {
        layers.top.map { command.over.contains(type(of: $0).place) } ?? true
    }

    /// Performs the command that a key of the pane stands for.
    package mutating func pressCommand(_ key: Key, in place: Command.Place) {
        guard !isTypingText, let command = settings.keymap.command(for: key, in: place) else { return }
        return perform(command)
    }

    /// Performs a command, or says why it cannot be done.
    package mutating func perform(_ command: Command) {
        if let reason = command.disabledReason(self) { return say(reason, .warning) }
        return command.perform(&self)
    }

    package mutating func perform(_ id: CommandID) {
        if let command = Command.with(id: id) { perform(command) }
    }

    /// Closes what is open on top, else stops the run, else leaves the text.
    private mutating func escape() {
        if focus == .config, config.isEditing { return cancelConfigEdit() }
        if focus == .logs, logs.cursor.column != nil, !isTypingText { return logs.cursor.leaveColumns() }
        if focus == .logs, logs.filter != nil { return closeLogFilter() }
        if focus == .thread, thread.search != nil { return endThreadSearch() }
        if run != nil { return stopRun() }
        if isComparing { return stopComparison() }
        if answering.isActive { return stopAnswering() }
        if focus == .thread { return endTyping() }
        if focus == .logs, logs.isOpen { return toggleLogs() }
    }

    /// Whether letters are text at the place that has the focus.
    package var isTypingText: Bool {
        switch focus {
        case .config: config.isEditing
        case .thread: thread.isTyping || thread.search?.isActive == true
        case .logs: logs.filter?.isActive ?? false
        }
    }

    package mutating func paste(_ text: String) {
        if !layers.isEmpty { return pasteIntoLayer(text) }
        switch focus {
        case .config:
            if pasteTools(text) { return }
            pasteIntoConfig(text)
        case .thread:
            if thread.search?.isActive == true { return editThreadSearch(.insert(text)) }
            if !thread.isTyping { beginTyping() }
            return pasteIntoThread(text)
        case .logs: return pasteIntoLogFilter(text)
        }
    }

    /// Whether a Tab in a paste without marks is text: it would leave the message, and what follows would be commands.
    package var takesTabs: Bool { layers.isEmpty && focus == .thread && thread.isTyping }

    /// Says that a paste is on its way: keys have to wait for its end.
    mutating func showPasting(_ isPasting: Bool) {
        let sentence = "Pasting…"
        if isPasting { say(sentence) } else if notice?.text == sentence { notice = nil }
    }

    /// Moves the focus to the next open pane (Tab), or the previous one (Shift-Tab).
    package mutating func movePane(_ step: Int) {
        var order: [Pane] = hidesConfig ? [.thread] : [.config, .thread]
        if logs.isOpen { order.append(.logs) }
        let index = order.firstIndex(of: focus) ?? 0
        return show(order[(index + step + order.count) % order.count])
    }

    /// Moves the focus to a pane and opens the log drawer if that is meant. On a narrow screen the drawer covers the
    /// other panes, so it closes when the focus leaves it.
    package mutating func show(_ pane: Pane) {
        if focus == .config, pane != .config { leaveConfig() }
        focus = pane
        if pane == .config, hidesConfig { toggleConfigPane() }
        if pane == .logs, !logs.isOpen { openLogs() }
        if pane != .logs, logs.isOpen, size.width < 100 { closeLogs() }
    }
}
