import JSON
package import Prompts
package import TextUI

/// The keys of the config pane.
extension AppState {
    package mutating func pressInConfig(_ key: Key) {
        if config.field != nil { return pressInField(key) }
        if let command = settings.keymap.command(for: key, in: .config) { return perform(command) }
        guard let character = key.typedCharacter else { return }
        guard configRow.isNumber, character.isASCII, character.isNumber || character == "-" || character == "." else {
            return say("'\(character)' does nothing here; Enter edits the row, ? lists the keys")
        }
        openField(configRow, text: configText(of: configRow) ?? "")
        config.field?.buffer.apply(.replaceAll(String(character)))
    }

    private mutating func pressInField(_ key: Key) {
        switch key {
        case .enter: acceptField()
        case .escape: return cancelConfigEdit()
        case .up, .down, .tab, .shiftTab:
            if acceptField() { moveConfigCursor(by: key == .up || key == .shiftTab ? -1 : 1) }
        default:
            if let edit = TextBuffer.edit(for: key, isMultiline: false) { editConfigText(edit) }
        }
    }

    /// Applies an edit to the open field.
    ///
    /// - Returns: whether the edit changed anything.
    @discardableResult
    package mutating func editConfigText(_ edit: TextEdit) -> Bool {
        guard config.field?.buffer.apply(edit) == true else { return false }
        config.field?.problem = nil
        return true
    }

    package mutating func pasteIntoConfig(_ text: String) {
        let row = configRow
        if case .variable(let name) = row, text.contains("\n") {
            let typed = config.field?.buffer.text ?? configText(of: row) ?? ""
            cancelConfigEdit()
            return openVariableEditor(name, text: typed + text)
        }
        if config.field == nil, opensField(row) { openField(row, text: configText(of: row) ?? "") }
        editConfigText(.insert(text))
    }

    /// Does what Enter means on a row: opens its field, its list or its editor, or switches it.
    package mutating func editConfigRow() {
        let row = configRow
        if row.isSwitch { return switchConfigRow() }
        if row.hasChoices { return openChoices(of: row) }
        switch row {
        case .schema: return openSchemaEditor()
        case .toolsHeading: return addTool()
        case .tool(let index): return openToolEditor(index)
        case .versionsHeading: return openVersions()
        case .foldedVersions(let first, _): return openVersions(at: first)
        case .version(let id): return ask(.version(.load(id, prompt: draft.name)))
        case .variable(let name): return editVariable(name)
        default:
            openField(row, text: configText(of: row) ?? "")
        }
    }

    private func opensField(_ row: ConfigRow) -> Bool {
        switch row {
        case .value: !row.isSwitch && !row.hasChoices
        case .field, .variable: true
        default: false
        }
    }

    /// Opens a field to edit a row's value in place.
    package mutating func openField(_ row: ConfigRow, text: String) {
        config.field = ConfigPane.Field(row: row, buffer: TextBuffer(text, isMultiline: false), original: text)
        moveConfigCursor(to: row)
    }

    /// Edits the value of a variable. One of several lines opens in the editor.
    private mutating func editVariable(_ name: String) {
        let text = configText(of: .variable(name)) ?? ""
        guard text.contains("\n") else {
            openField(.variable(name), text: text)
            return
        }
        editVariableAsText()
    }

    /// Cancels the open field.
    package mutating func cancelConfigEdit() {
        config.field = nil
        moveConfigCursor(to: configRow)
    }

    /// Takes the open field when the pane is left. A field with an invalid text stays open.
    package mutating func leaveConfig() { acceptField() }

    /// Takes the open field before a run, as ``leaveConfig()`` does.
    package mutating func settleFields() { acceptField() }

    /// Takes the open field's text as the value.
    ///
    /// - Returns: false if the text is invalid and the field is still open.
    @discardableResult
    private mutating func acceptField() -> Bool {
        guard let field = config.field else { return true }
        if field.buffer.text == field.original {
            cancelConfigEdit()
            return true
        }
        do throws(FieldError) {
            try setValue(of: field.row, to: field.buffer.text)
        } catch {
            config.field?.problem = error.message
            say("\(field.row.title): \(error.message)", .error)
            return false
        }
        config.field = nil
        moveConfigCursor(to: field.row)
        if let complaint = configComplaint(about: field.row) {
            say(
                "\(field.row.title): \(complaint); it is sent as typed, and the server decides", .warning)
        }
        return true
    }

    private mutating func setValue(of row: ConfigRow, to text: String) throws(FieldError) {
        switch row {
        case .value(let parameter):
            let value = try FieldText.value(of: text, parameter)
            return changeConfig { $0[parameter] = value }
        case .field(let key):
            let value = text.isEmpty ? nil : (try? JSONValue(parsing: text)) ?? .string(text)
            return changeConfig { $0.extra[key] = value }
        case .variable(let name): return setVariable(name, to: text)
        default: break
        }
    }

    /// Sets a variable's value. An empty text unsets it. A value that was a number or other JSON stays JSON if
    /// possible.
    package mutating func setVariable(_ name: String, to text: String) {
        let old = draft.inputs[name]
        var value: JSONValue? = text.isEmpty ? nil : .string(text)
        if let old, old.stringValue == nil, let json = try? JSONValue(parsing: text) { value = json }
        setVariable(name, to: value)
    }

    /// Sets a variable's value as it is; nil unsets it.
    mutating func setVariable(_ name: String, to value: JSONValue?) {
        guard value != draft.inputs[name] else { return }
        rememberMoment()
        draft.inputs[name] = value
        return settle()
    }

    /// Changes the config as one undo step and settles it.
    package mutating func changeConfig(_ change: (inout Config) -> Void) {
        var changed = draft.config
        change(&changed)
        guard changed != draft.config else { return }
        rememberMoment()
        draft.config = changed
        moveConfigCursor(to: configRow)
        return settle()
    }

    /// Switches the row: unset, on, off, unset again. A tool is enabled or disabled.
    package mutating func switchConfigRow() {
        switch configRow {
        case .tool(let index): return toggleTool(index)
        case .value(let parameter) where parameter.shape == .boolean:
            let next: JSONValue? =
                switch draft.config[parameter] {
                case nil: true
                case .bool(true): false
                default: nil
                }
            return changeConfig { $0[parameter] = next }
        case let row where row.hasChoices: return openChoices(of: row)
        default: return say("Space switches tools and Parallel on and off; Enter edits this row")
        }
    }

    /// Removes a row's value, so that it is not sent.
    package mutating func unsetConfigRow() {
        switch configRow {
        case .model: return changeConfig { $0.model = nil }
        case .provider: return changeConfig { $0.provider = nil }
        case .value(let parameter): return changeConfig { $0[parameter] = nil }
        case .output, .schema: return changeConfig { $0.responseFormat = nil }
        case .field(let key): return changeConfig { $0.extra[key] = nil }
        case .choice: return changeConfig { $0.toolChoice = nil }
        case .variable(let name): return setVariable(name, to: "")
        case .tool(let index): return deleteTool(index)
        case .toolsHeading, .versionsHeading: break
        case .version, .foldedVersions: return say("versions are never deleted; press Enter to restore one")
        }
    }

    /// Handles a click: it selects the row, and on the selected row does what Enter does.
    package mutating func clickedConfigRow(_ row: ConfigRow) {
        if config.field?.row == row { return }
        guard acceptField() else { return }
        if configRow == row { return editConfigRow() }
        moveConfigCursor(to: row)
    }
}
