import Markdown
import Prompts
import RequestCore
import TextUI

/// An answer that is arriving, laid out as it grows: only what has come since the last frame is wrapped.
struct AnswerUnderWay {
    private var text = GrowingText()
    private var markdown = GrowingAnswer()
    private var reasoning = GrowingText()

    /// Appends what has arrived: reasoning, text, a refusal and calls.
    ///
    /// - Parameter tools: the tools that were offered, whose schemas the calls are held against.
    mutating func append(
        _ run: ActiveRun, tools: [Tool], now: Double, _ maker: MessageBlock, to block: inout ThreadBlock
    ) {
        let message = run.reply.message
        if let words = message.reasoning {
            let fold = ReasoningFold(run, now: now)
            block.append(ThreadRow(StyledText(fold.title, maker.theme[.dim])))
            if fold.isOpen {
                let lines = reasoning.lines(words, run: run.id, width: maker.width - 2)
                block.append(.text(lines, maker.theme[.dim].italic(), marksVariables: false))
            }
        }
        if case .text(let words)? = message.content.last {
            appendStreamed(words, run, maker, to: &block)
        }
        if let refusal = message.refusal { maker.appendText(refusal, maker.theme[.warn], to: &block) }
        let calls = message.toolCalls
        maker.appendHidden(calls.count - CallCard.streamedCalls, "above", to: &block)
        for call in calls.suffix(CallCard.streamedCalls) {
            maker.appendStreamed(call, fault: call.fault(soFar: tools), to: &block)
        }
        if !run.reply.hasContent { block.append(ThreadRow(StyledText("…", maker.theme[.dim]))) }
    }

    /// Appends the text so far; JSON is closed as it is and followed by its lasting faults.
    private mutating func appendStreamed(
        _ words: String, _ run: ActiveRun, _ maker: MessageBlock, to block: inout ThreadBlock
    ) {
        if StructuredAnswer.isStructured(run.format), let pretty = StructuredAnswer.streamed(words) {
            maker.appendText(pretty, maker.theme[.text], to: &block)
        } else if maker.rendersMarkdown, MarkdownParser.isAvailable,
            words.utf8.count <= MessageBlock.longestMarkdown
        {
            markdown.update(words, run: run.id, width: maker.width - 2, theme: maker.theme)
            block.append(.styled(markdown.closedRows))
            block.append(.styled(markdown.openRows))
        } else {
            let lines = text.lines(words, run: run.id, width: maker.width - 2)
            block.append(.text(lines, maker.theme[.text], marksVariables: false))
        }
        guard let fault = run.format?.fault(soFar: words) else { return }
        block.append(ThreadRow(StyledText("✗ " + Sanitiser.oneLine(fault.description), maker.theme[.bad])))
    }
}
