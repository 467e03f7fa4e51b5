import Markdown
import Prompts
import RequestCore
import TextUI

/// Makes the blocks of messages: role and facts, text, images, tool calls with their results, and the ending.
struct MessageBlock {
    let theme: Theme
    /// The columns right of the bar.
    let width: Int
    var images = ImagePlan.described
    /// Whether the text of answers is read as Markdown.
    var rendersMarkdown = false

    /// The block of a message that is not being edited.
    ///
    /// - Parameter format: the response format of the request.
    func block(
        for message: Message, ref: EntryRef?, right: StyledText = "", isFolded: Bool = false, isTemplate: Bool = false,
        format: ResponseFormat? = nil, reasoning fold: ReasoningFold = ReasoningFold(isOpen: true)
    ) -> ThreadBlock {
        var block = ThreadBlock(ref: ref, bar: style(of: message.role))
        block.append(header(message, right: right))
        if isFolded {
            let lines = message.text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: true)
            let calls = message.toolCalls.map { "ƒ \($0.name)" }.joined(separator: "  ")
            let isAll = lines.count < 2 && message.toolCalls.isEmpty && message.images.isEmpty
            let summary = Sanitiser.oneLine(lines.first.map(String.init) ?? calls) + (isAll ? "" : " …")
            block.append(ThreadRow(StyledText(summary, theme[.dim])))
            return block
        }
        appendBody(message, format, reasoning: fold, isTemplate: isTemplate, to: &block)
        return block
    }

    /// Appends what a message says: reasoning, text, images and a refusal. Its calls are not among it.
    func appendBody(
        _ message: Message, _ format: ResponseFormat?, reasoning fold: ReasoningFold, isTemplate: Bool = false,
        to block: inout ThreadBlock
    ) {
        if let reasoning = message.reasoning, !reasoning.isEmpty {
            appendReasoning(reasoning, fold, to: &block)
        }
        var images = 0
        for part in message.content {
            if case .text(let text) = part, message.role == .assistant, !isTemplate {
                appendAnswer(text, format, to: &block)
            } else {
                append(part, image: images, to: &block, isTemplate: isTemplate)
            }
            if case .image = part { images += 1 }
        }
        if let refusal = message.refusal {
            block.append(ThreadRow(StyledText("refused:", theme[.warn])))
            appendText(refusal, theme[.warn], to: &block)
        }
    }

    /// Appends the text of an answer: JSON with line breaks, Markdown set for reading, or the text as it is.
    func appendAnswer(_ text: String, _ format: ResponseFormat?, to block: inout ThreadBlock) {
        if StructuredAnswer.isStructured(format) {
            appendStructured(text, to: &block)
        } else if rendersMarkdown, text.utf8.count <= Self.longestMarkdown,
            let blocks = MarkdownParser.blocks(of: text)
        {
            block.append(MarkdownLayout(width: width - 2, theme: theme).page(of: blocks))
        } else {
            appendText(text, theme[.text], to: &block, marksParts: true)
        }
    }

    /// The longest text that is read as Markdown, in bytes; a longer one is shown as it is, which costs only what is
    /// visible.
    static let longestMarkdown = 1 << 20

    private func appendReasoning(_ reasoning: String, _ fold: ReasoningFold, to block: inout ThreadBlock) {
        block.append(ThreadRow(StyledText(fold.title, theme[.dim])))
        if fold.isOpen { appendText(reasoning, theme[.dim].italic(), to: &block) }
    }

    /// Appends the findings about the message.
    func appendFindings(_ findings: [Finding], to block: inout ThreadBlock) {
        for finding in findings {
            let style = FindingListView.style(finding, theme)
            for line in TextWrapper.wrap("! " + Sanitiser.oneLine(finding.text), width: max(8, width - 2)) {
                block.append(ThreadRow(StyledText(line.text, style)))
            }
        }
    }

    func header(_ message: Message, right: StyledText) -> ThreadRow {
        var left = StyledText(message.role.rawValue, style(of: message.role).bold())
        if let name = message.name { left.append(" " + Sanitiser.oneLine(name), theme[.dim]) }
        return ThreadRow(left, right: right, indent: 0)
    }

    func style(of role: Role) -> Style {
        switch role {
        case .system, .developer: theme[.system]
        case .user: theme[.user]
        case .assistant: theme[.assistant]
        case .tool: theme[.tool]
        }
    }

    /// Appends a text as it is.
    ///
    /// - Parameter marksParts: whether the code, tables and JSON in it can be copied by themselves.
    func appendText(
        _ text: String, _ style: Style, to block: inout ThreadBlock, marksVariables: Bool = false,
        marksParts: Bool = false
    ) {
        guard !text.isEmpty else { return }
        let lines = TextWrapper.wrap(text, width: width - 2)
        if marksParts { block.mark(PlainParts.parts(of: text, in: lines)) }
        block.append(.text(lines, style, marksVariables: marksVariables))
    }

    private func append(_ part: ContentPart, image: Int, to block: inout ThreadBlock, isTemplate: Bool) {
        switch part {
        case .text(let text): appendText(text, theme[.text], to: &block, marksVariables: isTemplate, marksParts: true)
        case .image(let part): append(part, at: block.ref.map { (.message($0), image) }, to: &block)
        case .other(let value): appendText(value.compact, theme[.dim], to: &block)
        }
    }

    /// Appends the description of an image, and below it the image or the reason why it is not shown.
    ///
    /// - Parameter spot: its place, for a click on the description.
    func append(_ image: ImagePart, at spot: (place: ImagePlace, index: Int)? = nil, to block: inout ThreadBlock) {
        var row = imageRow(image)
        row.target = spot.map { .image($0.place, $0.index) }
        if image.hasAddress { block.mark(.image(image.url)) }
        block.append(row)
        if let key = images.key(of: image, width: width - 4) { block.append(.image(key)) }
        if let reason = images.failure(of: image, width: width - 4) {
            for line in TextWrapper.wrap(Sanitiser.oneLine(reason), width: max(8, width - 4)) {
                block.append(ThreadRow(StyledText(line.text, theme[.dim]), indent: 3))
            }
        }
    }

    func imageRow(_ image: ImagePart) -> ThreadRow {
        var row = ThreadRow(
            StyledText("▣ ", theme[.accent]).appending(images.description(of: image), theme[.text]),
            right: StyledText(images.facts(of: image), theme[.dim]))
        row.fetches = images.fetches(image) ? image.url : nil
        return row
    }

    /// Appends why an answer shows nothing.
    func appendEmptiness(_ message: Message, _ facts: AnswerFacts?, failure: RunError?, to block: inout ThreadBlock) {
        guard message.role == .assistant, let facts, failure == nil,
            let emptiness = EmptyAnswer(message, finish: facts.finishReason)
        else { return }
        appendNote(emptiness.words, to: &block)
    }

    /// Appends how an answer ended, if that needs a word.
    func appendEnding(_ facts: AnswerFacts?, failure: RunError?, to block: inout ThreadBlock) {
        if let failure {
            appendFailure(failure, to: &block)
        } else if let reason = facts?.finishReason {
            if let notice = reason.notice { appendNote(Sanitiser.oneLine(notice), to: &block) }
        } else if facts?.isIncomplete == true {
            appendNote("incomplete: the answer ended without a finish", to: &block)
        }
    }

    private func appendNote(_ text: String, to block: inout ThreadBlock) { appendText(text, theme[.warn], to: &block) }

    /// Appends what failed, the server's words, and what to do next.
    private func appendFailure(_ failure: RunError, to block: inout ThreadBlock) {
        if failure.kind == .cancelled || failure.isInterruption {
            let isEmpty = block.height < 2
            let what = failure.isInterruption ? "Interrupted: the process ended." : "Stopped."
            appendNote(what + (isEmpty ? " Nothing had arrived." : " The partial answer was kept."), to: &block)
            return
        }
        let title = "failed" + (failure.failingStatus.map { " \($0)" } ?? "") + "  \(failure.kind.rawValue)"
        block.append(ThreadRow(StyledText(title, theme[.bad].bold())))
        appendText(failure.message, theme[.bad], to: &block)
        appendText(failure.advice, theme[.dim], to: &block)
    }
}
