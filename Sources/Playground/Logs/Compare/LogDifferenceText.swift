import Prompts
import RequestCore
import TextUI

/// The lines of a comparison of two logs.
struct LogDifferenceText {
    private let difference: LogDifference
    private let width: Int
    private let theme: Theme
    /// Seconds east of Greenwich.
    private let timeZoneOffset: Int
    /// The columns of the labels.
    private static let labelWidth = 13

    init(_ difference: LogDifference, width: Int, theme: Theme, timeZoneOffset: Int) {
        self.difference = difference
        self.width = width
        self.theme = theme
        self.timeZoneOffset = timeZoneOffset
    }

    var lines: [StyledText] { facts + answer + calls + message + inputs + config }

    // MARK: Facts

    private var facts: [StyledText] {
        let (left, right) = (
            LogFactList(difference.left, timeZoneOffset), LogFactList(difference.right, timeZoneOffset)
        )
        return zip(left.facts, right.facts).compactMap { old, new in
            guard old.value != nil || new.value != nil else { return nil }
            let room = max(6, (width - Self.labelWidth - 2) / 2)
            let style = old.value == new.value ? theme[.text] : theme[.accent]
            return StyledText(old.label, theme[.dim]).padded(to: Self.labelWidth)
                .appending(StyledText(old.value ?? "–", style).truncated(to: room).padded(to: room + 2))
                .appending(StyledText(new.value ?? "–", style).truncated(to: room))
        }
    }

    // MARK: What differs

    private var answer: [StyledText] {
        switch difference.answer.body {
        case nil: section("answer", [note("neither answer has a text")])
        case .words(let diff) where diff.isEmpty: section("answer", [note("the same text")])
        case .words: section("answer", difference.lines.map(sides) ?? [])
        case .json(let diff): section("answer", body(diff, indent: 0))
        }
    }

    private var calls: [StyledText] {
        guard !difference.answer.calls.isEmpty else { return [] }
        return section(
            "calls",
            difference.answer.calls.flatMap { call -> [StyledText] in
                switch call {
                case .both(let name, let body):
                    let head = StyledText("  ƒ " + Sanitiser.oneLine(name), theme[.tool])
                    if body.isEmpty { return [head.appending("  same arguments", theme[.dim])] }
                    switch body {
                    case .json(let diff): return [head] + self.body(diff, indent: 4)
                    case .words(let diff): return [head] + merged(diff)
                    }
                case .removed(let call): return whole("- ", call, theme[.bad])
                case .added(let call): return whole("+ ", call, theme[.good])
                }
            })
    }

    private var message: [StyledText] {
        section("message", difference.message.map(sides) ?? [note("the same message")])
    }

    private var inputs: [StyledText] {
        difference.inputs.map { section("variables", body($0, indent: 0)) } ?? []
    }

    private var config: [StyledText] {
        guard let changes = difference.config else {
            return section("config", [note("a version is no longer stored, so the configs cannot be compared")])
        }
        guard !changes.isEmpty else { return section("config", [note("the same version")]) }
        return section(
            "config",
            changes.flatMap { change in
                let text = Sanitiser.oneLine(change.field) + "  " + Sanitiser.oneLine(change.text)
                let field = Sanitiser.oneLine(change.field).utf8.count
                return TextWrapper.wrap(text, width: width).enumerated().map { index, row in
                    guard index == 0, row.text.utf8.count > field else { return StyledText(row.text, theme[.text]) }
                    let end = row.text.utf8.index(row.text.startIndex, offsetBy: field)
                    return StyledText(String(row.text[..<end]), theme[.key])
                        .appending(String(row.text[end...]), theme[.text])
                }
            })
    }

    // MARK: Pieces

    private func section(_ title: String, _ lines: [StyledText]) -> [StyledText] {
        ["", StyledText(title, theme[.heading])] + lines
    }

    private func note(_ text: String) -> StyledText { StyledText(text, theme[.dim]) }

    /// Both texts beside each other; where that is too narrow, one below the other.
    private func sides(_ diff: TextDiff) -> [StyledText] {
        width < 60
            ? DiffText.lines(diff, width: width, isWhole: true, theme) : SideBySide.lines(diff, width: width, theme)
    }

    private func body(_ diff: JSONDiff, indent: Int) -> [StyledText] {
        diff.lines.flatMap { line -> [StyledText] in
            let style = style(of: line.kind)
            let text = String(repeating: " ", count: indent + 2 * line.depth) + line.text
            let was = line.old.map { "  was " + $0 } ?? ""
            return wrapped(
                TextDiff.sign(line.kind) + " " + Sanitiser.oneLine(text), style, tail: Sanitiser.oneLine(was))
        }
    }

    private func merged(_ diff: WordsDiff) -> [StyledText] {
        diff.lines.map { pieces in
            pieces.reduce(into: StyledText("    ")) { text, piece in
                text.append(Sanitiser.oneLine(piece.text), style(of: piece.kind))
            }
        }
    }

    private func whole(_ sign: String, _ call: ToolCall, _ style: Style) -> [StyledText] {
        wrapped("\(sign)ƒ \(Sanitiser.oneLine(call.name))  \(Sanitiser.oneLine(call.arguments))", style, tail: "")
    }

    private func wrapped(_ text: String, _ style: Style, tail: String) -> [StyledText] {
        var lines = TextWrapper.wrap(text, width: width).map { StyledText($0.text, style) }
        guard !tail.isEmpty else { return lines }
        if let last = lines.last, last.width + DisplayWidth.of(tail) <= width {
            lines[lines.count - 1] = last.appending(tail, theme[.dim])
        } else {
            lines += TextWrapper.wrap("  " + tail, width: width).map { StyledText($0.text, theme[.dim]) }
        }
        return lines
    }

    private func style(of kind: TextDiff.Kind) -> Style {
        switch kind {
        case .same: theme[.dim]
        case .removed: theme[.bad]
        case .added: theme[.good]
        }
    }
}

/// The facts of a log, by label, the same labels for every log.
private struct LogFactList {
    let facts: [(label: String, value: String?)]

    init(_ side: LogDifference.Side, _ offset: Int) {
        let record = side.record
        let figures = LogFacts(record)
        let time = Readable.time(record.createdAt, offset: offset)
        let isOver = record.state != .running
        facts = [
            ("sent", "\(Day(record.createdAt, offset: offset)) \(time)"),
            ("prompt", Sanitiser.oneLine(record.prompt)),
            ("version", (side.version.map { "v\($0.number) " } ?? "") + record.version.short),
            ("provider", Sanitiser.oneLine(record.provider)),
            ("model", Sanitiser.oneLine(record.model)),
            ("answered by", record.reply.identity.model.map(Sanitiser.oneLine)),
            ("state", record.state.rawValue),
            ("finish", record.reply.finishReason.map { Sanitiser.oneLine($0.word) }),
            ("error", record.reply.error.map { Sanitiser.oneLine($0.description) }),
            ("first token", record.timing.firstTokenMS.map(Readable.seconds)),
            ("time", isOver ? Readable.seconds(record.timing.totalMS) : nil),
            ("tokens in", figures.promptTokens.map(Readable.count)),
            ("tokens out", figures.completionTokens.map(Readable.count)),
            ("cost", record.cost.map(Readable.dollars)),
            ("rating", record.feedback?.rawValue),
        ]
    }
}
