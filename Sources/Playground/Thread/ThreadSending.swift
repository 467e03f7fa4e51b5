package import Prompts
package import RequestCore
import TextUI

/// Why the thread cannot be sent as it is.
enum SendingObstacle: Error {
    case running
    case noProvider(FieldError)
    /// A field of the config is open, with an invalid text.
    case openField
    case missingVariable(String)
    case nothingToSend
    /// The thread ends with an answer, and no message follows it.
    case answered
    case missingResult(CallRef)
    /// The last question was compared, none of its answers was taken, and another message follows it.
    case untaken

    /// Whether the message being written is what has to change.
    var isAboutText: Bool {
        switch self {
        case .nothingToSend, .answered: true
        case .running, .noProvider, .openField, .missingVariable, .missingResult, .untaken: false
        }
    }
}

extension AppState {
    /// Makes everything that is typed part of the config and the thread, and the request of them. The screen stays as it is.
    ///
    /// - Parameters:
    ///   - withComposer: false leaves the message being written unsent.
    ///   - choice: the tool choice of this request only.
    ///   - earlier: the moment that undo goes back to; nil for the one before this call.
    mutating func commitThread(
        withComposer: Bool, choice: ToolChoice? = nil, before earlier: History.Moment? = nil
    ) throws(SendingObstacle) -> RunRequest {
        guard run == nil else { throw .running }
        let provider: Provider
        switch self.provider {
        case .ready(let found): provider = found
        case .missing(let error): throw .noProvider(error)
        }
        // A message that is changed in place and run from is one step back.
        settleFields()
        let before = if case .editing(.entry) = thread.cursor { earlier ?? moment } else { earlier }
        try settleForSending()
        if let name = missingVariable(of: draft.config) { throw .missingVariable(name) }
        try commitMessages(withComposer: withComposer, before: before)
        var config = draft.config
        if let choice { config.toolChoice = choice }
        return request(config, to: provider, thread: thread.messages)
    }

    /// Takes what is being changed in place into config and messages.
    mutating func settleForSending() throws(SendingObstacle) {
        guard run == nil else { throw .running }
        settleFields()
        settleTyping()
        guard !config.isEditing else { throw .openField }
    }

    /// The first variable of a config that has no value.
    func missingVariable(of config: Config) -> String? {
        config.variableNames.first { Variables.value($0, in: draft.inputs) == nil }
    }

    /// Makes what is typed part of the thread; see ``commitThread(withComposer:choice:before:)``.
    mutating func commitMessages(
        withComposer: Bool, before earlier: History.Moment? = nil
    ) throws(SendingObstacle) {
        let isAtEdited = thread.edited.map { thread.cursor == .selected(.entry($0)) } ?? false
        let start = withComposer && (isAtEdited || thread.composer.isEmpty) ? thread.placeAfterEdited : nil
        let withComposer = withComposer && start == nil
        let kept = thread.composer
        if !withComposer { thread.composer = ThreadPane.Composer() }
        defer { if !withComposer { thread.composer = kept } }
        guard !thread.messages.isEmpty || !thread.composer.isEmpty || !draft.config.template.isEmpty else {
            throw .nothingToSend
        }
        let before = earlier ?? moment
        if let start {
            thread.tree.leave(from: start, keeping: .originals)
        } else if thread.composer.isEmpty, thread.openCalls.isEmpty, thread.messages.last?.role == .assistant {
            throw .answered
        }
        let answers = answersToKeep
        if let missing = thread.commit(machine: answering.results) { throw .missingResult(missing) }
        history.remember(before)
        if !answers.isEmpty { ask(.tools(.keep(answers))) }
    }

    /// The request of a config for messages after its template.
    func request(_ config: Config, to provider: Provider, thread: [Message]) -> RunRequest {
        var request = RunRequest(
            prompt: draft.name, config: config, inputs: draft.inputs, thread: thread, provider: provider)
        request.context.source = .playground
        request.context.conversation = draft.conversation
        for name in config.imageVariableNames {
            request.inputImages[name] = draft.inputs[name]?.stringValue.map { ImagePart(url: inDraftFolder($0)) }
        }
        return request
    }

    /// A path relative to the prompt's file; a URL as it is.
    private func inDraftFolder(_ value: String) -> String {
        guard let folder = draftFolder, PathText.isPath(value), !value.hasPrefix("/"), !value.hasPrefix("~") else {
            return value
        }
        return folder + "/" + value
    }
}

extension ThreadPane {
    /// Turns what has been typed into results and a message, so that the thread can be sent.
    ///
    /// - Parameter machine: the machines' results. A result that was changed since is the person's.
    /// - Returns: the first call that still needs a result. The thread is unchanged then.
    package mutating func commit(machine: [CallRef: ToolResult] = [:]) -> CallRef? {
        let open = openCalls
        if let missing = open.first(where: isMissing) { return missing }
        insertResults(of: open, machine)
        results = [:]
        if let first = entries.firstIndex(where: { !$0.isMessage }) {
            rewrite(from: first) { $0.removeAll { !$0.isMessage } }
        }
        edited = nil
        if !composer.isEmpty {
            // Line breaks at the end are left from typing. A message of nothing else is meant.
            let text = composer.buffer.text
            if let last = text.lastIndex(where: { !$0.isNewline }), text.index(after: last) != text.endIndex {
                composer.buffer = TextBuffer(String(text[...last]))
            }
            append(composer.message)
            composer = Composer()
            sentCount += 1
        }
        return nil
    }

    /// Puts the typed results behind the messages that made the calls.
    private mutating func insertResults(of open: [CallRef], _ machine: [CallRef: ToolResult]) {
        var added: [Int: [ThreadEntry]] = [:]
        for ref in open {
            guard let call = call(ref), let text = results[ref]?.text, let asking = index(of: ref.entry) else {
                continue
            }
            var entry = ThreadEntry(id: ThreadTree.root, message: .toolResult(text, for: call.id))
            entry.result = machine[ref].flatMap { $0.text == text ? $0 : nil }
            added[asking + 1 + answers(after: asking).count, default: []].append(entry)
        }
        guard let first = added.keys.min() else { return }
        rewrite(from: first) { entries in
            for (place, results) in added.sorted(by: { $0.key > $1.key }) {
                entries.insert(contentsOf: results, at: place - first)
            }
        }
    }

    /// The place before which a run goes on from the message that was changed last: behind it, and behind what was asked with it.
    /// nil if nothing was changed, or if no answer follows.
    var placeAfterEdited: Int? {
        guard let index = edited.flatMap(index(of:)) else { return nil }
        let place = entries[(index + 1)...].firstIndex { $0.message.role == .assistant }
        guard let place, entries[place - 1].message.role != .assistant else { return nil }
        return place
    }

    /// The messages to send after the template.
    package var messages: [Message] { entries.filter(\.isMessage).map(\.message) }
}
