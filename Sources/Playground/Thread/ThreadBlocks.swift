import JSON
import Prompts
import RequestCore
import TextUI

/// The whole thread as blocks, from top to bottom. Finished messages come from a cache; only what changes is laid out
/// again.
@MainActor package final class ThreadBlocks {
    private struct Key: Equatable {
        var message: Message
        var answers: [Message?]
        var facts: AnswerFacts?
        var failure: RunError?
        var alternatives: [Message]
        var branch: String?
        var tools: [Tool]
        var findings: [Finding]
        var isFolded: Bool
        var showsAll: Bool
        var width: Int
        var theme: Theme
        var images: ImagePlan
        var rendersMarkdown: Bool
    }

    private var cache: [EntryRef: (key: Key, block: ThreadBlock)] = [:]
    private let finder = ThreadFinder()
    private var findings: [EntryRef: [Finding]] = [:]
    /// The verdicts of schemas on calls that wait for results, which are drawn at every key.
    private var verdicts: [ToolCall: (tools: [Tool], complaint: String?)] = [:]
    private var growing = AnswerUnderWay()
    /// The answers of a comparison.
    let compared = CompareLayouts()

    package init() {}

    /// All blocks.
    ///
    /// - Parameter width: columns right of the bar.
    func blocks(of state: AppState, width: Int) -> [ThreadBlock] {
        lay(out: state, width: width) { refs, block, tail in refs.map(block) + tail }
    }

    /// Lays out a part of the thread, and forgets what has not been needed for long.
    ///
    /// - Parameter choose: gets the messages, what makes the block of one, and the blocks that follow all messages.
    func lay<Part>(
        out state: AppState, width: Int,
        _ choose: (_ refs: SelectableEntries, _ block: (EntryRef) -> ThreadBlock, _ tail: [ThreadBlock]) -> Part
    ) -> Part {
        let maker = maker(for: state, width: width)
        findings = state.findingsByMessage
        var used: Set<EntryRef> = []
        var refs = state.selectableEntries
        refs = SelectableEntries(hasSystemRow: false, templateCount: refs.templateCount, tree: refs.tree)
        let part = choose(
            refs,
            { ref in
                used.insert(ref)
                return block(of: ref, state, maker)
            }, tail(of: state, isEmpty: refs.isEmpty, maker))
        if cache.count > used.count + Self.keptBlocks { cache = cache.filter { used.contains($0.key) } }
        return part
    }

    /// How many blocks are kept besides those of the last frame, so that scrolling there and back lays out nothing twice.
    private static let keptBlocks = 500

    private func block(of ref: EntryRef, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        if let block = editing(ref, state, maker) { return block }
        switch ref {
        case .template(let index): return finished(ref, state.draft.config.template[index], state, maker)
        case .entry(let id):
            return state.thread.index(of: id).map { finished(ref, $0, state, maker) }
                ?? ThreadBlock(ref: ref, bar: .plain)
        case .system: return systemRow(state, maker)
        }
    }

    /// What follows the messages: the answer under way, a word of welcome, and the message being written.
    private func tail(of state: AppState, isEmpty: Bool, _ maker: MessageBlock) -> [ThreadBlock] {
        var blocks: [ThreadBlock] = []
        if let run = state.run { blocks.append(underWay(run, state, maker)) }
        let isEmpty = isEmpty && blocks.isEmpty
        if isEmpty, state.showsSystemRow { blocks.append(systemRow(state, maker)) }
        if isEmpty, state.thread.composer.isEmpty { blocks.append(welcome(state, maker)) }
        blocks.append(composer(state, maker))
        return blocks
    }

    private func maker(for state: AppState, width: Int) -> MessageBlock {
        MessageBlock(
            theme: state.settings.theme, width: width, images: state.imagePlan,
            rendersMarkdown: !state.thread.showsRawText)
    }

    /// What a search has found so far; nil without a search.
    func found(
        in state: AppState, width: Int, _ refs: SelectableEntries, tail: [ThreadBlock]
    ) -> (matches: ThreadMatches, block: (EntryRef) -> ThreadBlock)? {
        guard let search = state.thread.search else {
            finder.end()
            return nil
        }
        var open = state
        open.thread.search?.opensAll = true
        let maker = maker(for: state, width: width)
        let block = { [open] in self.block(of: $0, open, maker) }
        return (finder.find(search, in: state, width: width, refs, tail: tail, block), block)
    }

    private func finished(_ ref: EntryRef, _ message: Message, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock
    {
        let key = Key(
            message: message, answers: [], alternatives: [], tools: [], findings: findings[ref] ?? [],
            isFolded: state.thread.isFolded(ref), showsAll: state.thread.isWhole(ref),
            width: maker.width, theme: maker.theme, images: maker.images,
            rendersMarkdown: maker.rendersMarkdown)
        if let known = cache[ref], known.key == key { return known.block }
        let right = StyledText("template", maker.theme[.dim])
        var block = maker.block(for: message, ref: ref, right: right, isFolded: key.isFolded, isTemplate: true)
        maker.appendFindings(key.findings, to: &block)
        cache[ref] = (key, block)
        return block
    }

    private func finished(_ ref: EntryRef, _ index: Int, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        let entry = state.thread.entries[index]
        let open = state.thread.openCalls(at: index)
        let answers = entry.message.toolCalls.isEmpty ? [] : state.thread.answers(toCallsAt: index)
        let key = Key(
            message: entry.message, answers: answers, facts: entry.facts, failure: entry.failure,
            alternatives: entry.alternatives, branch: state.branchMark(atPlace: index),
            tools: entry.message.toolCalls.isEmpty ? [] : state.draft.config.tools,
            findings: findings[ref] ?? [], isFolded: state.thread.isFolded(ref),
            showsAll: state.thread.isWhole(ref), width: maker.width, theme: maker.theme,
            images: maker.images, rendersMarkdown: maker.rendersMarkdown)
        if open.isEmpty, let known = cache[ref], known.key == key { return known.block }
        var block = maker.block(
            for: entry.message, ref: ref, right: factsText(entry, key.branch, maker), isFolded: key.isFolded,
            format: entry.facts?.format, reasoning: ReasoningFold(entry.facts, isOpen: key.showsAll))
        if !key.isFolded {
            append(entry, answers: answers, open: open, showsAll: key.showsAll, to: &block, state, maker)
            // The end of an answer that was cut off says more than any schema.
            if entry.facts?.finishReason?.kind == .stop {
                maker.appendVerdict(
                    entry.message, entry.facts?.format, hint: state.settings.keymap.label(of: "thread.askAgain"),
                    to: &block)
            }
            for (number, other) in entry.alternatives.enumerated() {
                block.append(
                    ThreadRow(StyledText("choice \(number + 2) of \(entry.alternatives.count + 1)", maker.theme[.dim])))
                maker.appendAnswer(other.text, entry.facts?.format, to: &block)
                for call in other.toolCalls.prefix(CallCard.finishedCalls) {
                    maker.appendCall(call, verdict: "", to: &block, showsAll: key.showsAll)
                }
                maker.appendHidden(other.toolCalls.count - CallCard.finishedCalls, "more", to: &block)
                maker.appendVerdict(other, entry.facts?.format, to: &block)
            }
            maker.appendEmptiness(entry.message, entry.facts, failure: entry.failure, to: &block)
            maker.appendEnding(entry.facts, failure: entry.failure, to: &block)
        }
        maker.appendFindings(key.findings, to: &block)
        if open.isEmpty { cache[ref] = (key, block) }
        return block
    }

    private func append(
        _ entry: ThreadEntry, answers: [Message?], open: [CallRef], showsAll: Bool, to block: inout ThreadBlock,
        _ state: AppState, _ maker: MessageBlock
    ) {
        let calls = entry.message.toolCalls
        let shown = CallCard.shown(of: calls.count, with: state.thread.cursor.call(of: entry.id))
        let stillOpen = Set(open)
        let index = state.thread.index(of: entry.id)
        let results = index.map { state.thread.machineResults(toCallsAt: $0) } ?? []
        for index in shown {
            let call = calls[index]
            let ref = CallRef(entry: entry.id, call: index)
            let isOpen = stillOpen.contains(ref)
            let result = results.indices.contains(index) ? results[index] : nil
            maker.appendCall(
                call, verdict: verdict(call, ref, isOpen: isOpen, result, state, maker), to: &block,
                target: isOpen ? .result(ref) : nil, showsAll: showsAll)
            if let complaint = complaint(about: call, state.draft.config.tools) {
                let key = isOpen ? state.settings.keymap.label(of: "thread.askAgain") : nil
                maker.appendFault(complaint + (key.map { " · \($0) asks again" } ?? ""), to: &block)
            }
            if isOpen {
                let hasCursor = state.hasThreadCursor(.result(ref))
                let buffer = state.thread.results[ref] ?? TextBuffer("")
                block.append(
                    .input(
                        buffer.layout(width: max(8, maker.width - 7)), prefix: StyledText("   → ", maker.theme[.tool]),
                        hasCursor: hasCursor, target: .result(ref)))
            } else if let answer = answers[index] {
                maker.appendResult(answer, showsAll: showsAll, to: &block)
            }
        }
        maker.appendHidden(calls.count - shown.count, "more", to: &block)
    }

    private func complaint(about call: ToolCall, _ tools: [Tool]) -> String? {
        if let known = verdicts[call], known.tools == tools { return known.complaint }
        if verdicts.count > 200 { verdicts = [:] }
        let complaint = call.fault(among: tools)?.description
        verdicts[call] = (tools, complaint)
        return complaint
    }

    private func verdict(
        _ call: ToolCall, _ ref: CallRef, isOpen: Bool, _ result: ToolResult?, _ state: AppState, _ maker: MessageBlock
    ) -> StyledText {
        guard isOpen else {
            return result.map { verdict(of: $0, maker) } ?? StyledText("✓ answered", maker.theme[.good])
        }
        if let start = state.answering.started[ref] {
            return StyledText("running \(Readable.seconds((state.now - start) * 1000))", maker.theme[.accent])
        }
        if state.thread.isMissing(ref) {
            let key = state.settings.keymap.label(of: "tools.answer")
            let hint = state.answerer(of: call) == nil ? nil : key.map { " · \($0) runs it" }
            return StyledText("needs a result" + (hint ?? ""), maker.theme[.warn])
        }
        guard let result = state.answering.results[ref], result.text == state.thread.results[ref]?.text else {
            let text = state.thread.results[ref]?.text ?? ""
            if (try? JSONValue(parsing: text)) != nil { return StyledText("✓ ready", maker.theme[.good]) }
            // A text is a result as good as any, but not JSON with a slip of the finger in it.
            return text.hasPrefix("{") || text.looksLikeJSON
                ? StyledText("ready, but not JSON", maker.theme[.warn])
                : StyledText("ready as text", maker.theme[.text])
        }
        return verdict(of: result, maker)
    }

    /// `✓ 0.2 s`, or what went wrong.
    private func verdict(of result: ToolResult, _ maker: MessageBlock) -> StyledText {
        let seconds = Readable.seconds(result.seconds * 1000)
        if result.isError {
            let words = Sanitiser.oneLine(result.detail.split(separator: "\n").first.map(String.init) ?? "failed")
            return StyledText("✗ \(words) \(seconds)", maker.theme[.bad])
        }
        let isQuick = result.source == .mock || result.source == .replay
        return StyledText("✓ " + (isQuick ? result.source.word : seconds), maker.theme[.good])
    }

    /// The block of the message that is being edited in place.
    private func editing(_ ref: EntryRef, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock? {
        guard state.thread.cursor == .editing(ref), let message = state.message(ref) else { return nil }
        var block = ThreadBlock(ref: ref, bar: maker.style(of: message.role))
        block.append(maker.header(message, right: StyledText("editing · Esc close", maker.theme[.dim])))
        let layout = state.thread.editor.layout(width: maker.width - 1)
        block.append(.input(layout, prefix: " ", hasCursor: state.hasThreadCursor(.editing(ref)), target: .entry(ref)))
        for (index, image) in message.images.enumerated() {
            maker.append(image, at: (.message(ref), index), to: &block)
        }
        for call in message.toolCalls.prefix(CallCard.finishedCalls) {
            maker.appendCall(call, verdict: "", to: &block)
        }
        maker.appendHidden(message.toolCalls.count - CallCard.finishedCalls, "more", to: &block)
        return block
    }

    /// The block of the answer under way.
    private func underWay(_ run: ActiveRun, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        var block = ThreadBlock(ref: nil, bar: maker.style(of: .assistant))
        let right = StyledText(Sanitiser.oneLine(run.reply.identity.model ?? run.model), maker.theme[.dim])
        block.append(maker.header(run.reply.message, right: right))
        growing.append(run, tools: state.draft.config.tools, now: state.now, maker, to: &block)
        return block
    }

    /// The block of the message being written, at the end of the thread.
    private func composer(_ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        let composer = state.thread.composer
        var block = ThreadBlock(ref: nil, target: .composer, bar: maker.style(of: composer.role))
        let role = StyledText(composer.role.rawValue, maker.style(of: composer.role).bold())
        let branches = StyledText(state.branchesBelow ?? "", maker.theme[.dim])
        block.append(ThreadRow(role, right: branches, indent: 0))
        for (index, image) in composer.images.enumerated() {
            maker.append(image, at: (.composer, index), to: &block)
        }
        let layout = composer.buffer.layout(width: maker.width - 1)
        block.append(.input(layout, prefix: " ", hasCursor: state.hasThreadCursor(.composer), target: .composer))
        return block
    }

    /// The dim row of the system message that is still to be written.
    private func systemRow(_ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        var block = ThreadBlock(ref: .system, bar: maker.theme[.dim])
        let hint = "\(state.label("thread.edit")) writes it · \(state.label("template.system"))"
        block.append(
            ThreadRow(
                StyledText(Role.system.rawValue, maker.theme[.dim]), right: StyledText(hint, maker.theme[.dim]),
                indent: 0))
        return block
    }

    private func welcome(_ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        var block = ThreadBlock(ref: nil, bar: .plain)
        let run = state.settings.keymap.label(of: "run") ?? "run"
        let popup = state.settings.keymap.label(of: "popup") ?? "palette"
        let name = state.provider.provider?.kind == .simulator ? "the offline simulator answers" : "the model answers"
        var lines = [
            "A playground for prompts: \(name), and everything is logged.", "type a message, \(run) runs it",
            "\(popup) shows everything",
        ]
        let ready = state.settings.readyProviders
        if state.provider.provider?.kind == .simulator, let first = ready.first {
            let isOne = ready.count == 1
            lines.append(
                "\(ready.joined(separator: ", ")) \(isOne ? "has its key" : "have their keys") and can be used: "
                    + "provider in the config pane, or --provider \(first)")
        }
        for line in lines.flatMap({ TextWrapper.wrap($0, width: max(8, maker.width - 2)) }) {
            block.append(ThreadRow(StyledText(line.text, maker.theme[.dim])))
        }
        return block
    }

    /// Branch, model, time and tokens of an answer; without room for all, the model's name is shortened.
    private func factsText(_ entry: ThreadEntry, _ branch: String?, _ maker: MessageBlock) -> StyledText {
        let theme = maker.theme
        let before = StyledText(branch ?? "", theme[.accent])
        guard let facts = entry.facts else { return before }
        var pieces = [Readable.seconds(facts.totalMS)]
        if let tokens = facts.usage?.output { pieces.append("\(Readable.count(tokens)) tok") }
        let after = pieces.joined(separator: " · ")
        let taken = maker.header(entry.message, right: "").left.width + before.width + DisplayWidth.of(after)
        let model = DisplayWidth.truncating(Sanitiser.oneLine(facts.model), to: max(0, maker.width - taken - 8))
        return before.appending(
            ([branch == nil ? [] : [""], model.isEmpty ? [] : [model], [after]].joined()).joined(separator: " · "),
            theme[.dim])
    }
}

extension AppState {
    /// Whether the terminal's cursor is in this text of the thread.
    func hasThreadCursor(_ cursor: ThreadPane.Cursor) -> Bool {
        focus == .thread && layers.isEmpty && thread.cursor == cursor
    }
}
