import Prompts
import RequestCore
import TextUI

/// The conversations of a prompt: begun, opened, named, deleted.
extension AppState {
    /// What the draft's conversations belong to.
    var subject: ConversationSubject { draft.path.map(ConversationSubject.file) ?? .prompt(draft.name) }

    /// Begins another conversation with the same config. The old one is kept with the prompt.
    package mutating func newThread() {
        guard !isBusy() else { return }
        settleFields()
        settleTyping()
        guard !thread.entries.isEmpty || thread.tree.hasBranches || !thread.composer.isEmpty else {
            beginTyping()
            return say("the thread is already empty")
        }
        let hasUnsent = !thread.composer.isEmpty
        beginConversation()
        let old = hasUnsent ? "the old one with its unsent text" : "the old one"
        say("New conversation. \(label("conversations")) lists \(old), \(label("undo")) goes back to it.")
    }

    /// Puts an empty conversation in the place of the thread. What is being written stays with the old one.
    private mutating func beginConversation() {
        saveSession()
        rememberMoment()
        thread = thread.emptied
        thread.composer = ThreadPane.Composer()
        draft.documentID = nextSerial()
        draft.conversation = nil
        isSessionDirty = true
        beginTyping()
    }

    /// Lists the conversations of the prompt (Ctrl-X b).
    package mutating func openConversations() {
        guard canSaveSession else {
            return say("conversations are not kept here: the store cannot be written", .warning)
        }
        settleTyping()
        saveSession()
        var list = ConversationList()
        list.serial = nextSerial()
        layers.push(list)
        ask(.conversations(.list(list.serial, subject, search: "")))
    }

    mutating func conversationsListed(_ serial: Int, _ conversations: [ConversationSummary]) {
        let current = draft.conversation
        layers.change(ConversationList.self) { if $0.serial == serial { $0.take(conversations, current: current) } }
    }

    /// Asks for a conversation of the list.
    mutating func open(_ conversation: ConversationSummary) {
        guard !isBusy(then: "open again") else { return }
        guard conversation.id != draft.conversation else {
            layers.pop()
            return beginTyping()
        }
        layers.pop()
        settleTyping()
        saveSession()
        let number = nextSerial()
        taking = number
        ask(.conversations(.take(number, conversation.id)))
    }

    /// Goes on with a conversation of the prompt where it was left. The config stays as it is now.
    mutating func conversationTaken(_ serial: Int, _ taken: TakenConversation, _ tree: ThreadTree? = nil) {
        guard serial == taking else { return }
        guard let conversation = taken.conversation else {
            return say("this conversation is open in another Étude", .warning)
        }
        guard !isBusy(then: "open again") else { return }
        settleTyping()
        saveSession()
        rememberMoment()
        draft.documentID = nextSerial()
        draft.conversation = conversation.id
        restoreThread(conversation, tree)
        isSessionDirty = true
        beginTyping()
        let words = thread.entries.first { $0.message.role == .user }.map {
            ConversationFacts.words(of: $0.message.text)
        }
        say(
            "Opened '\(Sanitiser.oneLine(DisplayWidth.truncating(words ?? "", to: 40)))'. \(label("conversations")) lists all."
        )
    }

    /// Asks for the name of the conversation on screen.
    package mutating func openConversationName() {
        guard let id = draft.conversation else {
            return say("this conversation is not stored yet; type or run something first", .warning)
        }
        layers.push(LineInput.name(ofConversation: id, text: ""))
    }

    /// Gives a conversation a name; an empty one removes it.
    mutating func rename(conversation id: String, to name: String) {
        let name = name.trimmingSpaces
        ask(.conversations(.rename(id, to: name)))
        say(name.isEmpty ? "the name is removed" : "named '\(Sanitiser.oneLine(name))'")
        relist()
    }

    /// Asks for the list below the dialog anew.
    private mutating func relist() {
        let (serial, subject) = (nextSerial(), subject)
        var search: String?
        layers.change(ConversationList.self) { list in
            list.serial = serial
            search = list.filter?.text ?? ""
        }
        if let search { ask(.conversations(.list(serial, subject, search: search))) }
    }

    /// Deletes a conversation. If it is the one on screen, an empty one takes its place.
    mutating func delete(conversation id: String) {
        if id == draft.conversation {
            guard !isBusy() else { return }
            beginConversation()
        }
        deletedConversations.append(id)
        ask(.conversations(.delete(id)))
        say("deleted the conversation; \(label("conversations.undelete")) in the list restores it", .warning)
    }

    /// Brings back the conversation that was deleted last.
    mutating func undeleteConversation() {
        guard let id = deletedConversations.popLast() else { return say("nothing was deleted here") }
        ask(.conversations(.undelete(id)))
        say("the conversation is back")
    }

    /// Offers the forms in which the conversation can be copied.
    package mutating func openConversationExport() {
        settleTyping()
        guard !thread.entries.isEmpty else { return say("the thread is empty") }
        let notes: [ConversationText.Form: String] = [
            .markdown: "to read", .json: "the messages as the API takes them", .prompt: "a prompt that begins with it",
        ]
        let items = ConversationText.Form.allCases.map { form in
            Dropdown.Item(form.rawValue, value: form.rawValue, note: notes[form] ?? "") {
                $0.showConversation(as: form)
            }
        }
        layers.push(Dropdown(title: "Export the conversation", items: items, current: nil))
    }

    private mutating func showConversation(as form: ConversationText.Form) {
        let opening = thread.entries.first { $0.message.role == .user }?.message.text ?? ""
        let text = ConversationText(
            title: ConversationFacts.words(of: opening), prompt: draft.name, config: draft.config, inputs: draft.inputs,
            messages: thread.messages)
        let title = "The conversation as \(form.rawValue)"
        layers.push(Reading(title: title, content: .program(text.text(as: form), language: form.rawValue)))
    }
}

extension LineInput {
    /// What a conversation is called.
    static func name(ofConversation id: String, text: String) -> LineInput {
        annotation("Name of the conversation", text: text) { state, text in
            state.rename(conversation: id, to: text)
        }
    }
}
