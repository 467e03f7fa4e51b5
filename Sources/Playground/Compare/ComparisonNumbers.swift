import Evaluations
import Prompts
import RequestCore
import TextUI

/// The numbers of a comparison's columns as text: what there is no room for in their heads.
enum ComparisonNumbers {
    /// A block for each column.
    static func text(_ comparison: Comparison, _ draft: Draft) -> String {
        comparison.columns.map { block($0, comparison, draft) }.joined(separator: "\n\n") + "\n"
    }

    private static func block(_ column: ComparedColumn, _ comparison: Comparison, _ draft: Draft) -> String {
        var lines = ["\(column.label)  " + Sanitiser.oneLine(column.recipe.title(draft: draft.unchangedVersion))]
        if let obstacle = column.obstacle {
            return (lines + ["   not sent: " + Sanitiser.oneLine(obstacle)]).joined(separator: "\n")
        }
        let over = column.answers.filter { !$0.isUnderWay }
        guard !over.isEmpty else { return (lines + ["   no answer yet"]).joined(separator: "\n") }
        lines += facts(column, over, comparison).map { "   " + $0.padding(to: 22) + $1 }
        return lines.joined(separator: "\n")
    }

    private static func facts(
        _ column: ComparedColumn, _ over: [ComparedAnswer], _ comparison: Comparison
    ) -> [(String, String)] {
        var facts: [(String, String)] = []
        if let run = column.current?.run {
            facts.append(
                ("answered by", Sanitiser.oneLine("\(run.provider) · \(run.reply.identity.model ?? run.model)")))
        }
        facts.append(("answers", "\(over.count) of \(column.answers.count)"))
        let failed = over.count { $0.run.reply.error != nil }
        if failed > 0 { facts.append(("failed or stopped", "\(failed)")) }
        facts.append(("distinct answers", "\(Set(over.compactMap(\.key)).count)"))
        if let baseline = comparison.baselineColumn?.current?.key, column.label != comparison.baseline {
            let same = over.count { $0.key == baseline }
            facts.append(("as \(comparison.baseline ?? "")'s", "\(same) of \(over.count)"))
        }
        let times = over.compactMap { $0.facts?.totalMS }.sorted()
        if let median = column.medianMS, let longest = times.last {
            let longer = times.count > 1 ? ", longest \(Readable.seconds(longest))" : ""
            facts.append(("time", "p50 \(Readable.seconds(median))\(longer) (nearest rank)"))
        }
        let first = over.compactMap(\.firstMS).sorted()
        if let median = Statistics.percentile(50, ofSorted: first) {
            facts.append(("first token", "p50 \(Readable.seconds(median))"))
        }
        facts.append(("tokens out", column.outputTokens.map(Readable.count) ?? "not known"))
        facts.append(("cost", column.cost.map(Readable.dollars) ?? "not known"))
        return facts
    }
}

extension AppState {
    /// Shows what the columns of the comparison come to.
    mutating func openComparisonNumbers() {
        guard let comparison else { return }
        layers.push(
            Reading(title: "Numbers", content: .program(ComparisonNumbers.text(comparison, draft), language: "")))
    }

    /// Puts the columns of the comparison into the next order.
    mutating func sortComparedColumns() {
        comparison?.sortNext()
        isSessionDirty = true
        switch comparison?.order {
        case .fastest?: say("the fastest column first")
        case .cheapest?: say("the cheapest column first")
        case .added?: say("columns as they were added")
        case nil: break
        }
    }
}
