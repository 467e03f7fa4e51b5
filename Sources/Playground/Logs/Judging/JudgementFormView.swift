import RequestCore
import TextUI

/// Draws a judgement: a field a line, the correction in the lines that are left.
enum JudgementFormView {
    private static let labelWidth = 11

    static func draw(_ form: JudgementForm, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let rect = LayerLayout.judgement(state.size)
        let title = form.logs.count == 1 ? "Judgement" : "Judgement of \(form.logs.count) logs"
        let inner = canvas.layer(rect, title: title, hint: hint)
        for field in JudgementForm.Field.allCases {
            var line = Rect(x: inner.x, y: inner.y + field.rawValue, width: inner.width, height: 1).intersection(inner)
            if field == .correction { line = inner.removingTop(field.rawValue).rest }
            guard !line.isEmpty else { return }
            canvas.hit(line, .layerRow(field.rawValue))
            draw(field, of: form, in: line, on: &canvas)
        }
    }

    private static func draw(
        _ field: JudgementForm.Field, of form: JudgementForm, in line: Rect, on canvas: inout Canvas
    ) {
        let isCurrent = field == form.field
        let label = StyledText(isCurrent ? " ▸ " : "   ", canvas.theme[.accent])
            .appending(field.label, canvas.theme[isCurrent ? .accent : .dim])
        canvas.frame.put(label, at: line.origin, clip: line)
        let area = line.inset(left: 3 + labelWidth, right: 1)
        guard field.isText else { return drawRating(form, isCurrent: isCurrent, in: area, on: &canvas) }
        guard let buffer = form.texts[field] else { return }
        if buffer.isEmpty, !isCurrent || field == .score {
            let words = StyledText(placeholder(field), canvas.theme[.dim])
            canvas.frame.put(words, at: area.origin, clip: area)
        }
        TextArea.draw(buffer, in: area, on: &canvas, style: canvas.theme[.text], hasCursor: isCurrent)
    }

    private static func drawRating(
        _ form: JudgementForm, isCurrent: Bool, in area: Rect, on canvas: inout Canvas
    ) {
        let choices: [(LogRecord.Feedback?, String, Theme.Role)] = [
            (.good, "+ good", .good), (.bad, "- bad", .bad), (nil, "none", .text),
        ]
        var x = area.x
        for (value, word, role) in choices {
            let isChosen = form.rating == value
            let style = isChosen ? canvas.theme[role].reversed() : canvas.theme[.dim]
            x += canvas.frame.put(" \(word) ", at: Point(x: x, y: area.y), style: style, clip: area) + 1
        }
    }

    private static func placeholder(_ field: JudgementForm.Field) -> String {
        switch field {
        case .rating: ""
        case .score: "from 0 to 1"
        case .tags: "words that group logs, separated by spaces"
        case .note: "a remark for people"
        case .correction: "the answer as it should have been"
        }
    }
}
