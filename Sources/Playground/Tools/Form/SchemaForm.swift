package import JSON
import Prompts
import TextUI

/// A tool, or the schema of the answer, as a form: its name, its description, and one line for each property.
///
/// The form changes the JSON in place: keywords that it does not show, the order of keys and the text of numbers
/// stay.
package struct SchemaForm: Layer {
    /// A text that is being typed into a cell.
    struct Field: Sendable, Hashable {
        var typed: FreshText
        /// The original text.
        let original: String
        /// Why the text is not valid.
        var problem: String?

        /// Opens a cell with its text selected, so that what is typed replaces it.
        init(_ text: String) {
            typed = FreshText(text)
            original = text
        }

        var buffer: TextBuffer { typed.buffer }
    }

    package let title: String
    package let purpose: TextEditor.Purpose
    /// The definition: `name`, `description`, `strict`, and `parameters` or `schema`.
    package var json: JSONObject
    /// The original value. If it is left like that, nothing changes.
    package let original: JSONObject
    /// The names of the other tools.
    let taken: Set<String>
    var row = FormRow.name
    var cell = FormCell.name
    var field: Field?
    /// The states for undo and redo.
    var earlier: [JSONObject] = []
    var later: [JSONObject] = []
    /// Why it cannot be saved.
    package var problem: String?
    /// Whether the next Esc discards the change.
    var isLeaving = false

    /// - Parameter original: the JSON to compare with; nil for `json` itself.
    package init(
        title: String, purpose: TextEditor.Purpose, json: JSONObject, original: JSONObject? = nil,
        taken: Set<String> = []
    ) {
        self.title = title
        self.purpose = purpose
        self.json = json
        self.original = original ?? json
        self.taken = taken
    }

    package var isChanged: Bool { json != original }

    /// The key of the schema.
    var schemaKey: String { purpose == .schema ? "schema" : "parameters" }

    var schema: JSONValue { json[schemaKey] ?? .object(JSONObject()) }

    var properties: [FormProperty] { FormProperty.all(in: schema) }

    var rows: [FormRow] { [.name, .description, .strict] + properties.map { .property($0.path) } }

    /// The property under the cursor.
    var property: FormProperty? {
        guard case .property(let path) = row else { return nil }
        return properties.first { $0.path == path }
    }

    /// The text of the cell under the cursor, as it is typed.
    var text: String {
        switch row {
        case .name: return json["name"]?.stringValue ?? ""
        case .description: return json["description"]?.stringValue ?? ""
        case .strict: return json["strict"]?.boolValue.map { $0 ? "on" : "off" } ?? ""
        case .property:
            guard let property else { return "" }
            return Self.text(cell, of: property)
        }
    }

    static func text(_ cell: FormCell, of property: FormProperty) -> String {
        switch cell {
        case .name: property.name
        case .type: FormType.word(of: property.schema) + (FormType.isNullable(property.schema) ? " or null" : "")
        case .required: property.isRequired ? "✓" : ""
        case .values: FormValues.text(property.schema)
        case .description: property.schema["description"]?.stringValue ?? ""
        }
    }

    /// Moves by this many rows.
    mutating func move(by steps: Int) {
        let rows = rows
        let place = rows.firstIndex(of: row) ?? 0
        row = rows[max(0, min(place + max(-rows.count, min(rows.count, steps)), rows.count - 1))]
    }

    /// Moves to the next or previous cell. Tab goes on to the next row.
    mutating func moveCell(by step: Int, wraps: Bool) {
        guard case .property = row else {
            if wraps { move(by: step) }
            if wraps, case .property = row { cell = .name }
            return
        }
        let place = cell.rawValue + step
        if let next = FormCell(rawValue: place) {
            cell = next
        } else if wraps {
            move(by: step)
            cell = step > 0 ? .name : .description
        }
    }

    /// Makes a change that can be undone.
    mutating func change(_ change: (inout SchemaForm) -> Void) {
        let before = json
        change(&self)
        guard json != before else { return }
        earlier.append(before)
        later = []
        problem = nil
        isLeaving = false
        if !rows.contains(row) { row = .name }
    }

    mutating func undo() -> Bool { step(from: \.earlier, to: \.later) }

    mutating func redo() -> Bool { step(from: \.later, to: \.earlier) }

    private mutating func step(
        from past: WritableKeyPath<SchemaForm, [JSONObject]>, to future: WritableKeyPath<SchemaForm, [JSONObject]>
    ) -> Bool {
        guard let json = self[keyPath: past].popLast() else { return false }
        self[keyPath: future].append(self.json)
        self.json = json
        if !rows.contains(row) { row = .name }
        return true
    }
}
