import TextUI

/// Ctrl-G: the focused text in the person's editor, and back.
extension AppState {
    package mutating func editExternally() -> [Effect] {
        if case .editor(let editor)? = overlays.last {
            return [.editExternally(.overlay, text: editor.buffer.text, suffix: editor.suffix)]
        }
        if case .form(let form)? = overlays.last {
            return [.editExternally(.overlay, text: form.editor.buffer.text, suffix: ".json")]
        }
        guard overlays.isEmpty else { return [] }
        guard focus == .thread else {
            return [.editExternally(.prompt, text: draft.fileText, suffix: ".prompt")]
        }
        switch thread.cursor {
        case .composer: return [.editExternally(.composer, text: thread.composer.buffer.text, suffix: ".md")]
        case .result(let ref):
            return [.editExternally(.result(ref), text: thread.results[ref]?.text ?? "", suffix: ".json")]
        case .editing(let ref): return [.editExternally(.entry(ref), text: thread.editor.text, suffix: ".md")]
        case .selected(let ref):
            guard let message = message(ref) else { return [] }
            guard message.textCount < 2 else { return say(severalTexts, .warning) }
            return [.editExternally(.entry(ref), text: message.text, suffix: ".md")]
        }
    }

    /// Takes what came back; nil when it was left as it was.
    package mutating func edited(_ target: EditTarget, _ text: String?) -> [Effect] {
        guard let text else { return [.redraw] }
        isSessionDirty = true
        switch target {
        case .composer:
            _ = thread.composer.buffer.apply(.replaceAll(text))
        case .result(let ref):
            var buffer = thread.results[ref] ?? TextBuffer("")
            _ = buffer.apply(.replaceAll(text))
            thread.results[ref] = buffer
        case .entry(let ref):
            if thread.cursor == .editing(ref) {
                _ = thread.editor.apply(.replaceAll(text))
            } else {
                return setText(text, of: ref) + [.redraw]
            }
        case .overlay: return editedInOverlay(text) + [.redraw]
        case .prompt: return takePromptText(text) + [.redraw]
        }
        return [.redraw]
    }
}
