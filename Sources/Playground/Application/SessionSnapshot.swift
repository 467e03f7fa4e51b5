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
    let tree: ThreadTree
    /// What is being written, without the messages.
    let writing: Writing
    /// The steps back.
    let steps: Steps
    /// The conversation that was opened last, as the store has it.
    let opened: OpenedConversation?
    /// What holds for every conversation.
    let view: View

    /// What is being typed and has not been sent.
    struct Writing: Sendable, Hashable {
        /// The results being typed for calls that wait for one, by the message's id and the call's place.
        let results: [OpenResult]
        let composer: ThreadPane.Composer
        /// The text that is open in the editor, where it was changed.
        let editor: JSONValue?
        /// The log of the run that is under way.
        let run: String?
        let comparison: StoredComparison?
    }

    /// The steps back in this conversation, and the moment to which they lead from. Two lists are the same if they have the
    /// same steps, which never change.
    struct Steps: Sendable, Hashable {
        let past: [History.Step]
        let now: History.Moment

        static func == (one: Steps, other: Steps) -> Bool {
            one.past.map(\.number) == other.past.map(\.number)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(past.map(\.number)) }

        /// The numbers of the steps.
        var numbers: [Int] { past.map(\.number) }

        /// The steps as they are stored, oldest first.
        ///
        /// - Parameter isWanted: whether a step with this number is needed.
        func stored(where isWanted: (Int) -> Bool = { _ in true }) -> [StoredUndoStep] {
            var (steps, next): ([StoredUndoStep], History.Moment) = ([], now)
            for step in past.reversed() {
                switch step.content {
                case .moment(let moment):
                    if isWanted(step.number) {
                        steps.append(
                            StoredUndoStep(number: step.number, value: StoredStep(moment, before: next).json))
                    }
                    next = moment
                case .stored(let stored, _):
                    if isWanted(step.number) {
                        steps.append(StoredUndoStep(number: step.number, value: stored.json))
                    }
                }
            }
            return steps.reversed()
        }
    }

    /// A result being typed, by the message's id and the call's place.
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
        /// The commands that texts were sent through, the last one first.
        var pipes: [String] = []
    }

    /// The most steps of undo that outlive the playground.
    private static let storedSteps = 60

    /// Takes what is kept of a state.
    init(_ state: AppState) {
        draft = state.draft
        tree = state.thread.tree
        opened = state.opened
        let editors = state.layers.all.compactMap { ($0 as? TextEditor) ?? ($0 as? SchemaForm)?.editor }
        let thread = state.thread
        writing = Writing(
            results: thread.openCalls.compactMap { ref in
                thread.results[ref].map { OpenResult(entry: ref.entry, call: ref.call, text: $0.text) }
            },
            composer: thread.composer, editor: editors.last.flatMap { $0.isChanged ? $0.sessionJSON : nil },
            run: state.run?.logID,
            comparison: state.awaitedComparison?.stored ?? state.comparison.map(StoredComparison.init))
        let past = state.history.past.filter { $0.document == state.draft.documentID }
        steps = Steps(past: past.suffix(Self.storedSteps), now: state.moment)
        view = View(
            isLogsOpen: state.logs.isOpen, theme: state.chosenTheme, logHeight: state.logs.chosenHeight,
            logTable: state.logs.manner, hidesConfig: state.hidesConfig, pipes: state.pipes)
    }

    /// Whether a later start would miss nothing without this conversation: nobody has typed, changed, named or opened anything.
    var isEmpty: Bool {
        tree.path.isEmpty && !tree.hasBranches && writing.composer.isEmpty && writing.results.isEmpty
            && writing.editor == nil && writing.comparison == nil
            && draft.file == nil && draft.text == nil && draft.name == Draft.unnamed && draft.config == draft.base
            && draft.inputs.isEmpty && draft.etude.isEmpty
    }

    /// The conversation as it is stored.
    package var conversation: StoredConversation {
        var conversation = StoredConversation(
            id: draft.conversation ?? "", draft: .object(draft.sessionJSON), writing: writing.json,
            messages: tree.nodes.map(StoredMessage.init))
        conversation.steps = steps.stored()
        return conversation
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
        object["comparison"] = comparison?.json
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
        if !pipes.isEmpty { object["pipes"] = .array(pipes.map(JSONValue.string)) }
        return .object(object)
    }
}
