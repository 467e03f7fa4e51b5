import Prompts
import RequestCore
package import TextUI

/// Something to read: the difference of two versions, the deployments so far, the prompt as a program, the output of a
/// command, what will be sent.
package struct Reading: Layer {
    package static let place = Command.Place("reading", "In a text to read")
    package static let commands = [
        Command(
            Reading.self, "reading.take", "Take what is shown", "take it",
            help: "Replaces the draft with the file on disk (undo brings the draft back), or writes the changed rows.",
            keys: ["enter"], disabledReason: { reading, _ in reading.isToTake ? nil : "this is only to read" },
            perform: { $0.take(in: &$1) }),
        Command(
            Reading.self, "reading.whole", "Show the whole text", "whole text",
            help: "Shows all lines, or only those near a change.", keys: ["w"],
            disabledReason: { reading, _ in reading.difference == nil ? "everything is shown already" : nil },
            perform: { reading, _ in
                reading.isWhole.toggle()
                reading.top = 0
            }),
        Command(
            Reading.self, "reading.copy", "Copy the text that is shown", "copy",
            help: "Copies a difference as a unified diff, a program as it is.", keys: ["y"],
            disabledReason: { reading, _ in reading.copied == nil ? "there is nothing to copy" : nil },
            perform: { reading, state in if let text = reading.copied { state.ask(.terminal(.copy(text))) } }),
        Command(
            Reading.self, "reading.insert", "Put the text into the message", "into the message",
            help: "Puts it at the cursor of the message being written.", keys: ["i"],
            disabledReason: { reading, _ in reading.output == nil ? "only the output of a command" : nil },
            perform: { reading, state in if let text = reading.output { state.insertIntoMessage(text) } }),
        Command(
            Reading.self, "reading.page", "Open the text in the pager", "pager", help: "Opens $PAGER, else less.",
            keys: ["P"], disabledReason: { reading, _ in reading.copied == nil ? "there is nothing to read" : nil },
            perform: { reading, state in if let text = reading.copied { state.ask(.terminal(.page(text))) } }),
        Command(
            Reading.self, "reading.pipe", "Send the text through a command",
            help: "The command gets it on its standard input.", keys: ["|"],
            disabledReason: { reading, _ in reading.copied == nil ? "there is nothing to send" : nil },
            perform: { reading, state in if let text = reading.copied { state.askForCommand(taking: text) } }),
        Command.help(Reading.self, "help.reading", "the text"),
        Command(
            Reading.self, "reading.close", "Close the text", "close", help: "Goes back.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    enum Content: Sendable {
        case difference(ConfigDiff)
        case history([Deployment])
        /// - Parameter language: as behind the fence of a code block.
        case program(String, language: String)
        /// The difference of two answers, and the same as a unified diff.
        case answers(AnswerDiff, unified: String)
        /// The difference of the draft and its file, and whether the draft has changes of its own.
        case disk(TextDiff, losesChanges: Bool)
        case output(PipedText)
        case sent(WhatIsSent)
        /// The difference that is about to be written into a file of rows.
        case rows(TextDiff, RowWrite)
    }

    let title: String
    private(set) var content: Content
    /// The line at the top of the view.
    var top = 0
    /// Whether all lines are shown, not only those near a change.
    var isWhole = false

    func page(_ state: AppState) -> TextPage {
        let theme = state.settings.theme
        return switch content {
        case .program(let text, let language):
            TextPage(state.size, rows: { ReadingText.rows(text, language: language, width: $0, theme) })
        case .output(let piped): TextPage(state.size, rows: { piped.rows(width: $0, theme) })
        case .sent(let sent): TextPage(state.size, rows: { sent.rows(width: $0, theme) })
        case .difference, .disk, .rows, .answers, .history:
            TextPage(
                state.size,
                lines: { lines(width: $0, timeZoneOffset: state.settings.timeZoneOffset, theme) })
        }
    }

    private var isToTake: Bool {
        switch content {
        case .disk, .rows: true
        case .difference, .history, .program, .answers, .output, .sent: false
        }
    }

    package func word(for command: Command, in state: AppState) -> String? {
        if command.id == "reading.take", case .rows = content { return "write" }
        return command.word
    }

    private func take(in state: inout AppState) {
        guard case .rows(_, let write) = content else { return state.takeDiskChange() }
        state.layers.pop()
        state.ask(.grid(.writeRows(write)))
    }

    /// The difference that is shown, of which parts may be hidden.
    private var difference: TextDiff? {
        switch content {
        case .difference(let diff): diff.text
        case .disk(let diff, _), .rows(let diff, _): diff
        case .answers, .history, .program, .output, .sent: nil
        }
    }

    /// The text for the clipboard.
    private var copied: String? {
        switch content {
        case .difference(let diff): diff.text.unified(old: "old", new: "new")
        case .answers(_, let unified): unified
        case .disk(let diff, _): diff.unified(old: "draft", new: "disk")
        case .program(let text, _): text
        case .output: output
        case .sent(let sent): sent.text
        case .rows(let diff, let write): diff.unified(old: write.file.name, new: write.file.name)
        case .history: nil
        }
    }

    /// What a command has written; nil while it has not, and for other texts.
    private var output: String? {
        guard case .output(let piped) = content, let text = piped.result?.output, !text.isEmpty else { return nil }
        return text
    }

    /// Takes the output of a command, if it is this one's.
    mutating func take(_ result: ToolProcessResult, of serial: Int) {
        guard case .output(var piped) = content, piped.serial == serial else { return }
        piped.result = result
        content = .output(piped)
    }

    package mutating func leave(in state: inout AppState) {
        if case .output(let piped) = content, piped.result == nil { state.ask(.text(.stop(piped.serial))) }
        state.layers.pop()
    }

    /// Stops the command whose output is shown.
    package mutating func close(in state: inout AppState) { leave(in: &state) }

    package func takes(_ key: Key) -> Bool { key == .space || ListKeys.isMove(key, hasLetters: true) }

    package mutating func press(_ key: Key, in state: inout AppState) {
        if let top = page(state).top(after: key, from: top) { self.top = top }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        page(state).draw(title: title, hint: state.borderHint(isTop), top: top, on: &canvas)
    }

    /// The text of a difference or a history, wrapped to a width: the changes of the fields, then the lines of the text.
    private func lines(width: Int, timeZoneOffset: Int, _ theme: Theme) -> [StyledText] {
        switch content {
        case .difference(let diff):
            if diff.isEmpty { return [StyledText("no difference", theme[.dim])] }
            var lines = diff.changes.flatMap { change in
                let text = StyledText(Sanitiser.oneLine(change.label), theme[.key])
                    .appending("  " + Sanitiser.oneLine(change.event), theme[.text])
                return text.wrapped(to: width)
            }
            lines.append("")
            return lines + DiffText.lines(diff.text, width: width, isWhole: isWhole, theme)
        case .disk(let diff, let losesChanges):
            var lines: [StyledText] = []
            if losesChanges {
                let sentence = "The draft has changed here, too. Taking the file replaces it; undo brings it back."
                lines += TextWrapper.wrap(sentence, width: width).map { StyledText($0.text, theme[.warn]) } + [""]
            }
            return lines + DiffText.lines(diff, width: width, isWhole: isWhole, theme)
        case .answers(let diff, _): return AnswerDiffText.rows(diff, width: width, theme)
        case .program, .output, .sent: return []
        case .rows(let diff, _): return DiffText.lines(diff, width: width, isWhole: isWhole, theme)
        case .history(let moves):
            if moves.isEmpty {
                return [StyledText("nothing has been deployed yet; press p in the list to deploy", theme[.dim])]
            }
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
                : StyledText(String(repeating: " ", count: max(0, min(head.width, width - room)))).appending(
                    row.text, last.style)
        }
    }
}
