import JSON
import Prompts
import RequestCore
import TextUI

/// What the keys of the form do, and what becomes of it.
extension AppState {
    package mutating func openForm(_ form: SchemaForm) { overlays.append(.form(form)) }

    mutating func pressInForm(_ form: SchemaForm, _ key: Key) {
        if form.field != nil { return pressInFormField(form, key) }
        if settings.keymap.command(for: key, in: .anywhere)?.id == "run" { return takeAndRun(form) }
        switch key {
        case .escape: return leave(form)
        case .control("s"): return take(form)
        case .control("t"): return openJSON(of: form)
        case .enter, .character("e"): return editCell(of: form)
        case .control("_"), .alt("_"): return step(form, isUndo: key == .control("_"))
        case .character("w"): return openGenerating()
        case .character("y"): return ask(.terminal(.copy(JSONValue.object(form.json).pretty())))
        case .character("!"): return settle(form)
        case .character("a"), .character("A"): return addProperty(to: form, inside: key == .character("A"))
        default: break
        }
        var form = form
        switch key {
        case .left, .character("h"): form.moveCell(by: -1, wraps: false)
        case .right, .character("l"): form.moveCell(by: 1, wraps: false)
        case .tab: form.moveCell(by: 1, wraps: true)
        case .shiftTab: form.moveCell(by: -1, wraps: true)
        case .space: return toggle(form)
        case .character("n"): form.setType("or null")
        case .character("d"), .delete: form.deleteProperty()
        case .character("J"): form.moveProperty(by: 1)
        case .character("K"): form.moveProperty(by: -1)
        default:
            let page = SchemaFormView.listHeight(size)
            let (rows, place) = (form.rows, form.rows.firstIndex(of: form.row) ?? 0)
            guard let next = ListKeys.place(after: key, from: place, count: rows.count, page: page, hasLetters: true)
            else {
                guard let character = key.typedCharacter else { return }
                return say("'\(character)' does nothing here; Enter types into the cell")
            }
            form.row = rows[next]
        }
        form.isLeaving = false
        setTopOverlay(.form(form))
    }

    private mutating func pressInFormField(_ form: SchemaForm, _ key: Key) {
        var form = form
        switch key {
        case .escape: form.field = nil
        case .enter: form.acceptField()
        case .tab, .shiftTab:
            if form.acceptField() { form.moveCell(by: key == .tab ? 1 : -1, wraps: true) }
        case .up, .down:
            if form.acceptField() { form.move(by: key == .up ? -1 : 1) }
        case .control("s"):
            if form.acceptField() { return take(form) }
        default:
            guard let edit = TextBuffer.edit(for: key, isMultiline: false) else { return }
            return type(edit, in: form)
        }
        setTopOverlay(.form(form))
    }

    /// Does an edit in the open cell.
    mutating func type(_ edit: TextEdit, in form: SchemaForm) {
        var form = form
        if form.field?.buffer.apply(edit) == true { form.field?.problem = nil }
        setTopOverlay(.form(form))
    }

    /// A definition that is pasted takes the form's place; into an open cell it is text.
    mutating func paste(_ text: String, into form: SchemaForm) {
        guard form.field == nil else { return type(.insert(text), in: form) }
        guard let json = try? JSONValue(parsing: text) else {
            return say("what was pasted is no JSON definition; Enter opens a cell to type into", .warning)
        }
        var form = form
        do throws(FieldError) {
            let object = try SchemaForm.object(json, purpose: form.purpose)
            form.change { $0.json = object }
            setTopOverlay(.form(form))
            return say("taken from what was pasted; ^_ goes back")
        } catch {
            return say(error.description, .error)
        }
    }

    /// Types into the cell, or opens its list, or switches it.
    private mutating func editCell(of form: SchemaForm) {
        var form = form
        switch (form.row, form.cell) {
        case (.strict, _), (.property, .required): return toggle(form)
        case (.property, .type): return openTypes(of: form)
        default:
            guard !form.text.contains("\n") else {
                return say("this text has several lines; ^T shows it in the JSON", .warning)
            }
            if case .property = form.row, form.cell == .values, !hasValues(form) {
                return say("only texts and numbers can be one of several values", .warning)
            }
            form.field = SchemaForm.Field(buffer: TextBuffer(form.text, isMultiline: false), original: form.text)
            setTopOverlay(.form(form))
        }
    }

    private func hasValues(_ form: SchemaForm) -> Bool {
        guard let schema = form.property?.schema else { return false }
        return ["string", "integer", "number", "enum", "any"].contains(FormType.word(of: schema))
    }

    private mutating func toggle(_ form: SchemaForm) {
        var form = form
        switch (form.row, form.cell) {
        case (.strict, _): form.toggleStrict()
        case (.property, .type): return openTypes(of: form)
        case (.property, _): form.toggleRequired()
        default: return say("Space switches Strict, and whether a property is required")
        }
        setTopOverlay(.form(form))
    }

    private mutating func openTypes(of form: SchemaForm) {
        guard let property = form.property else { return }
        guard FormType.isPlain(property.schema) else {
            return say(
                "\(FormType.word(of: property.schema)): what this property takes is written in the JSON (^T)", .warning)
        }
        var items = FormType.words.map { Dropdown.Item($0, value: $0, note: FormType.notes[$0] ?? "") }
        if property.schema["type"] != nil {
            let isNullable = FormType.isNullable(property.schema)
            items.append(
                Dropdown.Item(
                    isNullable ? "not null" : "or null", value: "or null",
                    note: isNullable ? "null is no value any more" : "strict's way to leave a property open (key: n)"))
        }
        let current = FormType.word(of: property.schema)
        return openDropdown(
            Dropdown(title: "Type of \(property.name)", purpose: .formType, items: items, current: current))
    }

    /// Takes a type from the list over the form.
    mutating func takeFormType(_ word: String) {
        guard case .form(var form)? = overlays.last else { return }
        form.setType(word)
        setTopOverlay(.form(form))
    }

    /// A click selects a row; on the selected one it does what Enter does.
    mutating func clicked(_ form: SchemaForm, row: Int) {
        var form = form
        guard form.rows.indices.contains(row), form.acceptField() else { return }
        if form.row == form.rows[row] { return editCell(of: form) }
        form.row = form.rows[row]
        setTopOverlay(.form(form))
    }

    private mutating func addProperty(to form: SchemaForm, inside: Bool) {
        var form = form
        guard form.add(inside: inside) else {
            return say("A adds to an object: give the property that type first", .warning)
        }
        form.field = SchemaForm.Field(buffer: TextBuffer(form.text, isMultiline: false), original: form.text)
        form.field?.buffer.apply(.selectAll)
        setTopOverlay(.form(form))
    }

    private mutating func settle(_ form: SchemaForm) {
        var form = form
        let title = form.shownFault?.fix?.title
        guard form.settle() else {
            return say(form.faults.isEmpty ? "nothing is wrong here" : "only you can settle this", .warning)
        }
        setTopOverlay(.form(form))
        if let title { say(title + ": done; ^_ goes back") }
    }

    private mutating func step(_ form: SchemaForm, isUndo: Bool) {
        var form = form
        guard isUndo ? form.undo() : form.redo() else { return say(isUndo ? "nothing to undo" : "nothing to redo") }
        setTopOverlay(.form(form))
    }

    /// The JSON of the same thing.
    private mutating func openJSON(of form: SchemaForm) {
        var editor = form.editor
        editor.reveal(size)
        setTopOverlay(.editor(editor))
    }

    /// Esc takes a form that is right. One that is not stays, and a second Esc gives its change up.
    private mutating func leave(_ form: SchemaForm) {
        guard form.isChanged else { return closeOverlay() }
        guard form.isLeaving else { return take(form) }
        closeOverlay()
        say("\(form.title): the change is given up", .warning)
    }

    private mutating func takeAndRun(_ form: SchemaForm) {
        let depth = overlays.count
        take(form)
        if overlays.count < depth { startRun() }
    }

    private mutating func take(_ form: SchemaForm) {
        closeOverlay()
        do throws(FieldError) {
            return try takeDefinition(.object(form.json), for: form.purpose)
        } catch {
            var form = form
            form.problem = error.description
            form.isLeaving = true
            overlays.append(.form(form))
        }
    }
}

extension SchemaForm {
    /// Takes the open cell's text.
    ///
    /// - Returns: false when it cannot be held; the cell is then still open.
    @discardableResult
    mutating func acceptField() -> Bool {
        guard let field else { return true }
        if field.buffer.text != field.original {
            do throws(FieldError) {
                try set(field.buffer.text)
            } catch {
                self.field?.problem = error.message
                return false
            }
        }
        self.field = nil
        return true
    }

    /// What the form shows of a definition as JSON.
    ///
    /// - Throws: ``FieldError`` for what is no single definition of a function or a schema.
    static func object(_ json: JSONValue, purpose: TextEditor.Purpose) throws(FieldError) -> JSONObject {
        if purpose == .schema {
            let format = try SchemaDefinitions.read(json, name: SchemaText.starter.name)
            return format.json["json_schema"]?.objectValue ?? JSONObject()
        }
        let tools = try ToolDefinitions.read(json)
        guard tools.count == 1, tools[0].raw == nil else {
            throw FieldError(
                message: tools.count == 1
                    ? "a tool of type \(tools[0].raw?["type"]?.stringValue ?? "custom") has no form"
                    : "\(tools.count) tools have no form together")
        }
        return tools[0].flatJSON(.canonical).objectValue ?? JSONObject()
    }

    /// The JSON of the same thing, for the editor and for the session.
    package var editor: TextEditor {
        TextEditor(
            title: title, purpose: purpose, text: JSONValue.object(json).pretty(),
            original: JSONValue.object(original).pretty())
    }
}

extension TextEditor.Purpose {
    var toolIndex: Int? { if case .tool(let index) = self { index } else { nil } }

    /// Whether the text has a form.
    var hasForm: Bool {
        switch self {
        case .tool, .newTool, .schema: true
        case .prompt, .variable: false
        }
    }
}
