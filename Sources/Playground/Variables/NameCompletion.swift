import Prompts
import TextUI

/// Completing the name of a variable behind `{{`, in a template message or a prompt's text that is being edited.
struct NameCompletion: Hashable {
    /// What is typed of the name.
    let prefix: String
    /// The names that begin like this, in the order of the variables.
    let names: [String]

    /// The most names that are shown.
    static let shown = 6

    /// Nil where no name is being typed, or none begins like that.
    ///
    /// - Parameter names: those that there are, asked for only if one is being typed.
    init?(in buffer: TextBuffer, names: () -> [String]) {
        guard buffer.selection == nil else { return nil }
        let line = buffer.lines[buffer.cursor.line].utf8.prefix(buffer.cursor.offset)
        guard let before = String(line), let open = before.range(ofLast: "{{") else { return nil }
        let typed = before[open.upperBound...].drop { $0 == " " }
        guard !typed.contains(where: { "{} \t".contains($0) }), before[..<open.lowerBound].last != "\\" else {
            return nil
        }
        let matching = names().filter { $0.hasPrefix(typed) && $0 != typed }
        guard !matching.isEmpty else { return nil }
        prefix = String(typed)
        self.names = matching
    }

    /// What is to be inserted at the cursor for the first name.
    func insertion(in buffer: TextBuffer) -> String {
        let rest = String(buffer.lines[buffer.cursor.line].utf8.dropFirst(buffer.cursor.offset)) ?? ""
        return String(names[0].dropFirst(prefix.count)) + (rest.hasPrefix("}}") ? "" : "}}")
    }
}

extension AppState {
    /// The names that complete what is typed; nil where none do.
    var nameCompletion: NameCompletion? {
        if let editor = layers.top as? TextEditor {
            guard editor.purpose == .prompt else { return nil }
            return NameCompletion(in: editor.buffer) { namesOfVariables(and: Variables.names(in: editor.buffer.text)) }
        }
        guard layers.isEmpty, focus == .thread, case .editing(.template(let index)) = thread.cursor else { return nil }
        return NameCompletion(in: thread.editor) {
            // What is being typed is no name yet; the other messages' and the values' are.
            var config = draft.config
            if config.template.indices.contains(index) { config.template.remove(at: index) }
            return namesOfVariables(and: config.variableNames)
        }
    }

    /// The names of the variables that have a value, and others.
    private func namesOfVariables(and others: [String]) -> [String] {
        let known = draft.inputs.keys
        return known + others.filter { !known.contains($0) }
    }

    /// Completes the name of a variable.
    ///
    /// - Returns: false if there is nothing to complete.
    mutating func completeName() -> Bool {
        guard let completion = nameCompletion else { return false }
        if layers.isEmpty {
            thread.editor.apply(.insert(completion.insertion(in: thread.editor)))
        } else {
            withTop(TextEditor.self) { editor, state in
                editor.edit(.insert(completion.insertion(in: editor.buffer)), in: state)
            }
        }
        return true
    }
}

extension String {
    /// The last place of a text in this one.
    fileprivate func range(ofLast text: String) -> Range<String.Index>? {
        ranges(of: text).last
    }
}

extension NameCompletion {
    /// Draws the names below the cursor; the first is the one that Tab takes.
    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard let cursor = canvas.frame.cursor else { return }
        let shown = names.prefix(Self.shown)
        let width = min(rect.width, (shown.map { DisplayWidth.of($0) }.max() ?? 0) + 2)
        let isBelow = cursor.y + shown.count < rect.maxY
        let y = isBelow ? cursor.y + 1 : max(rect.y, cursor.y - shown.count)
        let x = max(rect.x, min(cursor.x, rect.maxX - width))
        for (index, name) in shown.enumerated() {
            let row = Rect(x: x, y: y + index, width: width, height: 1).intersection(rect)
            canvas.frame.fill(row, style: canvas.theme[.text])
            canvas.row(StyledText(" " + name, canvas.theme[.variable]), at: row.origin, width: row.width)
            if index == 0 { canvas.markSelected(row) }
        }
    }
}
