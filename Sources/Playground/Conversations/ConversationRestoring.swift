import JSON
import Prompts
import RequestCore
import TextUI

/// A conversation as it was opened, so that its messages are not written again.
struct OpenedConversation: Sendable, Hashable {
    let id: String
    let tree: ThreadTree
}

/// Going on with a stored conversation.
extension AppState {
    /// Puts a conversation's messages, and what was being typed, in the place of the thread.
    ///
    /// - Parameter tree: its messages, where they have been read already.
    mutating func restoreThread(_ conversation: StoredConversation, _ tree: ThreadTree? = nil) {
        thread = thread.emptied
        thread.composer = ThreadPane.Composer()
        thread.tree = tree ?? ThreadTree(conversation)
        opened = OpenedConversation(id: conversation.id, tree: thread.tree)
        for item in conversation.writing["results"]?.arrayValue ?? [] {
            guard let id = item["entry"]?.intValue, let call = item["call"]?.intValue,
                let text = item["text"]?.stringValue, thread.index(of: id) != nil
            else { continue }
            thread.results[CallRef(entry: id, call: call)] = TextBuffer(text)
        }
        let steps = conversation.steps.map { (number: $0.number, step: StoredStep(json: $0.value)) }
        history.takeStored(steps, of: conversation.id, document: draft.documentID)
        restoreComposer(conversation.writing)
        restoreComparison(conversation.writing)
        if let record = conversation.interrupted { take(interrupted: record) }
    }

    private mutating func restoreComposer(_ writing: JSONValue) {
        guard let composer = try? Message(json: writing["composer"] ?? .null, place: "session") else { return }
        thread.composer.take(composer)
        var buffer = thread.composer.buffer
        let cursor = writing["cursor"]?.intValue ?? composer.text.utf8.count
        buffer.apply(.place(buffer.position(utf8Offset: cursor), selecting: false))
        thread.composer.buffer = buffer
    }

    /// Opens the editor again with the text that was being changed in it.
    mutating func restoreEditor(_ conversation: StoredConversation) {
        if let editor = TextEditor(session: conversation.writing["editor"]) { openEditor(editor) }
    }

    /// Puts what the log has of a run that was cut off into the thread, as the end of the run would have done.
    private mutating func take(interrupted record: LogRecord) {
        var reply = record.reply
        if !reply.isEnded { reply.apply(.ended(error: .interrupted)) }
        let facts = AnswerFacts(
            provider: record.provider, dialect: record.dialect, model: reply.identity.model ?? record.model,
            totalMS: record.timing.totalMS, usage: reply.usage, cost: record.cost, finishReason: reply.finishReason,
            isIncomplete: reply.isIncomplete, logID: record.id, format: draft.config.responseFormat)
        thread.append(reply, facts: facts)
    }
}

extension Draft {
    /// Reads the draft of a conversation; nil where it has none that can be read.
    init?(_ conversation: StoredConversation) {
        self.init(session: conversation.draft)
        self.conversation = conversation.id
    }
}
