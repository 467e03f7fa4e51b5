import Evaluations
import RequestCore
import TextUI

/// What the header says while a grid is open: prompts, dataset and size at the left, how far it is and what it costs at the right.
enum GridHeaderView {
    /// - Parameter width: the columns that there are; prompts' names are shortened to fit.
    static func left(_ grid: OpenGrid, _ theme: Theme, width: Int) -> StyledText {
        let record = grid.table.record
        let prompts = record.columns.map(\.prompt).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let path = record.settings.data ?? record.settings.file
        let name = path?.split(separator: "/").last.map { Sanitiser.oneLine(String($0)) + " " } ?? ""
        let title = StyledText(" étude  ", theme[.dim])
        let rest = StyledText("  \(name)\(record.dataset.prefix(8))", theme[.accent])
            .appending(" · \(Readable.count(record.rows)) × \(record.repeats)", theme[.text])
        let names = StyledText(Sanitiser.oneLine(prompts.joined(separator: ", ")), theme[.heading])
        let room = max(HeaderShape.leastName, width - title.width - rest.width)
        return title.appending(names.truncated(to: room)).appending(rest)
    }

    static func right(_ grid: OpenGrid, _ state: AppState, _ theme: Theme) -> StyledText {
        let table = grid.table
        var parts: [StyledText] = []
        if !grid.isWhole { parts.append(StyledText("reading", theme[.dim])) }
        let (answered, all) = (table.answered, table.record.cellCount)
        if answered < all {
            parts.append(StyledText("\(Readable.count(answered)) of \(Readable.count(all))", theme[.text]))
        }
        if table.errors > 0 {
            let word = table.errors == 1 ? "error" : "errors"
            parts.append(StyledText("\(Readable.count(table.errors)) \(word)", theme[.warn]))
        }
        let costs = table.heads.compactMap(\.cost)
        if !costs.isEmpty {
            // A column without a known cost makes the sum a lower bound.
            let bound = costs.count < table.heads.filter { $0.answered > 0 }.count ? "≥ " : ""
            parts.append(StyledText(bound + Readable.dollars(costs.reduce(0, +)), theme[.text]))
        }
        if state.grids.running[grid.id]?.isStopping == true {
            parts.append(StyledText("stopping", theme[.warn]))
        } else if table.sent > 0 {
            parts.append(StyledText("running \(table.sent)", theme[.good]))
        }
        return parts.enumerated().reduce(into: StyledText()) { text, part in
            if part.offset > 0 { text.append("   ") }
            text.append(part.element)
        }
    }
}
