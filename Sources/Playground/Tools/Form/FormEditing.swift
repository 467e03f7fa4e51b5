import JSON
import Prompts
import RequestCore
package import TextUI

extension AppState {
    package mutating func openForm(_ form: SchemaForm) { layers.push(form) }
}

/// The keys of the form, and the use of its content.
extension SchemaForm {
    package var takesAllKeys: Bool { field != nil }
    package var typedText: TextBuffer? { field?.buffer }

    package func textHints(in state: AppState) -> [KeyHint] {
        guard field != nil else { return [] }
        return [KeyHint(.enter, "accept"), KeyHint(.tab, "next cell"), KeyHint(.escape, "leave the cell as it was")]
    }

    package func word(for command: Command, in state: AppState) -> String? {
        command.id == "form.leave" && isLeaving ? "discard changes" : command.word
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        SchemaFormView.draw(self, state, hint: state.borderHint(isTop), isTop: isTop, on: &canvas)
    }

    package func takes(_ key: Key) -> Bool {
        guard field != nil else { return ListKeys.isMove(key, hasLetters: true) }
        return key == .control("s") || TextBuffer.edit(for: key) != nil
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        guard field == nil else { return pressInField(key, in: &state) }
        let page = SchemaFormView.listHeight(state.size)
        let (rows, place) = (rows, rows.firstIndex(of: row) ?? 0)
        if let next = ListKeys.place(after: key, from: place, count: rows.count, page: page, hasLetters: true) {
            row = rows[next]
            isLeaving = false
        }
    }

    private mutating func pressInField(_ key: Key, in state: inout AppState) {
        switch key {
        case .escape: field = nil
        case .enter: acceptField()
        case .tab, .shiftTab:
            if acceptField() { moveCell(by: key == .tab ? 1 : -1, wraps: true) }
        case .up, .down:
            if acceptField() { move(by: key == .up ? -1 : 1) }
        case .control("s"):
            if acceptField() { take(in: &state) }
        default:
            if let edit = TextBuffer.edit(for: key, isMultiline: false) { type(edit) }
        }
    }

    /// Applies an edit to the open cell.
    private mutating func type(_ edit: TextEdit) {
        if field?.typed.apply(edit) == true { field?.problem = nil }
    }

    /// Pastes: a definition replaces the form's content; in an open cell it is text.
    package mutating func paste(_ text: String, in state: inout AppState) {
        guard field == nil else { return type(.insert(text)) }
        guard let json = try? JSONValue(parsing: text) else {
            return state.say("the pasted text is not a JSON definition; press Enter to type into a cell", .warning)
        }
        do throws(FieldError) {
            let object = try SchemaForm.object(json, purpose: purpose)
            change { $0.json = object }
            state.say("pasted; ^_ undoes it")
        } catch {
            state.say(error.description, .error)
        }
    }

    /// Handles a click: it selects a row, and on the selected one does what Enter does.
    package mutating func click(row index: Int, in state: inout AppState) {
        guard rows.indices.contains(index), acceptField() else { return }
        if row == rows[index] { return editCell(in: &state) }
        row = rows[index]
    }

    mutating func goToCell(_ step: Int, wraps: Bool) {
        moveCell(by: step, wraps: wraps)
        isLeaving = false
    }

    /// Opens the cell for typing, or its list, or switches it.
    mutating func editCell(in state: inout AppState) {
        switch (row, cell) {
        case (.strict, _), (.property, .required): toggle(in: &state)
        case (.property, .type): openTypes(in: &state)
        default:
            guard !text.contains("\n") else {
                return state.say("this text has several lines; press ^T to edit it in the JSON", .warning)
            }
            if case .property = row, cell == .values, !hasValues {
                return state.say("only texts and numbers can be one of several values", .warning)
            }
            field = SchemaForm.Field(text)
        }
    }

    private var hasValues: Bool {
        guard let schema = property?.schema else { return false }
        return ["string", "integer", "number", "enum", "any"].contains(FormType.word(of: schema))
    }

    mutating func toggle(in state: inout AppState) {
        switch (row, cell) {
        case (.strict, _): toggleStrict()
        case (.property, .type): openTypes(in: &state)
        case (.property, _): toggleRequired()
        default: state.say("Space switches Strict, and whether a property is required")
        }
    }

    private func openTypes(in state: inout AppState) {
        guard let property else { return }
        guard FormType.isPlain(property.schema) else {
            let word = FormType.word(of: property.schema)
            return state.say("\(word): edit what this property takes in the JSON (^T)", .warning)
        }
        func item(_ label: String, _ word: String, note: String) -> Dropdown.Item {
            Dropdown.Item(label, value: word, note: note) { state in
                state.withTop(SchemaForm.self) { form, _ in form.setType(word) }
            }
        }
        var items = FormType.words.map { item($0, $0, note: FormType.notes[$0] ?? "") }
        if property.schema["type"] != nil {
            let isNullable = FormType.isNullable(property.schema)
            items.append(
                item(
                    isNullable ? "not null" : "or null", "or null",
                    note: isNullable
                        ? "null is not allowed any more" : "how strict mode leaves a property optional (key: n)"))
        }
        let current = FormType.word(of: property.schema)
        state.layers.push(Dropdown(title: "Type of \(property.name)", items: items, current: current))
    }

    mutating func addProperty(inside: Bool, in state: inout AppState) {
        guard add(inside: inside) else {
            return state.say("only objects have properties; set the type to object first", .warning)
        }
        field = SchemaForm.Field(text)
    }

    mutating func settle(in state: inout AppState) {
        let title = shownFault?.fix?.title
        guard settle() else {
            return state.say(faults.isEmpty ? "no problem here" : "only you can fix this", .warning)
        }
        if let title { state.say(title + ": done; ^_ undoes it") }
    }

    /// Switches to the JSON.
    func openJSON(in state: inout AppState) {
        var editor = editor
        editor.reveal(state.size)
        state.layers.replaceTop(by: editor)
    }

    /// Handles Esc, which cancels: changes are asked for once, and discarded by the second Esc.
    package func reasonToStay(in state: AppState) -> String? {
        field != nil || isChanged ? state.reasonToKeepUnsaved(save: "form.take") : nil
    }

    package mutating func leave(in state: inout AppState) {
        if field != nil {
            field = nil
            return
        }
        guard isChanged else { return state.layers.pop() }
        guard isLeaving else {
            isLeaving = true
            return state.askBeforeDiscarding(save: "form.take")
        }
        state.layers.pop()
        state.say("\(title): changes discarded", .warning)
    }

    mutating func take(in state: inout AppState) {
        state.layers.pop()
        do throws(FieldError) {
            try state.takeDefinition(.object(json), for: purpose)
        } catch {
            problem = error.description
            isLeaving = false
            state.layers.push(self)
        }
    }
}

extension SchemaForm {
    /// Takes the open cell's text.
    ///
    /// - Returns: false if the text is not valid and the cell is still open.
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

    /// The object that the form shows of a definition as JSON.
    ///
    /// - Throws: ``FieldError`` if it is not a single definition of a function or a schema.
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

    var jsonText: String { JSONValue.object(json).pretty() }

    /// The form's JSON, for the editor and for the session.
    package var editor: TextEditor {
        TextEditor(
            title: title, purpose: purpose, text: jsonText,
            original: JSONValue.object(original).pretty())
    }
}

extension TextEditor.Purpose {
    var toolIndex: Int? { if case .tool(let index) = self { index } else { nil } }

    /// Whether the text has a form.
    var hasForm: Bool {
        switch self {
        case .tool, .newTool, .schema: true
        case .prompt, .variable, .row: false
        }
    }
}
