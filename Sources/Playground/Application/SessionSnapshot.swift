package import JSON
import Prompts
import RequestCore
import TextUI

/// What outlives the playground, as it is at one moment.
///
/// The main actor only takes the values. Whoever writes the session makes the ``json`` of them, off the main actor, since
/// that takes time with the length of the thread.
package struct SessionSnapshot: Sendable, Hashable {
    private let draft: Draft
    private let entries: [ThreadEntry]
    private let results: [CallRef: TextBuffer]
    private let composer: ThreadPane.Composer
    /// The text that is open in the editor, where it was changed.
    private let editor: JSONValue?
    private let isLogsOpen: Bool
    private let theme: String?

    /// Takes what the session keeps of a state.
    init(_ state: AppState) {
        draft = state.draft
        entries = state.thread.entries
        results = state.thread.results
        composer = state.thread.composer
        let editors = state.layers.all.compactMap { ($0 as? TextEditor) ?? ($0 as? SchemaForm)?.editor }
        editor = editors.last.flatMap { $0.isChanged ? $0.sessionJSON : nil }
        isLogsOpen = state.logs.isOpen
        theme = state.chosenTheme
    }

    /// The session as it is stored.
    package var json: JSONValue {
        var object = draft.sessionJSON
        object["thread"] = .array(entries.map(\.sessionJSON))
        object["results"] = .array(openResults)
        object["composer"] = .object(composer.message.json(.stored))
        object["cursor"] = .number(JSONNumber(composer.buffer.utf8Offset(of: composer.buffer.cursor)))
        object["editor"] = editor
        object["logs_open"] = .bool(isLogsOpen)
        object["theme"] = theme.map(JSONValue.string)
        return .object(object)
    }

    /// The results being typed for calls that wait for one.
    private var openResults: [JSONValue] {
        var thread = ThreadPane()
        thread.entries = entries
        return thread.openCalls.compactMap { ref in
            guard let text = results[ref]?.text, let index = thread.index(of: ref.entry) else { return nil }
            return ["entry": .number(JSONNumber(index)), "call": .number(JSONNumber(ref.call)), "text": .string(text)]
        }
    }
}
