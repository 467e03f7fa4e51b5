import Prompts
package import TextUI

/// What the keys of a line input do.
extension LineInput {
    package mutating func press(_ key: Key, in state: inout AppState) {
        if moveInRows(key) { return }
        if let edit = TextBuffer.edit(for: key, isMultiline: false) { type(edit, in: &state) }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { type(.insert(text), in: &state) }

    package mutating func click(row: Int, in state: inout AppState) { take(row: row, in: &state) }

    package func reasonToStay(in state: AppState) -> String? {
        typed.isFresh || buffer.isEmpty ? nil : "Finish this line first: Enter accepts it, Esc cancels."
    }

    package mutating func close(in state: inout AppState) { leave(in: &state) }

    package mutating func leave(in state: inout AppState) {
        state.replaceable = nil
        state.layers.pop()
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        LineInputView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    /// Applies an edit to the line and requests completions again.
    private mutating func type(_ edit: TextEdit, in state: inout AppState) {
        let before = buffer.text
        typed.apply(edit)
        guard buffer.text != before else { return }
        selection = nil
        isCompleting = false
        askForPaths(in: &state)
    }

    /// Requests the paths that begin with the text.
    private mutating func askForPaths(in state: inout AppState) {
        serial = state.nextSerial()
        paths = []
        guard kind.takesPaths, PathText.isPath(buffer.text) else { return }
        state.ask(.files(.completePath(serial, buffer.text)))
    }

    mutating func complete(in state: inout AppState) {
        if let row = selection ?? (rows.count == 1 ? 0 : nil), rows.indices.contains(row) {
            return goOn(with: rows[row], in: &state)
        }
        isCompleting = true
        askForPaths(in: &state)
    }

    /// Moves through the list by Up and Down. Above its first row is the text.
    private mutating func moveInRows(_ key: Key) -> Bool {
        let count = rows.count
        if key == .up, selection == nil || selection == 0 {
            selection = nil
        } else if key == .down, selection == nil {
            selection = count == 0 ? nil : 0
        } else if let place = ListKeys.place(
            after: key, from: selection ?? 0, count: count, page: 10, hasLetters: false)
        {
            selection = count == 0 ? nil : place
        } else {
            return false
        }
        return true
    }

    /// Takes the selected row; where none is, the only prompt that matches, else the text.
    mutating func takeSelected(in state: inout AppState) {
        let isOnlyOne = kind == .prompts && rows.count == 1 && !buffer.isEmpty
        if let row = selection ?? (isOnlyOne ? 0 : nil) { take(row: row, in: &state) } else { takeText(in: &state) }
    }

    /// Takes a row: opens a folder, accepts anything else.
    private mutating func take(row: Int, in state: inout AppState) {
        let rows = rows
        guard rows.indices.contains(row) else { return }
        switch rows[row] {
        case .path(let path) where path.hasSuffix("/"): goOn(with: rows[row], in: &state)
        case .folder: goOn(with: rows[row], in: &state)
        case .path(let path):
            state.layers.pop()
            accept(&state, [path])
        case .prompt(let prompt):
            state.layers.pop()
            state.open(prompt)
        case .recent(let text):
            state.layers.pop()
            accept(&state, [text])
        case .archive:
            showsArchive = true
            selection = nil
        }
    }

    /// Puts a row into the line, to go on from there.
    private mutating func goOn(with row: Row, in state: inout AppState) {
        switch row {
        case .path(let path): typed.apply(.replaceAll(path))
        case .prompt(let prompt): typed.apply(.replaceAll(prompt.name))
        case .folder(let name, _): typed.apply(.replaceAll(name + "/"))
        case .recent(let text): typed.apply(.replaceAll(text))
        case .archive: return take(row: selection ?? 0, in: &state)
        }
        selection = nil
        askForPaths(in: &state)
    }

    /// Takes the text as it is typed; one that cannot be taken leaves the line open.
    private func takeText(in state: inout AppState) {
        let text = buffer.text.trimmingSpaces
        guard !text.isEmpty || allowsEmpty else { return state.layers.pop() }
        if let refusal = refusal(text, self) { return state.say(refusal, .error) }
        state.layers.pop()
        switch kind {
        case .text: accept(&state, [text])
        case .path: accept(&state, [PathText.path(in: text)])
        case .images: accept(&state, PathText.images(in: text))
        case .prompts:
            if let prompt = prompts.first(where: { $0.name == text }) {
                state.open(prompt)
            } else {
                accept(&state, [PathText.path(in: text)])
            }
        }
    }
}
