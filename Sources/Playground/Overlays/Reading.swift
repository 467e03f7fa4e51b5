import Prompts
import RequestCore
import TextUI

/// Something to read: the difference of two versions, the deployments so far, the prompt as a program.
package struct Reading: Sendable {
    enum Content: Sendable {
        case difference(ConfigDiff)
        case history([Deployment])
        case program(String)
        /// The difference of the draft and its file, and whether the draft has changes of its own.
        case disk(TextDiff, losesChanges: Bool)
    }

    let title: String
    let content: Content
    /// The line at the top of the view.
    var top = 0
    /// Whether all lines are shown, not only those near a change.
    var isWhole = false

    func page(_ state: AppState) -> TextPage {
        TextPage(state.size) { width in
            lines(width: width, timeZoneOffset: state.settings.timeZoneOffset, state.settings.theme)
        }
    }

    /// The keys for the lower border.
    private var hint: String {
        switch content {
        case .difference: "j k scroll   w whole text   y copy   q back"
        case .program: "j k scroll   y copy   q back"
        case .disk: "Enter take it   j k scroll   w whole text   y copy   Esc leave"
        case .history: "j k scroll   q back"
        }
    }

    func draw(_ state: AppState, on canvas: inout Canvas) {
        page(state).draw(title: title, hint: hint, top: top, on: &canvas)
    }

    /// The text wrapped to a width: the changes of the fields, then the lines of the text.
    private func lines(width: Int, timeZoneOffset: Int, _ theme: Theme) -> [StyledText] {
        switch content {
        case .difference(let diff):
            if diff.isEmpty { return [StyledText("no difference", theme[.dim])] }
            var lines = diff.changes.flatMap { change in
                let text = StyledText(Sanitiser.oneLine(change.field), theme[.key])
                    .appending("  " + Sanitiser.oneLine(change.text), theme[.text])
                return text.wrapped(to: width)
            }
            lines.append("")
            return lines + DiffText.lines(diff.text, width: width, isWhole: isWhole, theme)
        case .disk(let diff, let losesChanges):
            var lines: [StyledText] = []
            if losesChanges {
                let sentence = "The draft was changed here, too: taking the file takes its place. Undo brings it back."
                lines += TextWrapper.wrap(sentence, width: width).map { StyledText($0.text, theme[.warn]) } + [""]
            }
            return lines + DiffText.lines(diff, width: width, isWhole: isWhole, theme)
        case .program(let text):
            return TextWrapper.wrap(text, width: width).map { StyledText($0.text, theme[.text]) }
        case .history(let moves):
            if moves.isEmpty { return [StyledText("nothing was deployed yet: p in the list does it", theme[.dim])] }
            return moves.reversed().flatMap { move in
                let day = Day(move.at, offset: timeZoneOffset).description
                let time = Readable.time(move.at, offset: timeZoneOffset).prefix(5)
                var text = StyledText("\(day) \(time)  ", theme[.dim])
                text.append(Sanitiser.oneLine(move.environment), theme[.good])
                text.append("  v\(move.number) \(move.version.short)", theme[.accent])
                if move.kind == .rollback { text.append("  rolled back", theme[.warn]) }
                for word in [move.who, move.note] where !word.isEmpty {
                    text.append("  " + Sanitiser.oneLine(word), theme[.text])
                }
                return text.wrapped(to: width)
            }
        }
    }
}

extension StyledText {
    /// The line cut to a width. The rest continues below, indented.
    fileprivate func wrapped(to width: Int) -> [StyledText] {
        guard self.width > width, let last = spans.last else { return [self] }
        let head = StyledText(spans: spans.dropLast())
        let room = max(12, width - head.width)
        return TextWrapper.wrap(last.text, width: room).enumerated().map { index, row in
            index == 0
                ? head.appending(row.text, last.style)
                : StyledText(String(repeating: " ", count: min(head.width, width - room))).appending(
                    row.text, last.style)
        }
    }
}

extension AppState {
    mutating func pressInReading(_ reading: Reading, _ key: Key) {
        var reading = reading
        switch key {
        case .escape, .character("q"): return closeOverlay()
        case .enter:
            if case .disk = reading.content { return takeDiskChange() }
            return
        case .character("w"):
            switch reading.content {
            case .difference, .disk: break
            case .history, .program: return
            }
            reading.isWhole.toggle()
            reading.top = 0
        case .character("y"):
            switch reading.content {
            case .difference(let diff): return ask(.terminal(.copy(diff.text.unified(old: "old", new: "new"))))
            case .disk(let diff, _): return ask(.terminal(.copy(diff.unified(old: "draft", new: "disk"))))
            case .program(let text): return ask(.terminal(.copy(text)))
            case .history: return
            }
        default:
            guard let top = reading.page(self).top(after: key, from: reading.top) else { return }
            reading.top = top
        }
        setTopOverlay(.reading(reading))
    }
}
