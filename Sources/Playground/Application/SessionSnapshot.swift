import JSON
import Prompts
package import RequestCore
import TextUI

/// What outlives the playground, as it is at one moment.
///
/// The main actor only takes the values. Whoever writes the conversation makes the JSON of them, off the main actor, since
/// that takes time with the length of the thread.
package struct SessionSnapshot: Sendable, Hashable {
    let draft: Draft
    let entries: [ThreadEntry]
    /// What is being written, without the messages.
    let writing: Writing
    /// What holds for every conversation.
    let view: View

    /// What is being typed and has not been sent.
    struct Writing: Sendable, Hashable {
        /// The results being typed for calls that wait for one, by the message's place and the call's.
        let results: [OpenResult]
        let composer: ThreadPane.Composer
        /// The text that is open in the editor, where it was changed.
        let editor: JSONValue?
        /// The log of the run that is under way.
        let run: String?
    }

    /// A result being typed.
    struct OpenResult: Sendable, Hashable {
        let entry: Int
        let call: Int
        let text: String
    }

    /// What is shown whatever the conversation is.
    struct View: Sendable, Hashable {
        let isLogsOpen: Bool
        let theme: String?
        /// The rows of the log drawer; nil where nobody has chosen them.
        var logHeight: Int?
        /// What was changed of the list of logs.
        var logTable = TableManner()
        var hidesConfig = false
    }

    /// Takes what is kept of a state.
    init(_ state: AppState) {
        draft = state.draft
        entries = state.thread.entries
        let editors = state.layers.all.compactMap { ($0 as? TextEditor) ?? ($0 as? SchemaForm)?.editor }
        let thread = state.thread
        writing = Writing(
            results: thread.openCalls.compactMap { ref in
                guard let text = thread.results[ref]?.text, let index = thread.index(of: ref.entry) else { return nil }
                return OpenResult(entry: index, call: ref.call, text: text)
            },
            composer: thread.composer, editor: editors.last.flatMap { $0.isChanged ? $0.sessionJSON : nil },
            run: state.run?.logID)
        view = View(
            isLogsOpen: state.logs.isOpen, theme: state.chosenTheme, logHeight: state.logs.chosenHeight,
            logTable: state.logs.manner, hidesConfig: state.hidesConfig)
    }

    /// Whether a later start would miss nothing without this conversation: nobody has typed, changed, named or opened anything.
    var isEmpty: Bool {
        entries.isEmpty && writing.composer.isEmpty && writing.results.isEmpty && writing.editor == nil
            && draft.file == nil && draft.text == nil && draft.name == Draft.unnamed && draft.config == draft.base
            && draft.inputs.isEmpty && draft.etude.isEmpty
    }

    /// The conversation as it is stored.
    package var conversation: StoredConversation {
        StoredConversation(
            id: draft.conversation ?? "", draft: .object(draft.sessionJSON), writing: writing.json,
            messages: entries.map(\.sessionJSON))
    }
}

extension SessionSnapshot.Writing {
    /// As it is stored.
    var json: JSONValue {
        var object: JSONObject = [
            "results": .array(
                results.map {
                    [
                        "entry": .number(JSONNumber($0.entry)), "call": .number(JSONNumber($0.call)),
                        "text": .string($0.text),
                    ]
                }),
            "composer": .object(composer.message.json(.stored)),
            "cursor": .number(JSONNumber(composer.buffer.utf8Offset(of: composer.buffer.cursor))),
        ]
        object["editor"] = editor
        object["run"] = run.map(JSONValue.string)
        return .object(object)
    }
}

extension SessionSnapshot.View {
    /// As it is stored.
    var json: JSONValue {
        var object: JSONObject = ["logs_open": .bool(isLogsOpen)]
        object["theme"] = theme.map(JSONValue.string)
        object["log_rows"] = logHeight.map { .number(JSONNumber($0)) }
        if logTable != TableManner() { object["log_table"] = logTable.json }
        if hidesConfig { object["config_hidden"] = true }
        return .object(object)
    }
}
