import Logbook
import TextUI

/// The table of groups: its columns, its rows, and what they are sorted by.
enum NumbersTable {
    static func columns(_ grouping: LogGrouping) -> [TableColumn] {
        [
            TableColumn(
                "key", "by \(grouping.rawValue)", width: .flexible(least: 16, most: 40), isFrozen: true, isKept: true),
            TableColumn("runs", "runs", width: .fixed(9), alignment: .right, isKept: true),
            TableColumn("bar", "", width: .flexible(least: 10, most: 30), isDrawn: true),
            TableColumn("errors", "errors", width: .fixed(7), alignment: .right),
            TableColumn("p50", "p50", width: .fixed(7), alignment: .right),
            TableColumn("p95", "p95", width: .fixed(7), alignment: .right),
            TableColumn("cost", "cost", width: .fixed(10), alignment: .right),
            TableColumn("each", "a run", width: .fixed(8), alignment: .right),
            TableColumn("first", "first", width: .fixed(7), alignment: .right),
            TableColumn("in", "tok in", width: .fixed(10), alignment: .right),
            TableColumn("out", "tok out", width: .fixed(9), alignment: .right),
        ]
    }

    /// What a person calls a group.
    static func title(_ group: LogReport.Group, _ grouping: LogGrouping) -> String {
        let key = Sanitiser.oneLine(grouping == .version ? String(group.key.prefix(8)) : group.key)
        return group.title.map { "\(Sanitiser.oneLine($0)) \(key)" } ?? key
    }

    /// The groups by a column; those without a value come last, equal ones stay as they were.
    static func sorted(_ groups: [LogReport.Group], by sort: TableManner.Sort) -> [LogReport.Group] {
        let places = groups.enumerated().map {
            (place: $0.offset, group: $0.element, value: value($0.element, sort.column))
        }
        let ordered = places.sorted { left, right in
            if sort.column == "key" {
                let isBefore = left.group.key < right.group.key
                return left.group.key == right.group.key ? left.place < right.place : isBefore != sort.isDescending
            }
            guard let old = left.value, let new = right.value else {
                return left.value == nil && right.value == nil ? left.place < right.place : left.value != nil
            }
            return old == new ? left.place < right.place : (old < new) != sort.isDescending
        }
        return ordered.map(\.group)
    }

    private static func value(_ group: LogReport.Group, _ column: TableColumn.ID) -> Double? {
        let numbers = group.numbers
        return switch column {
        case "runs", "bar": Double(numbers.runs)
        case "errors": Double(numbers.errors)
        case "p50": numbers.totalMS.p50
        case "p95": numbers.totalMS.p95
        case "cost": numbers.cost?.value
        case "each": numbers.costOfARun
        case "first": numbers.firstTokenMS.p50
        case "in": numbers.promptTokens.map(Double.init)
        case "out": numbers.completionTokens.map(Double.init)
        default: nil
        }
    }
}

/// The rows of the table of groups.
struct NumbersRows: TableRows {
    private let groups: [LogReport.Group]
    private let grouping: LogGrouping
    /// The runs of the largest group.
    private let most: Int
    private let isPlain: Bool

    init(_ groups: [LogReport.Group], _ grouping: LogGrouping, borders: Borders) {
        self.groups = groups
        self.grouping = grouping
        most = groups.map(\.numbers.runs).max() ?? 1
        isPlain = borders == .ascii
    }

    var count: Int { groups.count }

    func cell(_ row: Int, _ column: TableColumn.ID, width: Int, theme: Theme) -> StyledText {
        let numbers = groups[row].numbers
        switch column {
        case "key": return StyledText(NumbersTable.title(groups[row], grouping), theme[.text])
        case "runs": return StyledText(Readable.count(numbers.runs), theme[.text])
        case "bar": return StyledText(bar(numbers.runs, width: width), theme[.accent])
        case "errors": return StyledText(Readable.count(numbers.errors), theme[numbers.errors > 0 ? .bad : .dim])
        case "p50": return figure(numbers.totalMS.p50.map(Readable.seconds), theme)
        case "p95": return figure(numbers.totalMS.p95.map(Readable.seconds), theme)
        case "cost": return figure(NumbersWordsView.cost(numbers), theme)
        case "each": return figure(numbers.costOfARun.map(Readable.dollars), theme)
        case "first": return figure(numbers.firstTokenMS.p50.map(Readable.seconds), theme)
        case "in": return figure(numbers.promptTokens.map(Readable.count), theme)
        case "out": return figure(numbers.completionTokens.map(Readable.count), theme)
        default: return ""
        }
    }

    /// The share of the largest group, in eighths of a cell.
    private func bar(_ count: Int, width: Int) -> String {
        let eighths = max(1, Int((Double(count) / Double(max(1, most)) * Double(width * 8)).rounded()))
        guard !isPlain else { return String(repeating: "=", count: max(1, eighths / 8)) }
        return String(repeating: "█", count: eighths / 8) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    }

    private func figure(_ text: String?, _ theme: Theme) -> StyledText {
        text.map { StyledText($0, theme[.text]) } ?? StyledText("–", theme[.dim])
    }
}
