import Evaluations
import RequestCore
import TextUI

/// Draws the list of evaluations.
enum EvaluationListView {
    private static func rect(_ state: AppState) -> Rect {
        LayerLayout.versions(state.size, rows: state.grids.listings?.count ?? 1)
    }

    /// The number of visible evaluations.
    static func listHeight(_ state: AppState) -> Int { max(1, rect(state).height - 2) }

    static func draw(_ list: EvaluationList, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let rect = rect(state)
        let listings = list.listings(in: state)
        let position = listings.isEmpty ? "" : "\(list.selection + 1) of \(listings.count)"
        let inside = canvas.layer(rect, title: "Evaluations", right: position, hint: list.filter.isActive ? "" : hint)
        defer { list.filter.draw(in: rect, on: &canvas) }
        if listings.isEmpty {
            let key = state.settings.keymap.label(of: "evaluations.run").map { " Press \($0) to" } ?? " You can"
            let words =
                state.grids.listings == nil
                ? "…"
                : list.filter.isActive
                    ? "nothing matches" : "No evaluations yet.\(key) run the prompts of a file over its rows."
            canvas.row(
                StyledText(words, canvas.theme[.dim]), at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        }
        ListView.draw(count: listings.count, selection: list.selection, in: inside, on: &canvas) { index, theme in
            row(listings[index], state, isMarked: list.marks.contains(listings[index].record.id), theme)
        }
    }

    private static func row(
        _ listing: EvaluationListing, _ state: AppState, isMarked: Bool, _ theme: Theme
    ) -> (left: StyledText, right: StyledText) {
        let record = listing.record
        let offset = state.settings.timeZoneOffset
        let time =
            "\(Day(record.createdAt, offset: offset).withoutYear) "
            + Readable.time(record.createdAt, offset: offset).prefix(5)
        let mark = state.settings.borders == .ascii ? "* " : "• "
        var left = StyledText(isMarked ? mark : "", theme[.accent].bold()).appending(time.padding(to: 14), theme[.dim])
        left.append(Sanitiser.oneLine(prompts(of: record)), theme[.text])
        left.append("  " + dataset(of: record), theme[.dim])
        left.append("  \(record.rows) × \(record.repeats)", theme[.dim])
        left.append("  " + Sanitiser.oneLine(models(of: record)), theme[.accent])
        var right = StyledText()
        let cells = record.cellCount
        if listing.done < cells { right.append("\(listing.done) of \(cells) done  ", theme[.warn]) }
        if listing.checked > 0 {
            let role: Theme.Role = listing.passed == listing.checked ? .good : .text
            right.append("\(listing.passed) of \(listing.checked) pass", theme[role])
        } else {
            right.append("unchecked", theme[.dim])
        }
        return (left, right)
    }

    /// What a filter of the list looks at.
    static func words(of record: EvaluationRecord) -> String {
        "\(prompts(of: record)) \(dataset(of: record)) \(models(of: record))"
    }

    /// The models of the columns, neighbours with the same one together: `A B gpt-4.1-mini, C gpt-4o`.
    private static func models(of record: EvaluationRecord) -> String {
        var groups: [(labels: [String], model: String)] = []
        for column in record.columns {
            if groups.last?.model == column.model {
                groups[groups.count - 1].labels.append(column.label)
            } else {
                groups.append(([column.label], column.model))
            }
        }
        return groups.map { $0.labels.joined(separator: " ") + " " + $0.model }.joined(separator: ", ")
    }

    /// The prompts of the columns, each once.
    private static func prompts(of record: EvaluationRecord) -> String {
        record.columns.map(\.prompt).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            .joined(separator: ", ")
    }

    /// The dataset's file by its name, else the first digits of its id.
    private static func dataset(of record: EvaluationRecord) -> String {
        let path = record.settings.data ?? record.settings.file
        return path?.split(separator: "/").last.map { Sanitiser.oneLine(String($0)) }
            ?? String(record.dataset.prefix(8))
    }
}
