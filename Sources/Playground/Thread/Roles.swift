package import Prompts

/// The roles of messages, and the template's system message.
extension AppState {
    /// Moves the cursor into the template's system message, and adds one at its beginning if there is none.
    package mutating func editSystemMessage() {
        show(.thread)
        settleTyping()
        let place = draft.config.template.firstIndex { $0.role == .system || $0.role == .developer }
        if place == nil {
            rememberMoment()
            draft.config.template.insert(Message(role: .system, content: [.text("")]), at: 0)
        }
        thread.cursor = .selected(.template(place ?? 0))
        editSelected()
    }

    /// The text of the template's system message; nil if it has none.
    var systemText: String? {
        let text = draft.config.template.first { $0.role == .system || $0.role == .developer }?.text
        return text?.isEmpty == true ? nil : text
    }

    /// Replaces the text of the template's system message, or begins the template with one.
    mutating func setSystemMessage(_ text: String) {
        settleTyping()
        if let place = draft.config.template.firstIndex(where: { $0.role == .system || $0.role == .developer }) {
            return setText(text, of: .template(place))
        }
        rememberMoment()
        draft.config.template.insert(Message(.system, text), at: 0)
        settle()
    }

    /// Asks for a description of the prompt, or for what is to be better in the one that there is.
    package mutating func openPromptWriting() { layers.push(LineInput.sentence(for: .prompt)) }

    /// Gives the selected message, else the one being written, the next role.
    package mutating func changeRole() {
        let order: [Role] = [.user, .system, .developer, .assistant]
        func next(_ role: Role) -> Role? {
            order.firstIndex(of: role).map { order[($0 + 1) % order.count] }
        }
        guard focus == .thread, case .selected(let ref) = thread.cursor, var message = message(ref) else {
            thread.composer.role = next(thread.composer.role) ?? .user
            isSessionDirty = true
            return say("the next message is from the \(thread.composer.role.rawValue)")
        }
        guard run == nil, message.toolCalls.isEmpty, message.images.isEmpty, let role = next(message.role) else {
            return say("the role of this message cannot be changed", .warning)
        }
        rememberMoment()
        message.role = role
        return replace(ref, by: message)
    }

    /// Removes the last image of the selected message, else of the one being written.
    package mutating func detach() {
        if focus == .thread, let ref = thread.cursor.entry, var message = message(ref),
            let last = message.content.lastIndex(where: { if case .image = $0 { true } else { false } })
        {
            rememberMoment()
            message.content.remove(at: last)
            return replace(ref, by: message)
        }
        guard let image = thread.composer.images.popLast() else { return say("there is no image here", .warning) }
        isSessionDirty = true
        return say("removed \(image.displayName)")
    }

    /// Replaces a message. The caller has remembered the moment before.
    package mutating func replace(_ ref: EntryRef, by message: Message) {
        setMessage(message, ref)
        isSessionDirty = true
        if case .template = ref { return settle() }
    }
}
