import Evaluations
import JSON
import Prompts
import RequestCore
import TextUI

/// Explains the row under the cursor beside its columns: variables, answers, and what each check says of them.
enum GridDetailView {
    static func draw(
        _ page: GridPage, _ state: AppState, _ text: GridText, _ layout: GridLayout, on canvas: inout Canvas
    ) {
        guard let rect = layout.detail, rect.height > 2, let row = page.row(in: text.grid) else { return }
        let number = text.grid.table.rows[row].index + 1
        let label = Sanitiser.oneLine(text.grid.label(of: text.grid.table.rows[row].key))
        let inside = canvas.box(
            rect, title: "Row \(number)", right: DisplayWidth.truncating(label, to: rect.width / 2),
            hint: text.grid.showsDifferences
                ? "‹words› of \(text.grid.table.record.columns[text.grid.table.baseline].label) only" : "",
            isFocused: false)
        for column in layout.columns {
            for y in inside.y..<inside.maxY {
                canvas.frame.put(text.marks.bar, at: Point(x: column.x - 1, y: y), style: canvas.theme[.border])
            }
        }
        guard let detail = page.detail(in: state) else { return }
        let checks = Array(detail.checks.prefix(max(0, inside.height / 2)))
        let checkLines = checks.isEmpty ? 0 : checks.count + 1
        let upper = inside.removingBottom(checkLines).rest
        drawVariables(detail, text, in: upper.withColumn(layout.labels.x, layout.labels.width), on: &canvas)
        for column in layout.columns {
            let area = upper.withColumn(column.x + 1, column.width - 1)
            drawAnswers(page, detail, column.place, text, in: area, on: &canvas)
        }
        guard !checks.isEmpty else { return }
        canvas.row(
            StyledText(" checks", canvas.theme[.heading]), at: Point(x: layout.labels.x, y: upper.maxY),
            width: layout.labels.width)
        for (offset, check) in checks.enumerated() {
            let y = upper.maxY + 1 + offset
            canvas.row(
                StyledText("   " + name(of: check, in: text.grid.rows[detail.key]), canvas.theme[.text]),
                at: Point(x: layout.labels.x, y: y),
                width: layout.labels.width)
            for column in layout.columns {
                canvas.row(
                    counts(check.counts[column.place], text), at: Point(x: column.x + 1, y: y), width: column.width - 1)
            }
        }
    }

    private static func drawVariables(
        _ detail: GridRowDetail, _ text: GridText, in rect: Rect, on canvas: inout Canvas
    ) {
        let theme = text.theme
        let row = text.grid.rows[detail.key]
        var lines = [StyledText(" variables", theme[.heading])]
        let vars = row?.vars ?? detail.inputs ?? JSONObject()
        for member in vars {
            let value = member.value.stringValue ?? member.value.compact
            lines.append(
                StyledText("   \(Sanitiser.oneLine(member.key))  ", theme[.variable]).appending(
                    Sanitiser.oneLine(value), theme[.text]))
        }
        if vars.isEmpty { lines.append(StyledText("   none", theme[.dim])) }
        for message in row?.messages ?? [] {
            let content = message["content"].map { $0.stringValue ?? $0.compact } ?? ""
            lines.append(
                StyledText(" " + Sanitiser.oneLine(message["role"]?.stringValue ?? "message"), theme[.heading]))
            guard lines.count < rect.height else { break }
            lines += wrapped(content, max(8, rect.width - 4), rect.height, theme[.text]).map { StyledText("   ") + $0 }
        }
        if let expected = row?.expected {
            lines.append(StyledText(" expected", theme[.heading]))
            lines.append(StyledText("   " + Sanitiser.oneLine(expected.stringValue ?? expected.compact), theme[.text]))
        }
        if row == nil, let fault = text.grid.fault {
            for line in TextWrapper.wrap(Sanitiser.oneLine(fault), width: max(8, rect.width - 2)) {
                lines.append(StyledText(" " + line.text, theme[.warn]))
            }
        } else if row == nil, text.grid.isOtherDataset {
            lines.append(StyledText(" no longer in the file", theme[.warn]))
        }
        for (offset, line) in lines.prefix(rect.height).enumerated() {
            canvas.row(line, at: Point(x: rect.x, y: rect.y + offset), width: rect.width)
        }
    }

    /// The answer that is looked at, then the others in a line each.
    private static func drawAnswers(
        _ page: GridPage, _ detail: GridRowDetail, _ column: Int, _ text: GridText, in rect: Rect,
        on canvas: inout Canvas
    ) {
        let groups = page.groups(detail, column)
        let theme = text.theme
        let label = text.grid.table.record.columns[column].label
        guard let first = groups.first else {
            return canvas.row(StyledText("\(label)   no answer yet", theme[.dim]), at: rect.origin, width: rect.width)
        }
        let total = groups.reduce(0) { $0 + $1.cells.count }
        var head = StyledText(label, theme[column == page.column ? .heading : .text])
        if total > 1 { head.append("   \(first.cells.count) of \(total) answers", theme[.dim]) }
        if let rating = detail.ratings[first.log] {
            head.append(rating == .good ? "  +" : "  -", theme[rating == .good ? .good : .bad])
        }
        canvas.row(head, at: rect.origin, width: rect.width)
        let others = min(groups.count - 1, max(0, (rect.height - 3) / 3))
        let room = max(0, rect.height - 1 - (others > 0 ? others + 1 : 0))
        let lines = answer(
            first, text.grid.differences[first.log], width: rect.width - 2, room: room, theme)
        for (offset, line) in lines.prefix(room).enumerated() {
            canvas.row(line, at: Point(x: rect.x + 1, y: rect.y + 1 + offset), width: rect.width - 1)
        }
        if lines.count > room, room > 0 {
            let more = StyledText("… more in its log", theme[.dim])
            canvas.frame.fill(Rect(x: rect.x, y: rect.y + room, width: rect.width, height: 1), style: theme.background)
            canvas.row(more, at: Point(x: rect.x + 1, y: rect.y + room), width: rect.width - 1)
        }
        guard others > 0 else { return }
        for (offset, group) in groups.dropFirst().prefix(others).enumerated() {
            let sign = text.marks.sign(group.outcome)
            let line = StyledText("\(sign) \(group.cells.count)×  ", theme[group.outcome == .fail ? .bad : .dim])
                .appending(oneLine(group), theme[.dim])
            canvas.row(line, at: Point(x: rect.x, y: rect.maxY - others + offset), width: rect.width)
        }
    }

    /// An answer, or what it differs in from the baseline's.
    ///
    /// - Parameter room: the lines that there is room for; much longer texts are cut before they are laid out.
    private static func answer(
        _ group: GridRowDetail.Group, _ difference: (diff: AnswerDiff, lines: LineCache)?, width: Int, room: Int,
        _ theme: Theme
    ) -> [StyledText] {
        let width = max(8, width)
        if let difference {
            return difference.lines.lines(width: width, theme) {
                AnswerDiffText.rows(difference.diff, width: $0, theme)
            }
        }
        if let error = group.error { return wrapped(error, width, room, theme[.bad]) }
        guard let message = group.message else { return [StyledText("the answer is no longer stored", theme[.dim])] }
        let words = AnswerDiff.words(of: message)
        let text = words.isEmpty ? [] : wrapped(words, width, room, theme[message.text.isEmpty ? .warn : .text])
        return text
            + group.calls.map { call in
                StyledText("ƒ \(Sanitiser.oneLine(call.name))  ", theme[.tool]).appending(
                    Sanitiser.oneLine(call.arguments), theme[.text])
            }
    }

    private static func wrapped(_ text: String, _ width: Int, _ room: Int, _ style: Style) -> [StyledText] {
        // A line that is cut off still counts as one that is not shown.
        let cut = text.prefix((room + 2) * width)
        return TextWrapper.wrap(Sanitiser.visible(String(cut)), width: width).map { StyledText($0.text, style) }
    }

    /// An answer in one line.
    static func oneLine(_ group: GridRowDetail.Group) -> String {
        if let error = group.error { return Sanitiser.oneLine(error) }
        guard group.calls.isEmpty else {
            return group.calls.map { "ƒ \(Sanitiser.oneLine($0.name)) \(Sanitiser.oneLine($0.arguments))" }
                .joined(separator: "  ")
        }
        return Sanitiser.oneLine(group.text ?? "")
    }

    /// `contains  Dover`; of a check without a value, its limit.
    ///
    /// - Parameter row: knows the limits of checks; nil where its file has not been read.
    static func name(of check: GridRowDetail.CheckLine, in row: DataRow?) -> String {
        if let value = check.value, !value.isNull {
            return Sanitiser.oneLine(check.type + "  " + (value.stringValue ?? value.compact))
        }
        let limit = row?.checks.flatMap(\.checks).first { $0.name == check.type }?.threshold
        return Sanitiser.oneLine(check.type + (limit.flatMap { JSONNumber($0) }.map { "  \($0.text)" } ?? ""))
    }

    /// `✓ 1   ✗ 4   no "Dover" in it`.
    private static func counts(_ counts: GridRowDetail.CheckLine.Counts, _ text: GridText) -> StyledText {
        var line = StyledText()
        let parts: [(String, Int, Theme.Role)] = [
            (text.marks.pass, counts.passed, .good), (text.marks.fail, counts.failed, .bad),
            (text.marks.error, counts.errors, .warn), (text.marks.unchecked, counts.unchecked, .dim),
        ]
        for (sign, count, role) in parts where count > 0 {
            line.append("\(sign) \(count)   ", text.theme[role])
        }
        if let reason = counts.reason { line.append(Sanitiser.oneLine(reason), text.theme[.dim]) }
        return line
    }
}

extension Rect {
    /// The same lines in other columns of the screen.
    fileprivate func withColumn(_ x: Int, _ width: Int) -> Rect { Rect(x: x, y: y, width: width, height: height) }
}
