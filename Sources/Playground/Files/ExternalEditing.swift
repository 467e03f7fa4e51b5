import TextUI

/// Opens the focused text in the person's editor (Ctrl-G) and takes it back.
extension AppState {
    package mutating func editExternally() {
        if let editor = layers.top as? TextEditor {
            return ask(.terminal(.edit(.layer, text: editor.buffer.text, suffix: editor.suffix)))
        }
        if let form = layers.top as? SchemaForm {
            return ask(.terminal(.edit(.layer, text: form.editor.buffer.text, suffix: ".json")))
        }
        guard layers.isEmpty || layers.top is ComparePage else { return }
        guard focus == .thread else {
            return ask(.terminal(.edit(.prompt, text: draft.fileText, suffix: ".prompt")))
        }
        switch thread.cursor {
        case .composer: return ask(.terminal(.edit(.composer, text: thread.composer.buffer.text, suffix: ".md")))
        case .result(let ref):
            return ask(.terminal(.edit(.result(ref), text: thread.results[ref]?.text ?? "", suffix: ".json")))
        case .editing(let ref): return ask(.terminal(.edit(.entry(ref), text: thread.editor.text, suffix: ".md")))
        case .selected(let ref):
            guard let message = message(ref) else { return }
            guard message.textCount < 2 else { return say(severalTexts, .warning) }
            return ask(.terminal(.edit(.entry(ref), text: message.text, suffix: ".md")))
        }
    }

    /// Takes the text from the editor; nil if it is unchanged.
    package mutating func edited(_ target: EditTarget, _ text: String?) {
        guard let text else { return ask(.terminal(.redraw)) }
        isSessionDirty = true
        switch target {
        case .composer:
            thread.composer.buffer.apply(.replaceAll(text))
        case .result(let ref):
            var buffer = thread.results[ref] ?? TextBuffer("")
            buffer.apply(.replaceAll(text))
            thread.results[ref] = buffer
        case .entry(let ref):
            if thread.cursor == .editing(ref) {
                thread.editor.apply(.replaceAll(text))
            } else {
                setText(text, of: ref)
                return ask(.terminal(.redraw))
            }
        case .layer:
            editedInLayer(text)
            return ask(.terminal(.redraw))
        case .prompt:
            takePromptText(text)
            return ask(.terminal(.redraw))
        }
        ask(.terminal(.redraw))
    }
}
