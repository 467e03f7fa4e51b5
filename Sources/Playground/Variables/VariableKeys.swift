import JSON
import Prompts
import TextUI

/// Going to the variables, and making one.
extension AppState {
    static let whyNoVariable: @Sendable (AppState) -> String? = { state in
        state.selectedVariable == nil ? "no variable is selected" : nil
    }

    /// The variable under the config's cursor; nil if another row is.
    var selectedVariable: String? {
        if case .variable(let name) = configRow { name } else { nil }
    }

    /// Goes to the first variable without a value, else to the first one; from there back to the thread.
    package mutating func toggleVariables() {
        if focus == .config, selectedVariable != nil { return show(.thread) }
        settleTyping()
        let names = configVariables
        guard let first = names.first(where: { Variables.value($0, in: draft.inputs) == nil }) ?? names.first else {
            return say("This prompt has no variables. Write {{name}} in a template message to make one.", .warning)
        }
        show(.config)
        guard config.field == nil else { return }
        moveConfigCursor(to: .variable(first))
    }

    /// Opens the value of the selected variable in the editor.
    package mutating func editVariableAsText() {
        guard let name = selectedVariable else { return }
        openVariableEditor(name, text: variableText(name))
    }

    /// Opens the editor for a variable's value.
    ///
    /// - Parameter text: what it begins with, where that is not the value.
    mutating func openVariableEditor(_ name: String, text: String) {
        let editor = TextEditor(
            title: "Variable \(name)", purpose: .variable(name), text: text, original: variableText(name))
        let isJSON = Variables.value(name, in: draft.inputs).map { $0.stringValue == nil } ?? false
        openEditor(isJSON ? editor.takingJSON() : editor)
    }

    /// The value of a variable for editing: a text as it is, JSON laid out.
    private func variableText(_ name: String) -> String {
        guard let value = Variables.value(name, in: draft.inputs) else { return "" }
        return value.stringValue ?? value.pretty()
    }

    // MARK: Making one

    /// Asks for the name of a variable that takes the place of the selected text.
    package mutating func askForVariableName() {
        guard layers.isEmpty, focus == .thread, case .editing(.template) = thread.cursor else {
            return say("Variables work in template messages. Press Enter on one and select a text in it.", .warning)
        }
        guard let selection = thread.editor.selection else {
            return say("Select the text first: Shift and an arrow select.", .warning)
        }
        let text = thread.editor.text(in: selection)
        var line = LineInput(
            title: "Make a variable", label: "Its name: letters, digits, _ . and -", word: "make it"
        ) { state, names in
            state.makeVariable(names[0], from: selection, text)
        }
        line.refusal = { name, _ in
            Variables.names(in: "{{\(name)}}") == [name] ? nil : "a name has letters, digits, _ . and -, and no spaces"
        }
        layers.push(line)
    }

    /// Puts a variable in the place of a text of the message that is being edited; the text becomes its value, unless it has one.
    private mutating func makeVariable(_ name: String, from range: Range<TextPosition>, _ text: String) {
        guard case .editing(.template) = thread.cursor, thread.editor.text(in: range) == text else { return }
        let old = Variables.value(name, in: draft.inputs)
        thread.editor.apply(.replace(range, "{{\(name)}}"))
        if old == nil { setVariable(name, to: text) }
        let kept = old.map { $0.stringValue != text } ?? false
        say(kept ? "{{\(name)}} keeps the value that it has" : "{{\(name)}} has the text as its value")
    }
}
