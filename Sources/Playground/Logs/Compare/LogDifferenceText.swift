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
        case .json(let diff): section("answer", AnswerDiffText.rows(.json(diff), indent: 0, width: width, theme))
        }
    }

    private var calls: [StyledText] {
        guard !difference.answer.calls.isEmpty else { return [] }
        return section("calls", difference.answer.calls.flatMap { AnswerDiffText.rows($0, width: width, theme) })
    }

    private var message: [StyledText] {
        section("message", difference.message.map(sides) ?? [note("the same message")])
    }

    private var inputs: [StyledText] {
        difference.inputs.map { section("variables", AnswerDiffText.rows(.json($0), indent: 0, width: width, theme)) }
            ?? []
    }

    private var config: [StyledText] {
        guard let changes = difference.config else {
            return section("config", [note("a version is no longer stored, so the configs cannot be compared")])
        }
        guard !changes.isEmpty else { return section("config", [note("the same version")]) }
        return section(
            "config",
            changes.flatMap { change in
                StyledWrap.rows(
                    [(change.label, theme[.key]), ("  " + change.event, theme[.text])], width: width, rest: "  ")
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
