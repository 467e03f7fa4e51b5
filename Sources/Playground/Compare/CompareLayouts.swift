import Prompts
import RequestCore
import TextUI

/// The answers of a comparison as blocks. Finished ones come from a cache; of those under way, only what has come since the last
/// frame is laid out.
@MainActor package final class CompareLayouts {
    private struct Key: Equatable {
        var answer: Reply
        /// The answer that it is shown as a difference from.
        var baseline: Message?
        var tools: [Tool]
        var width: Int
        var theme: Theme
        var rendersMarkdown: Bool
    }

    private var cache: [Int: (key: Key, block: ThreadBlock)] = [:]
    private var growing: [Int: AnswerUnderWay] = [:]

    package init() {}

    /// The blocks of a column: its answers, those that say the same as one.
    func blocks(of place: Int, _ comparison: Comparison, _ state: AppState, width: Int) -> [ThreadBlock] {
        let column = comparison.columns[place]
        let maker = MessageBlock(
            theme: state.settings.theme, width: width, rendersMarkdown: !state.thread.showsRawText)
        forgetGone(comparison)
        if let obstacle = column.obstacle {
            var block = ThreadBlock(ref: nil, bar: .plain)
            maker.appendText(obstacle, maker.theme[.bad], to: &block)
            return [block]
        }
        let baseline =
            comparison.isDiffing && column.label != comparison.baseline
            ? comparison.baselineColumn?.current.flatMap { $0.canBeTaken ? $0.message : nil } : nil
        let groups = column.groups
        var blocks: [ThreadBlock] = []
        for (index, group) in groups.enumerated() {
            let answer = column.answers[group[0]]
            let block =
                answer.isUnderWay ? underWay(answer, state, maker) : finished(answer, against: baseline, maker)
            let isChosen = index == min(column.choice, groups.count - 1)
            blocks.append(
                column.answers.count == 1 ? block : titled(block, group, answer, isChosen: isChosen, maker))
        }
        return blocks
    }

    /// An answer below its count, such as `3×`, with a mark at the one that is looked at.
    private func titled(
        _ block: ThreadBlock, _ group: [Int], _ answer: ComparedAnswer, isChosen: Bool, _ maker: MessageBlock
    ) -> ThreadBlock {
        var titled = ThreadBlock(ref: nil, bar: .plain)
        let mark = StyledText(isChosen ? "▸ " : "  ", maker.theme[.accent])
        let word = answer.isUnderWay ? "answer \(group[0] + 1)" : "\(group.count)×"
        let time = StyledText(answer.facts.map { Readable.seconds($0.totalMS) } ?? "", maker.theme[.dim])
        titled.append(ThreadRow(mark.appending(word, maker.theme[.dim].bold()), right: time, indent: 0))
        for segment in block.segments { titled.append(segment) }
        return titled
    }

    private func underWay(_ answer: ComparedAnswer, _ state: AppState, _ maker: MessageBlock) -> ThreadBlock {
        var block = ThreadBlock(ref: nil, bar: .plain)
        growing[answer.run.id, default: AnswerUnderWay()].append(
            answer.run, tools: answer.tools, now: state.now, maker, to: &block)
        return block
    }

    private func finished(
        _ answer: ComparedAnswer, against baseline: Message?, _ maker: MessageBlock
    ) -> ThreadBlock {
        let key = Key(
            answer: answer.run.reply, baseline: answer.canBeTaken ? baseline : nil, tools: answer.tools,
            width: maker.width, theme: maker.theme, rendersMarkdown: maker.rendersMarkdown)
        if let known = cache[answer.run.id], known.key == key { return known.block }
        var block = ThreadBlock(ref: nil, bar: .plain)
        if let baseline = key.baseline {
            let diff = AnswerDiff(from: baseline, to: answer.message)
            let rows = AnswerDiffText.rows(diff, width: maker.width - 2, maker.theme)
            block.append(.styled(rows.map { StyledRow($0) }))
        } else {
            append(answer, to: &block, maker)
        }
        growing[answer.run.id] = nil
        cache[answer.run.id] = (key, block)
        return block
    }

    /// Appends an answer as the thread shows it. Its calls are not run, and it says so.
    private func append(_ answer: ComparedAnswer, to block: inout ThreadBlock, _ maker: MessageBlock) {
        for (number, choice) in answer.run.reply.choices.enumerated() {
            if number > 0 {
                let words = "choice \(number + 1) of \(answer.run.reply.choices.count)"
                block.append(ThreadRow(StyledText(words, maker.theme[.dim])))
            }
            maker.appendBody(
                choice.message, answer.facts?.format,
                reasoning: ReasoningFold(answer.facts, isOpen: false), to: &block)
            for call in choice.message.toolCalls.prefix(CallCard.finishedCalls) {
                maker.appendCall(call, verdict: StyledText("not run", maker.theme[.dim]), to: &block, showsAll: false)
                if let fault = call.fault(among: answer.tools) { maker.appendFault(fault.description, to: &block) }
            }
            maker.appendHidden(choice.message.toolCalls.count - CallCard.finishedCalls, "more", to: &block)
            if choice.finishReason?.kind == .stop {
                maker.appendVerdict(choice.message, answer.facts?.format, to: &block)
            }
        }
        let failure = answer.run.reply.error
        maker.appendEmptiness(answer.message, answer.facts, failure: failure, to: &block)
        maker.appendEnding(answer.facts, failure: failure, to: &block)
    }

    /// Forgets the answers that are gone.
    private func forgetGone(_ comparison: Comparison) {
        guard cache.count + growing.count > 2 * comparison.columns.reduce(0, { $0 + $1.answers.count }) else { return }
        let kept = Set(comparison.columns.flatMap { $0.answers.map(\.run.id) })
        cache = cache.filter { kept.contains($0.key) }
        growing = growing.filter { kept.contains($0.key) }
    }
}
