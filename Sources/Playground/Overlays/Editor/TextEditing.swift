import JSON
import Prompts
import TextUI

/// What the keys of the editor do, and what becomes of its text.
extension AppState {
    package mutating func openEditor(_ editor: TextEditor) {
        var editor = editor
        editor.reveal(size)
        overlays.append(.editor(editor))
    }

    /// The whole prompt as text, editable (Ctrl-T).
    package mutating func openPromptText() {
        settleFields()
        settleTyping()
        openPromptText(draft.fileText)
    }

    /// A text of a prompt, to be mended or changed.
    package mutating func openPromptText(_ text: String) {
        let original = draft.fileText
        openEditor(TextEditor(title: "\(draft.name) as text", purpose: .prompt, text: text, original: original))
    }

    mutating func pressInEditor(_ editor: TextEditor, _ key: Key) {
        if key == .escape || key == .shiftTab { return leave(editor) }
        if key == .control("s") { return take(editor) }
        if key == .control("t"), editor.purpose.hasForm { return openForm(of: editor) }
        if settings.keymap.command(for: key, in: .anywhere)?.id == "run" {
            let depth = overlays.count
            take(editor)
            guard overlays.count < depth else { return }
            if awaitedImages != nil {
                awaitedImages?.runs = true
                return
            }
            return startRun()
        }
        if key == .tab { return edit(editor, .indent) }
        let rows = TextEditorView.textRect(size).height
        guard let change = TextBuffer.edit(for: key, isMultiline: true, pageRows: rows) else { return }
        return edit(editor, change)
    }

    /// Does an edit in the editor on top.
    mutating func edit(_ editor: TextEditor, _ change: TextEdit) {
        var editor = editor
        let before = editor.buffer.revision
        editor.buffer.apply(change)
        editor.isLeaving = false
        if editor.buffer.revision != before { editor.problem = nil }
        editor.reveal(size)
        setTopOverlay(.editor(editor))
    }

    /// Goes on in the form of the same thing; a text that has none stays, with the reason.
    private mutating func openForm(of editor: TextEditor) {
        do throws(TextProblem) {
            setTopOverlay(.form(try SchemaForm(editor, taken: toolNames(except: editor.purpose.toolIndex))))
        } catch {
            refuse(editor, error)
        }
    }

    /// Replaces the text of the editor on top by what came back from the person's own; of a form it is the JSON.
    package mutating func editedInOverlay(_ text: String) {
        if case .form(let form)? = overlays.last {
            var editor = form.editor
            editor.buffer.apply(.replaceAll(text))
            setTopOverlay(.editor(editor))
            return openForm(of: editor)
        }
        guard case .editor(let editor)? = overlays.last else { return }
        let trimmed = text.hasSuffix("\n") && !editor.original.hasSuffix("\n") ? String(text.dropLast()) : text
        return edit(editor, .replaceAll(trimmed))
    }

    /// Esc takes a text that is right. One that is not stays, and a second Esc gives its change up.
    private mutating func leave(_ editor: TextEditor) {
        guard editor.isChanged else { return closeOverlay() }
        guard editor.isLeaving else { return take(editor) }
        closeOverlay()
        say("\(editor.title): the change is given up", .warning)
    }

    /// Takes the text, or shows why not and puts the cursor there.
    private mutating func take(_ editor: TextEditor) {
        closeOverlay()
        do throws(TextProblem) {
            return try takeText(of: editor)
        } catch {
            var editor = editor
            editor.isLeaving = true
            overlays.append(.editor(editor))
            refuse(editor, error)
        }
    }

    /// Leaves the text open, with the reason and the cursor at the place.
    private mutating func refuse(_ editor: TextEditor, _ problem: TextProblem) {
        var editor = editor
        editor.problem = problem.message
        if let position = problem.position { editor.buffer.apply(.place(position, selecting: false)) }
        editor.reveal(size)
        setTopOverlay(.editor(editor))
    }

    /// Takes a text to where it belongs.
    ///
    /// - Throws: ``TextProblem`` for a text that is not what it has to be; nothing is changed then.
    private mutating func takeText(of editor: TextEditor) throws(TextProblem) {
        let text = editor.buffer.text
        switch editor.purpose {
        case .schema, .tool, .newTool:
            let json = try editor.json
            do throws(FieldError) { return try takeDefinition(json, for: editor.purpose) } catch {
                throw editor.problem(error)
            }
        case .prompt:
            do throws(FieldError) { return takeText(text, as: try PromptFormat.parse(text)) } catch {
                throw editor.problem(error)
            }
        case .variable(let name): return setVariable(name, to: text)
        }
    }
}

extension SchemaForm {
    /// The form of what an editor has as JSON.
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

    /// An error at its place in the text. Lines and columns of errors count from 1, columns in Unicode scalars.
    fileprivate func problem(_ error: FieldError) -> TextProblem {
        var position: TextPosition?
        if let line = error.line, line >= 1, line <= buffer.lines.count {
            let scalars = buffer.lines[line - 1].unicodeScalars.prefix(max(0, (error.column ?? 1) - 1))
            position = TextPosition(line: line - 1, offset: String(String.UnicodeScalarView(scalars)).utf8.count)
        }
        return TextProblem(message: error.description, position: position)
    }
}
