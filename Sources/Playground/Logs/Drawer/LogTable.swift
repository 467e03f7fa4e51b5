import Logbook
import RequestCore
import TextUI

/// The columns of the log list. As the width shrinks, they disappear from the right, the answer last; time, model and message stay,
/// and become narrow.
enum LogTable {
    static let columns = [
        TableColumn("time", "time", "when it was sent", width: .fixed(8), isKept: true, narrowest: 8),
        TableColumn("prompt", "prompt", "its prompt", width: .fixed(12), isShown: false),
        TableColumn("provider", "provider", "who was asked", width: .fixed(10), isShown: false),
        TableColumn(
            "model", "model", "as requested", width: .flexible(least: 13, most: 24), isKept: true, narrowest: 8),
        TableColumn("version", "version", "the version's number", width: .fixed(7)),
        TableColumn("source", "source", "what asked for it", width: .fixed(10), isShown: false),
        TableColumn(
            "message", "message", "the person's last message", width: .flexible(least: 24, share: 3), isKept: true,
            narrowest: 10),
        TableColumn("answer", "answer", "its first words", width: .flexible(least: 16, share: 3), isKept: true),
        TableColumn("calls", "calls", "tool calls in the answer", width: .fixed(5)),
        TableColumn("status", "status", "the HTTP status", width: .fixed(6), alignment: .right, isShown: false),
        TableColumn("first", "first", "until the first piece", width: .fixed(7), alignment: .right, isShown: false),
        TableColumn("total", "time", "until the end", width: .fixed(7), alignment: .right),
        TableColumn("tokens", "tok", "prompt and answer together", width: .fixed(6), alignment: .right),
        TableColumn("cost", "cost", "in dollars", width: .fixed(8), alignment: .right),
    ]

    /// The logs by a column; those without a value come last, equal ones stay as they were.
    static func sorted(_ logs: [LogSummary], by sort: TableManner.Sort) -> [LogSummary] {
        if sort.column == "version" { return sortedByVersion(logs, isDescending: sort.isDescending) }
        if let text = text(sort.column) { return sorted(logs, isDescending: sort.isDescending, by: text) }
        return logs.enumerated().sorted { left, right in
            let (old, new) = (number(left.element, sort.column), number(right.element, sort.column))
            guard let old, let new, old != new else {
                return (old == nil) == (new == nil) ? left.offset < right.offset : old != nil
            }
            return (old < new) != sort.isDescending
        }.map(\.element)
    }

    /// By number, and the versions without one behind them by the beginning of their hash, which is shown for it.
    private static func sortedByVersion(_ logs: [LogSummary], isDescending: Bool) -> [LogSummary] {
        let numbered = logs.filter { $0.versionNumber != nil }
        let others = logs.filter { $0.versionNumber == nil }
        return sorted(numbered, isDescending: isDescending) { $0.versionNumber ?? 0 }
            + sorted(others, isDescending: isDescending, by: \.version.short)
    }

    /// Equal ones stay as they were.
    private static func sorted<Key: Comparable>(
        _ logs: [LogSummary], isDescending: Bool, by key: (LogSummary) -> Key
    ) -> [LogSummary] {
        logs.enumerated().sorted { left, right in
            let (old, new) = (key(left.element), key(right.element))
            return old == new ? left.offset < right.offset : (old < new) != isDescending
        }.map(\.element)
    }

    /// The order in which the store has all logs by a column; nil where only loaded ones can be sorted.
    static func order(_ sort: TableManner.Sort) -> LogOrder? {
        let field: LogOrder.Field? =
            switch sort.column {
            case "time": .time
            case "first": .first
            case "total": .total
            case "tokens": .tokens
            case "cost": .cost
            default: nil
            }
        return field.map { LogOrder($0, isDescending: sort.isDescending) }
    }

    /// What the logs have in a column of words; nil for a column of figures.
    private static func text(_ column: TableColumn.ID) -> ((LogSummary) -> String)? {
        switch column {
        case "prompt": { $0.prompt }
        case "provider": { $0.provider }
        case "model": { $0.model }
        case "message": { $0.message }
        case "answer": { $0.answer }
        case "source": { $0.source?.rawValue ?? "" }
        default: nil
        }
    }

    private static func number(_ log: LogSummary, _ column: TableColumn.ID) -> Double? {
        switch column {
        case "time": log.createdAt.timeIntervalSince1970
        case "calls": Double(log.toolCallCount)
        case "status": log.status.map(Double.init)
        case "first": log.firstTokenMS
        case "total": log.totalMS
        case "tokens": log.totalTokens.map(Double.init)
        case "cost": log.cost
        default: nil
        }
    }

    /// Whether a column has its largest value first at first. The time begins with the oldest: the newest is first anyway.
    static func sortsDescending(_ column: TableColumn) -> Bool {
        switch column.id {
        case "version", "calls": true
        default: column.alignment == .right
        }
    }
}

/// The rows of the log list.
struct LogRows: TableRows {
    private let rows: [LogSummary]
    private let marks: TableMarks<String>
    /// Seconds east of Greenwich.
    private let offset: Int
    private let today: Day
    /// The prompt whose name does not stand in the messages.
    private let prompt: String
    private let showsPrompt: Bool
    private let isPlain: Bool

    init(_ state: AppState) {
        rows = state.logs.rows
        marks = state.logs.marks
        offset = state.settings.timeZoneOffset
        today = state.today
        prompt = state.draft.name
        showsPrompt = state.logs.manner.shown(LogTable.columns).contains { $0.id == "prompt" }
        isPlain = state.settings.borders == .ascii
    }

    var count: Int { rows.count }

    func isMarked(_ row: Int) -> Bool { marks.contains(rows[row].id) }

    func sign(_ row: Int, theme: Theme) -> StyledText? {
        rows[row].feedback.map { $0 == .good ? StyledText("+", theme[.good]) : StyledText("-", theme[.bad]) }
    }

    func cell(_ row: Int, _ column: TableColumn.ID, width: Int, theme: Theme) -> StyledText {
        let log = rows[row]
        return switch column {
        case "time": StyledText(moment(log), theme[.text])
        case "prompt": StyledText(Sanitiser.oneLine(log.prompt), theme[.text])
        case "provider": StyledText(Sanitiser.oneLine(log.provider), theme[.text])
        case "model": StyledText(Sanitiser.oneLine(log.model), theme[.text])
        case "version": StyledText(log.versionNumber.map { "v\($0)" } ?? log.version.short, theme[.dim])
        case "source": StyledText(log.source?.rawValue ?? "–", theme[.dim])
        case "message": message(row, width: width, theme)
        case "answer":
            answer(log, theme)
        case "calls": log.toolCallCount > 0 ? StyledText("ƒ \(log.toolCallCount)", theme[.tool]) : ""
        case "status": figure(log.status.map(String.init), theme)
        case "first": figure(log.firstTokenMS.map(Readable.seconds), theme)
        case "total": total(log, theme)
        case "tokens": figure(log.totalTokens.map(Self.tokens), theme)
        case "cost": figure(log.cost.map(Readable.dollars), theme)
        default: ""
        }
    }

    /// `400  bad_request: the provider's words`; nil for a log of an answer.
    func remark(_ row: Int, theme: Theme) -> TableRemark? {
        let log = rows[row]
        let words: StyledText
        switch log.state {
        case .running where log.answer.isEmpty: words = StyledText("running", theme[.accent])
        case .cancelled where log.answer.isEmpty: words = StyledText("stopped", theme[.warn])
        case .running, .cancelled: return nil
        case .finished where log.error == nil:
            guard let emptiness = log.emptiness else { return nil }
            words = StyledText(emptiness.shortWords, theme[.warn])
        case .finished, .failed: words = Self.complaint(log, theme)
        }
        return TableRemark(words, after: "message")
    }

    private static func complaint(_ log: LogSummary, _ theme: Theme) -> StyledText {
        var words = Sanitiser.oneLine(log.error ?? "failed")
        guard let status = log.status, status >= 400 else { return StyledText(words, theme[.bad]) }
        if let repeated = words.firstRange(of: " \(status):") { words.replaceSubrange(repeated, with: ":") }
        return StyledText("\(status)  \(words)", theme[.bad])
    }

    /// The time of day, or the day if it is not today.
    private func moment(_ log: LogSummary) -> String {
        let day = Day(log.createdAt, offset: offset)
        return day == today ? Readable.time(log.createdAt, offset: offset) : day.withoutYear
    }

    /// The cells from which a message shares them with the name of its prompt.
    private static let leastPrompted = 24

    /// The person's message, after the prompt's name if that is not the draft's and there is room; for the earlier rounds of a run,
    /// their number.
    private func message(_ row: Int, width: Int, _ theme: Theme) -> StyledText {
        let log = rows[row]
        let place = RunGroups.place(of: row, in: rows)
        if place != .first {
            let branch = isPlain ? "- " : place == .last ? "└ " : "├ "
            return StyledText(branch, theme[.border]).appending("round \(log.ordinal + 1)", theme[.dim])
        }
        var text = StyledText()
        if log.prompt != prompt, !showsPrompt, width >= Self.leastPrompted {
            text.append(DisplayWidth.truncating(Sanitiser.oneLine(log.prompt), to: 12) + ": ", theme[.dim])
        }
        return text.appending(Sanitiser.oneLine(log.message), theme[.text])
    }

    private func answer(_ log: LogSummary, _ theme: Theme) -> StyledText {
        guard log.answer.isEmpty else { return StyledText(Sanitiser.oneLine(log.answer), theme[.text]) }
        guard let calls = log.callCount, log.state != .running else { return StyledText("–", theme[.dim]) }
        return StyledText("ƒ " + calls, theme[.dim])
    }

    private func total(_ log: LogSummary, _ theme: Theme) -> StyledText {
        switch log.state {
        case .running: StyledText("running", theme[.accent])
        case .cancelled: StyledText("stopped", theme[.warn])
        case .finished, .failed: StyledText(Readable.seconds(log.totalMS), theme[.text])
        }
    }

    private func figure(_ text: String?, _ theme: Theme) -> StyledText {
        text.map { StyledText($0, theme[.text]) } ?? StyledText("–", theme[.dim])
    }

    private static func tokens(_ count: Int) -> String {
        count < 100_000 ? Readable.count(count) : "\(Readable.count(count / 1000)) k"
    }
}
