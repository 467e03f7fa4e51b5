import JSON
import Prompts
package import TextUI

/// The keys of the editor, and the use of its text.
extension AppState {
    package mutating func openEditor(_ editor: TextEditor) {
        var editor = editor
        editor.reveal(size)
        layers.push(editor)
    }

    /// Opens the whole prompt as text for editing (Ctrl-T).
    package mutating func openPromptText() {
        settleFields()
        settleTyping()
        openPromptText(draft.fileText)
    }

    /// Opens a text of a prompt for editing.
    package mutating func openPromptText(_ text: String) {
        let original = draft.fileText
        openEditor(TextEditor(title: "\(draft.name) as text", purpose: .prompt, text: text, original: original))
    }

    /// Replaces the text of the editor on top, or the JSON of a form, by the text from the person's editor.
    package mutating func editedInLayer(_ text: String) {
        switch layers.top {
        case let form as SchemaForm:
            var editor = form.editor
            editor.buffer.apply(.replaceAll(text))
            layers.replaceTop(by: editor)
            withTop(TextEditor.self) { $0.openForm(in: &$1) }
        case is TextEditor:
            withTop(TextEditor.self) { editor, state in
                let hasLineEnd = text.hasSuffix("\n") && !editor.original.hasSuffix("\n")
                editor.edit(.replaceAll(hasLineEnd ? String(text.dropLast()) : text), in: state)
            }
        default: break
        }
    }
}

extension TextEditor {
    package var isTyping: Bool { true }
    package var typedText: TextBuffer? { buffer }

    package func word(for command: Command, in state: AppState) -> String? {
        switch command.id {
        case "editor.leave" where isLeaving: "discard changes"
        case "editor.form" where purpose == .prompt: isChanged ? "save and go back" : "back"
        case "editor.json": isVariable ? (takesJSON ? "as text" : "as JSON") : nil
        default: command.word
        }
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        if key == .tab { return edit(.indent, in: state) }
        let rows = TextEditorView.textRect(state.size).height
        if let change = TextBuffer.edit(for: key, isMultiline: true, pageRows: max(1, rows)) { edit(change, in: state) }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { edit(.insert(text), in: state) }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        TextEditorView.draw(self, state, hint: state.borderHint(isTop), isTop: isTop, on: &canvas)
    }

    mutating func edit(_ change: TextEdit, in state: AppState) {
        let before = buffer.revision
        buffer.apply(change)
        isLeaving = false
        if buffer.revision != before { problem = nil }
        reveal(state.size)
    }

    /// Takes the text of a variable for JSON, or for the value itself again. The text stays as it is, so what is sent is what is
    /// seen; one that is no JSON says why at once.
    mutating func switchJSON(in state: inout AppState) {
        takesJSON.toggle()
        isLeaving = false
        problem = nil
        guard takesJSON, !buffer.isBlank else { return }
        do throws(TextProblem) { _ = try json } catch { refuse(error, in: &state) }
    }

    /// Switches to the form. A text without a form stays open, with the reason.
    mutating func openForm(in state: inout AppState) {
        do throws(TextProblem) {
            let taken = state.toolNames(except: purpose.toolIndex)
            state.layers.replaceTop(by: try SchemaForm(self, taken: taken))
        } catch {
            refuse(error, in: &state)
        }
    }

    /// Goes back to the panes by the key that opened the text. What was changed is saved; where that cannot be, the text stays.
    mutating func goBack(in state: inout AppState) {
        if isChanged { take(in: &state) } else { leave(in: &state) }
    }

    package func reasonToStay(in state: AppState) -> String? {
        isChanged ? state.reasonToKeepUnsaved(save: "editor.take") : nil
    }

    package mutating func close(in state: inout AppState) { leave(in: &state) }

    /// Handles Esc, which cancels: changes are asked for once, and discarded by the second Esc.
    package mutating func leave(in state: inout AppState) {
        guard isChanged else { return state.layers.pop() }
        guard isLeaving else {
            isLeaving = true
            return state.askBeforeDiscarding(save: "editor.take")
        }
        state.layers.pop()
        state.say("\(title): changes discarded", .warning)
    }

    /// Saves the text, or shows why not and moves the cursor there.
    mutating func take(in state: inout AppState) {
        state.layers.pop()
        do throws(TextProblem) {
            try takeText(in: &state)
        } catch {
            isLeaving = false
            state.layers.push(self)
            refuse(error, in: &state)
        }
    }

    /// Keeps the text open, with the reason, and moves the cursor to the fault.
    private mutating func refuse(_ reason: TextProblem, in state: inout AppState) {
        problem = reason.message
        if let position = reason.position { buffer.apply(.place(position, selecting: false)) }
        reveal(state.size)
        state.layers.replaceTop(by: self)
    }

    /// Saves a text where it belongs.
    ///
    /// - Throws: ``TextProblem`` if the text is not valid. Nothing is changed then.
    private func takeText(in state: inout AppState) throws(TextProblem) {
        let text = buffer.text
        switch purpose {
        case .schema, .tool, .newTool:
            let json = try json
            do throws(FieldError) { try state.takeDefinition(json, for: purpose) } catch { throw self.problem(error) }
        case .prompt:
            do throws(FieldError) { state.takeText(text, as: try PromptFormat.parse(text)) } catch {
                throw self.problem(error)
            }
        case .variable(let name):
            if takesJSON {
                state.setVariable(name, to: buffer.isBlank ? JSONValue?.none : try json)
            } else {
                state.setVariable(name, to: text.isEmpty ? JSONValue?.none : .string(text))
            }
        case .row(let edit):
            let json = try json
            // Its lines are those of the file, not of this text.
            do throws(FieldError) { try state.takeRow(json, edit) } catch {
                throw TextProblem(message: error.description)
            }
        }
    }
}

extension AppState {
    /// Says that what was changed in an editor is neither saved nor gone.
    ///
    /// - Parameter command: the command that saves it.
    mutating func askBeforeDiscarding(save command: CommandID) {
        let key = settings.keymap.label(of: command) ?? "^S"
        say("Unsaved changes. \(key) saves them, Esc again discards them.", .warning)
    }

    /// Says why an example is not saved with a run.
    ///
    /// - Parameter command: the command that saves it.
    private mutating func keepExample(open command: CommandID) {
        let key = settings.keymap.label(of: command) ?? "^S"
        say("This is still the example. \(key) saves it as it is, Esc cancels.", .warning)
    }

    /// Why another command may not close what has unsaved changes.
    ///
    /// - Parameter command: the command that saves it.
    func reasonToKeepUnsaved(save command: CommandID) -> String {
        let key = settings.keymap.label(of: command) ?? "^S"
        return "Save your changes first (\(key)), or discard them (Esc)."
    }

    /// Runs. An open text or form is saved before; one that cannot be saved stays open, and an example that nobody has changed.
    mutating func runOrTakeAndRun() {
        guard !layers.isEmpty else { return startRun() }
        if layers.top is ComparePage { return runComparison() }
        let depth = layers.count
        withTop(TextEditor.self) { editor, state in
            if !editor.isChanged, state.isNew(editor.purpose) { return state.keepExample(open: "editor.take") }
            editor.take(in: &state)
        }
        withTop(SchemaForm.self) { form, state in
            guard form.acceptField() else { return }
            if !form.isChanged, state.isNew(form.purpose) { return state.keepExample(open: "form.take") }
            form.take(in: &state)
        }
        guard layers.count < depth else { return }
        if awaitedImages == nil { startRun() } else { awaitedImages?.runs = true }
    }
}

extension TextBuffer {
    /// Whether it has nothing but white space.
    fileprivate var isBlank: Bool { lines.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}

extension SchemaForm {
    /// Makes the form of an editor's JSON.
    fileprivate init(_ editor: TextEditor, taken: Set<String>) throws(TextProblem) {
        let json = try editor.json
        do throws(FieldError) {
            self.init(
                title: editor.title, purpose: editor.purpose, json: try Self.object(json, purpose: editor.purpose),
                original: (try? JSONValue(parsing: editor.original))?.objectValue, taken: taken)
        } catch {
            throw editor.problem(error)
        }
    }
}

extension TextEditor {
    /// The text as JSON.
    fileprivate var json: JSONValue {
        get throws(TextProblem) {
            do throws(JSONParseError) {
                return try JSONValue(parsing: buffer.text)
            } catch {
                throw TextProblem(message: error.description, position: buffer.position(utf8Offset: error.offset))
            }
        }
    }

    /// An error at its place in the text. Lines and columns of errors are counted from 1, columns in Unicode scalars.
    fileprivate func problem(_ error: FieldError) -> TextProblem {
        var position: TextPosition?
        if let line = error.line, line >= 1, line <= buffer.lines.count {
            let scalars = buffer.lines[line - 1].unicodeScalars.prefix(max(0, (error.column ?? 1) - 1))
            position = TextPosition(line: line - 1, offset: String(String.UnicodeScalarView(scalars)).utf8.count)
        }
        return TextProblem(message: error.description, position: position)
    }
}
