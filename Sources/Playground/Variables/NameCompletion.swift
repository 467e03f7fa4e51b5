import TextUI

/// Completing the name of a variable behind `{{`, in a template message that is being edited.
struct NameCompletion: Hashable {
    /// What is typed of the name.
    let prefix: String
    /// The names that begin like this, in the order of the variables.
    let names: [String]

    /// The most names that are shown.
    static let shown = 6

    /// Nil where no name is being typed, or none begins like that.
    init?(in buffer: TextBuffer, names: [String]) {
        guard buffer.selection == nil else { return nil }
        let line = buffer.lines[buffer.cursor.line].utf8.prefix(buffer.cursor.offset)
        guard let before = String(line), let open = before.range(ofLast: "{{") else { return nil }
        let typed = before[open.upperBound...].drop { $0 == " " }
        guard !typed.contains(where: { "{} \t".contains($0) }), before[..<open.lowerBound].last != "\\" else {
            return nil
        }
        let matching = names.filter { $0.hasPrefix(typed) && $0 != typed }
        guard !matching.isEmpty else { return nil }
        prefix = String(typed)
        self.names = matching
    }

    /// What is to be inserted for the first name.
    ///
    /// - Parameter rest: what stands behind the cursor.
    func insertion(before rest: some StringProtocol) -> String {
        String(names[0].dropFirst(prefix.count)) + (rest.hasPrefix("}}") ? "" : "}}")
    }
}

extension AppState {
    /// The names that complete what is typed; nil where none do.
    var nameCompletion: NameCompletion? {
        guard layers.isEmpty, focus == .thread, case .editing(.template(let index)) = thread.cursor else { return nil }
        // What is being typed is no name yet; the other messages' and the values' are.
        var known = draft.inputs.keys
        var config = draft.config
        if config.template.indices.contains(index) { config.template.remove(at: index) }
        known += config.variableNames.filter { !known.contains($0) }
        return NameCompletion(in: thread.editor, names: known)
    }

    /// Completes the name of a variable.
    ///
    /// - Returns: false if there is nothing to complete.
    mutating func completeName() -> Bool {
        guard let completion = nameCompletion else { return false }
        let cursor = thread.editor.cursor
        let rest = thread.editor.lines[cursor.line].utf8.dropFirst(cursor.offset)
        thread.editor.apply(.insert(completion.insertion(before: String(rest) ?? "")))
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
