import Prompts
import RequestCore
import TextUI

/// The whole thread as blocks, top to bottom. Finished messages come from a cache; only what changes is laid out again.
@MainActor package final class ThreadBlocks {
    private struct Key: Equatable {
        var message: Message
        var answers: [Message]
        var facts: AnswerFacts?
        var failure: RunError?
        var alternatives: [Message]
        var tools: [Tool]
        var isFolded: Bool
        var width: Int
        var theme: Theme
    }

    private var cache: [EntryRef: (key: Key, block: ThreadBlock)] = [:]
    /// The text of the answer under way, wrapped as it grows.
    private var growing: (run: Int, width: Int, choice: Int, consumed: Int, wrap: GrowingWrap)?

    package init() {}

    /// - Parameter width: columns right of the bar.
    func blocks(of state: AppState, width: Int) -> [ThreadBlock] {
        let maker = MessageBlock(theme: state.settings.theme, width: width)
        var blocks: [ThreadBlock] = []
        var used: Set<EntryRef> = []
        for (index, message) in state.draft.config.template.enumerated() {
            let ref = EntryRef.template(index)
            used.insert(ref)
            blocks.append(editing(ref, state, maker) ?? finished(ref, message, state, maker))
        }
        for entry in state.thread.entries where !state.thread.isNested(entry) {
            let ref = EntryRef.entry(entry.id)
            used.insert(ref)
            blocks.append(editing(ref, state, maker) ?? finished(ref, entry, state, maker))
        }
        if cache.count > used.count { cache = cache.filter { used.contains($0.key) } }
        if let run = state.run { blocks.append(underWay(run, state, maker)) }
        if blocks.isEmpty, state.thread.composer.isEmpty { blocks.append(welcome(state, maker)) }
        blocks.append(composer(state, maker))
        return blocks
    }

    private func finished(_ ref: EntryRef, _ message: Message, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock
    {
        let key = Key(
            message: message, answers: [], alternatives: [], tools: [], isFolded: state.thread.folded.contains(ref),
            width: maker.width, theme: maker.theme)
        if let known = cache[ref], known.key == key { return known.block }
        let right = StyledText("template", maker.theme[.dim])
        let block = maker.block(for: message, ref: ref, right: right, isFolded: key.isFolded, isTemplate: true)
        cache[ref] = (key, block)
        return block
    }

    private func finished(_ ref: EntryRef, _ entry: ThreadEntry, _ state: AppState, _ maker: MessageBlock)
        -> ThreadBlock
    {
        var open: [CallRef] = []
        var answers: [Message] = []
        if !entry.message.toolCalls.isEmpty, let index = state.thread.index(of: entry.id) {
            open = state.thread.openCalls(of: entry.id)
            answers = state.thread.answers(after: index).map(\.message)
        }
        let key = Key(
            message: entry.message, answers: answers, facts: entry.facts, failure: entry.failure,
            alternatives: entry.alternatives, tools: entry.message.toolCalls.isEmpty ? [] : state.draft.config.tools,
            isFolded: state.thread.folded.contains(ref), width: maker.width, theme: maker.theme)
        if open.isEmpty, let known = cache[ref], known.key == key { return known.block }
        var block = maker.block(
            for: entry.message, ref: ref, right: factsText(entry, maker.theme), isFolded: key.isFolded)
        if !key.isFolded {
            append(entry, answers: answers, open: open, to: &block, state, maker)
            for (number, other) in entry.alternatives.enumerated() {
                block.append(
                    ThreadRow(StyledText("choice \(number + 2) of \(entry.alternatives.count + 1)", maker.theme[.dim])))
                maker.appendText(other.text, maker.theme[.text], to: &block)
                for call in other.toolCalls { maker.appendCall(call, verdict: "", to: &block) }
            }
            maker.appendEnding(entry.facts, failure: entry.failure, to: &block)
        }
        if open.isEmpty { cache[ref] = (key, block) }
        return block
    }

    private func append(
        _ entry: ThreadEntry, answers: [Message], open: [CallRef], to block: inout ThreadBlock, _ state: AppState,
        _ maker: MessageBlock
    ) {
        for (index, call) in entry.message.toolCalls.enumerated() {
            let ref = CallRef(entry: entry.id, call: index)
            let isOpen = open.contains(ref)
            maker.appendCall(
                call, verdict: verdict(call, ref, isOpen: isOpen, state, maker), to: &block,
                target: isOpen ? .result(ref) : nil)
            if isOpen {
                let hasCursor = state.hasThreadCursor(.result(ref))
                let buffer = state.thread.results[ref] ?? TextBuffer("")
                block.append(
                    .input(
                        buffer.layout(width: max(8, maker.width - 6)), prefix: StyledText("  → ", maker.theme[.tool]),
                        hasCursor: hasCursor, target: .result(ref)))
            } else if let answer = answers.first(where: { $0.toolCallID == call.id }) {
                maker.appendResult(answer, to: &block)
            }
        }
    }

    private func verdict(
        _ call: ToolCall, _ ref: CallRef, isOpen: Bool, _ state: AppState, _ maker: MessageBlock
    ) -> StyledText {
        if let complaint = maker.complaint(about: call, tools: state.draft.config.tools) {
            return StyledText(Sanitiser.oneLine(complaint), maker.theme[.bad]).truncated(to: maker.width / 2)
        }
        guard isOpen else { return StyledText("✓ answered", maker.theme[.good]) }
        let isEmpty = (state.thread.results[ref]?.text ?? "").isEmpty
        return isEmpty ? StyledText("needs a result", maker.theme[.warn]) : StyledText("✓ ready", maker.theme[.good])
    }

    /// The message that is being changed in place.
    private func editing(_ ref: EntryRef, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock? {
        guard state.thread.cursor == .editing(ref), let message = state.message(ref) else { return nil }
        var block = ThreadBlock(ref: ref, bar: maker.style(of: message.role))
        block.append(maker.header(message, right: StyledText("editing · Esc leaves", maker.theme[.dim])))
        let layout = state.thread.editor.layout(width: maker.width - 1)
        block.append(.input(layout, prefix: " ", hasCursor: state.hasThreadCursor(.editing(ref)), target: .entry(ref)))
        for image in message.images { block.append(maker.imageRow(image)) }
        for call in message.toolCalls { maker.appendCall(call, verdict: "", to: &block) }
        return block
    }

    /// The answer under way: only what has come since the last frame is wrapped.
    private func underWay(_ run: ActiveRun, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        let message = run.reply.message
        var block = ThreadBlock(ref: nil, bar: maker.style(of: .assistant))
        let right = StyledText(Sanitiser.oneLine(run.reply.identity.model ?? run.model), maker.theme[.dim])
        block.append(maker.header(message, right: right))
        if let reasoning = message.reasoning { maker.appendText(reasoning, maker.theme[.dim].italic(), to: &block) }
        if case .text(let text)? = message.content.last {
            block.append(
                .text(grown(text, run: run.id, width: maker.width - 2), maker.theme[.text], marksVariables: false))
        }
        if let refusal = message.refusal { maker.appendText(refusal, maker.theme[.warn], to: &block) }
        for call in message.toolCalls { maker.appendCall(call, verdict: "", to: &block) }
        if !run.reply.hasContent { block.append(ThreadRow(StyledText("…", maker.theme[.dim]))) }
        return block
    }

    private func grown(_ text: String, run: Int, width: Int) -> [WrappedLine] {
        let count = text.utf8.count
        if growing?.run != run || growing?.width != width || (growing?.consumed ?? 0) > count {
            growing = (run, width, 0, 0, GrowingWrap(width: width))
        }
        if let consumed = growing?.consumed, consumed < count {
            let start = text.utf8.index(text.startIndex, offsetBy: consumed)
            growing?.wrap.append(String(text[start...]))
            growing?.consumed = count
        }
        return growing?.wrap.lines ?? []
    }

    /// The message being written, at the end of the thread.
    private func composer(_ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        let composer = state.thread.composer
        var block = ThreadBlock(ref: nil, target: .composer, bar: maker.style(of: composer.role))
        block.append(ThreadRow(StyledText(composer.role.rawValue, maker.style(of: composer.role).bold()), indent: 0))
        for image in composer.images { block.append(maker.imageRow(image)) }
        let layout = composer.buffer.layout(width: maker.width - 1)
        block.append(.input(layout, prefix: " ", hasCursor: state.hasThreadCursor(.composer), target: .composer))
        return block
    }

    private func welcome(_ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        var block = ThreadBlock(ref: nil, bar: .plain)
        let run = state.settings.keymap.label(of: "run") ?? "run"
        let popup = state.settings.keymap.label(of: "popup") ?? "palette"
        let name = state.provider.provider?.kind == .simulator ? "the offline simulator answers" : "the model answers"
        for line in [
            "A playground for prompts: \(name), everything is logged.", "type a message, \(run) runs it",
            "\(popup) shows everything",
        ] {
            block.append(ThreadRow(StyledText(line, maker.theme[.dim])))
        }
        return block
    }

    private func factsText(_ entry: ThreadEntry, _ theme: Theme) -> StyledText {
        guard let facts = entry.facts else { return "" }
        var pieces = [Sanitiser.oneLine(facts.model), Readable.seconds(facts.totalMS)]
        if let tokens = facts.completionTokens { pieces.append("\(Readable.count(tokens)) tok") }
        return StyledText(pieces.joined(separator: " · "), theme[.dim])
    }
}

extension AppState {
    /// Whether the terminal's cursor stands in this text of the thread.
    func hasThreadCursor(_ cursor: ThreadPane.Cursor) -> Bool {
        focus == .thread && overlays.isEmpty && thread.cursor == cursor
    }
}
