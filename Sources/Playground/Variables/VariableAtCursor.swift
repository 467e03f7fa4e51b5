import Prompts
import TextUI

/// The variable in whose name the cursor of a text stands.
enum VariableAtCursor {
    /// The name of the variable around the cursor, braces included; nil where none is.
    static func name(in buffer: TextBuffer) -> String? {
        guard buffer.selection == nil else { return nil }
        let line = buffer.lines[buffer.cursor.line].utf8
        let at = line.index(line.startIndex, offsetBy: buffer.cursor.offset)
        guard let before = String(line[..<at]), let after = String(line[at...]),
            let open = before.ranges(of: "{{").last, !before[open.upperBound...].contains("}"),
            let close = after.firstRange(of: "}}"), before[..<open.lowerBound].last != "\\"
        else { return nil }
        let written = before[open.lowerBound...] + after[..<close.upperBound]
        let names = Variables.names(in: String(written))
        return names.count == 1 && written.hasPrefix("{{") ? names[0] : nil
    }
}

extension AppState {
    /// Opens the value of the variable in which the cursor stands, if it has none: a line break would only break its name.
    ///
    /// - Returns: false where there is no such variable.
    mutating func openUnsetVariable() -> Bool {
        guard case .editing(.template) = thread.cursor, let name = VariableAtCursor.name(in: thread.editor),
            Variables.value(name, in: draft.inputs) == nil
        else { return false }
        settleTyping()
        show(.config)
        // A field with an invalid text stays open, and says why.
        if config.field == nil { openField(.variable(name), text: "") }
        return true
    }
}
