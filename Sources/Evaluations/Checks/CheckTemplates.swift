import JSON
import Prompts

/// Variables in the values of checks.
package enum CheckTemplates {
    /// A check with the row's values in place of `{{variables}}`. Names without a value stay as they are written.
    package static func filling(_ check: Check, of row: DataRow) -> Check {
        // A command is approved as it is written; its placeholders are filled when it runs.
        guard check.type != "script", let value = check.value else { return check }
        var filled = check
        filled.value = filling(value, of: row)
        return filled
    }

    /// The names that a check's value takes from a row which has no such value, each once. In patterns `{{` may mean itself.
    package static func missing(in check: Check, of row: DataRow) -> [String] {
        guard !["regex", "script"].contains(check.type), let value = check.value else { return [] }
        var names: [String] = []
        func visit(_ value: JSONValue) {
            switch value {
            case .string(let text):
                for name in Variables.names(in: text) where row.value(of: name) == nil && !names.contains(name) {
                    names.append(name)
                }
            case .array(let items): items.forEach(visit)
            case .object(let object): object.forEach { visit($0.value) }
            case .null, .bool, .number: break
            }
        }
        visit(value)
        return names
    }

    /// Whether a text has what promptfoo would render and Étude would leave as it is written; nil if not.
    package static func complaint(about text: String) -> String? {
        for mark in ["{%", "{#"] where text.contains(mark) {
            return "Étude does not render \(mark) … ; only {{variables}}"
        }
        var rest = text[...]
        while let start = rest.firstRange(of: "{{") {
            let after = rest[start.upperBound...]
            guard let end = after.firstRange(of: "}}") else { return nil }
            let inner = String(after[..<end.lowerBound])
            if Variables.names(in: "{{\(inner)}}").isEmpty {
                return "Étude does not render {{\(inner.prefix(40))}}; only {{name}} and {{name.part}}"
            }
            rest = rest[end.upperBound...]
        }
        return nil
    }

    private static func filling(_ value: JSONValue, of row: DataRow) -> JSONValue {
        switch value {
        case .string(let text):
            guard text.contains("{{") else { return value }
            return .string(
                Variables.render(text) { name in row.value(of: name).map { $0.stringValue ?? $0.compact } }.text)
        case .array(let items): return .array(items.map { filling($0, of: row) })
        case .object(let object): return .object(JSONObject(object.map { ($0.key, filling($0.value, of: row)) }))
        case .null, .bool, .number: return value
        }
    }
}
