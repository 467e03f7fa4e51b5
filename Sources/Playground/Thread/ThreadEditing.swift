import JSON
import Markdown
package import Prompts
import RequestCore
import TextUI

/// The keys of the thread.
extension AppState {
    /// The message on screen.
    package func message(_ ref: EntryRef) -> Message? {
        switch ref {
        case .template(let index):
            draft.config.template.indices.contains(index) ? draft.config.template[index] : nil
        case .entry(let id): thread.entry(id)?.message
        case .system: nil
        }
    }

    mutating func setMessage(_ message: Message, _ ref: EntryRef) {
        switch ref {
        case .template(let index): draft.config.template[index] = message
        case .entry(let id):
            guard let index = thread.index(of: id), thread.entries[index].message != message else { return }
            thread.edited = id
            thread.rewrite(from: index) { $0[0].message = message }
        case .system: break
        }
    }

    /// Moves the cursor into the first missing result, else into the message being written.
    package mutating func beginTyping() {
        focus = .thread
        if let open = thread.missingResults.first {
            thread.cursor = .result(open)
        } else {
            thread.cursor = .composer
        }
        thread.top = nil
    }

    /// Takes what is being edited in place as the message. Call it before anything that leaves the text, replaces the
    /// thread or the config, saves or sends.
    package mutating func settleTyping() {
        guard case .editing(let ref) = thread.cursor else { return }
        thread.cursor = .selected(ref)
        if case .template(let index) = ref, thread.editor.isEmpty, message(ref)?.content == [.text("")] {
            draft.config.template.remove(at: index)
            thread.cursor = .composer
            return
        }
        if case .entry(let id) = ref, thread.editor.isEmpty, message(ref)?.content == [.text("")],
            let index = thread.index(of: id)
        {
            thread.rewrite(from: index) { $0.removeFirst() }
            let left = selectableEntries
            thread.cursor =
                left.isEmpty ? .composer : .selected(left[min(left.count - 1, draft.config.template.count + index)])
            return
        }
        if thread.editor.text != thread.editorOriginal { setText(thread.editor.text, of: ref) }
    }

    /// Moves the cursor to something that exists. Call it when messages or calls may be gone.
    package mutating func repairCursor() {
        let stands: Bool =
            switch thread.cursor {
            case .composer: true
            case .selected(.system): showsSystemRow
            case .selected(let ref), .editing(let ref): message(ref) != nil
            case .result(let call): thread.openCalls.contains(call)
            }
        if !stands { thread.cursor = .composer }
    }

    /// Leaves the text. What was edited in place becomes the message.
    package mutating func endTyping() {
        settleTyping()
        switch thread.cursor {
        case .result(let call): thread.cursor = .selected(.entry(call.entry))
        case .composer:
            if let last = selectableEntries.last { thread.cursor = .selected(last) }
        case .selected, .editing: break
        }
    }

    /// Replaces the text of a message. Its images and other parts stay where they are.
    package mutating func setText(_ text: String, of ref: EntryRef) {
        guard var message = message(ref) else { return }
        rememberMoment()
        let isText: (ContentPart) -> Bool = { if case .text = $0 { true } else { false } }
        let place = message.content.firstIndex(where: isText) ?? 0
        message.content.removeAll(where: isText)
        if !text.isEmpty { message.content.insert(.text(text), at: place) }
        return replace(ref, by: message)
    }

    /// Edits the selected message in place.
    package mutating func editSelected() {
        if thread.cursor == .selected(.system) { return editSystemMessage() }
        guard case .selected(let ref) = thread.cursor, let message = message(ref) else { return beginTyping() }
        if case .entry(let id) = ref, !message.toolCalls.isEmpty { return editResults(of: id) }
        guard message.textCount < 2 else { return say(severalTexts, .warning) }
        thread.editor = TextBuffer(message.text)
        thread.editorOriginal = thread.editor.text
        thread.cursor = .editing(ref)
    }

    /// Opens the results of a message's calls for editing, with the given results in them.
    private mutating func editResults(of id: Int) {
        guard !isBusy(), let index = thread.index(of: id) else { return }
        if thread.openCalls(at: index).isEmpty {
            rememberMoment()
            for (call, answer) in thread.answers(toCallsAt: index).enumerated() {
                thread.results[CallRef(entry: id, call: call)] = answer.map { TextBuffer($0.text) }
            }
            let count = thread.answers(after: index).count
            thread.rewrite(from: index + 1) { $0.removeFirst(count) }
            isSessionDirty = true
        }
        if let open = thread.openCalls(of: id).first { thread.cursor = .result(open) }
    }

    package mutating func copySelected() {
        guard case .selected(let ref) = thread.cursor, let message = message(ref) else { return }
        let text = [shownText(of: message, ref), message.refusal ?? ""].filter { !$0.isEmpty }
        ask(.terminal(.copy((text + callTexts(of: message)).joined(separator: "\n"))))
    }

    /// A message as it came, with its calls.
    func plainText(of message: Message) -> String {
        let texts = [message.text, message.refusal ?? ""].filter { !$0.isEmpty }
        return (texts + callTexts(of: message)).joined(separator: "\n")
    }

    private func callTexts(of message: Message) -> [String] {
        message.toolCalls.map { "\($0.name) \($0.arguments)" }
    }

    /// Copies the text of the selected message as it came.
    package mutating func copySelectedText() {
        guard case .selected(let ref) = thread.cursor, let message = message(ref) else { return }
        guard !message.text.isEmpty else { return say("this message has no text", .warning) }
        ask(.terminal(.copy(message.text)))
    }

    /// Switches between the answers' own text and the text set for reading.
    package mutating func toggleRawText() {
        thread.showsRawText.toggle()
        say(thread.showsRawText ? "Answers are shown raw." : "Answers are rendered.")
    }

    /// The text of a message as it is shown, without the breaks of its rows.
    private func shownText(of message: Message, _ ref: EntryRef) -> String {
        guard message.role == .assistant, !thread.showsRawText, message.text.utf8.count <= MessageBlock.longestMarkdown,
            case .entry(let id) = ref, let index = thread.index(of: id),
            !StructuredAnswer.isStructured(thread.entries[index].facts?.format),
            let blocks = MarkdownParser.blocks(of: message.text)
        else { return message.text }
        return MarkdownLayout(width: .max, theme: .plain, measure: .max).rows(of: blocks).map(\.text)
            .joined(separator: "\n")
    }

    /// Deletes the selected message, and the results of its calls. Ctrl-_ brings them back.
    package mutating func deleteSelected() {
        guard case .selected(let ref) = thread.cursor, message(ref) != nil else { return }
        guard !isBusy() else { return }
        let position = selectableEntries.firstIndex(of: ref) ?? 0
        rememberMoment()
        switch ref {
        case .template(let index):
            draft.config.template.remove(at: index)
            settle()
        case .entry(let id):
            guard let index = thread.index(of: id) else { return }
            let answers = thread.entries[index].message.toolCalls.isEmpty ? 0 : thread.answers(after: index).count
            thread.rewrite(from: index) { $0.removeFirst(1 + answers) }
        case .system: return
        }
        isSessionDirty = true
        let left = selectableEntries
        if left.isEmpty { beginTyping() } else { select(left[min(position, left.count - 1)]) }
        say("deleted; ^_ restores it")
    }

    package mutating func toggleFold() {
        guard case .selected(let ref) = thread.cursor else { return }
        if thread.folded.remove(ref) != nil { return }
        let isShortened = message(ref).map { message in
            CallCard.isShortened(message, width: MessageBlock.argumentWidth(metrics.threadTextWidth + 1))
        }
        let hasReasoning = message(ref)?.reasoning?.isEmpty == false
        if isShortened == true || hasReasoning, thread.whole.insert(ref).inserted { return }
        thread.whole.remove(ref)
        thread.folded.insert(ref)
    }
}

extension AppState {
    /// Why a message cannot be edited as one text.
    var severalTexts: String { "this message has several text parts; ^T shows a template's as text" }
}

extension Message {
    var textCount: Int { content.count { if case .text = $0 { true } else { false } } }
}
