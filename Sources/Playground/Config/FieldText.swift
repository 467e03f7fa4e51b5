package import JSON
package import Prompts

/// Converts between the value of a field and its typed text.
package enum FieldText {
    /// The text that ``value(of:_:)`` reads as the value again.
    package static func text(of value: JSONValue, _ parameter: Parameter) -> String {
        switch (parameter.shape, value) {
        case (.boolean, .bool(let isOn)): isOn ? "on" : "off"
        case (.strings, .string(let text)) where isPlain(text): text
        case (.strings, .string): value.compact
        case (.strings, .array(let items)): list(items) ?? value.compact
        default: text(of: value)
        }
    }

    /// A string as it is, any other JSON in compact form.
    package static func text(of value: JSONValue) -> String {
        value.stringValue ?? value.compact
    }

    /// The value of a typed text; nil for an empty one, which unsets it.
    ///
    /// - Throws: why the text is invalid. A value that the API would merely refuse is accepted.
    package static func value(of text: String, _ parameter: Parameter) throws(FieldError) -> JSONValue? {
        let text = text.trimmingSpaces
        guard !text.isEmpty else { return nil }
        switch parameter.shape {
        case .number:
            if let number = number(text) { return .number(number) }
        case .integer:
            if let number = number(text), number.isInteger { return .number(number) }
        case .boolean:
            if let isOn = ["on": true, "true": true, "off": false, "false": false][text.lowercased()] {
                return .bool(isOn)
            }
        case .strings: return try strings(text, parameter)
        case .choice: return .string(text)
        case .object:
            if let value = try? JSONValue(parsing: text), value.objectValue != nil { return value }
        }
        throw FieldError(
            field: parameter.rawValue, message: parameter.complaint(about: .string(text)) ?? "cannot be read")
    }

    /// A JSON number as typed. A point without a digit before it gets a zero.
    private static func number(_ text: String) -> JSONNumber? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : Substring(text)
        return JSONNumber(text: (isNegative ? "-" : "") + (digits.hasPrefix(".") ? "0" : "") + digits)
    }

    /// Several texts between commas, or as JSON. A single text is a string.
    private static func strings(_ text: String, _ parameter: Parameter) throws(FieldError) -> JSONValue {
        if text.hasPrefix("[") || text.hasPrefix("\"") {
            let value: JSONValue
            do {
                value = try JSONValue(parsing: text)
            } catch {
                throw FieldError(
                    field: parameter.rawValue,
                    message: "looks like JSON but does not parse: \(error.message), column \(error.column)")
            }
            guard let items = value.arrayValue else { return value }
            guard items.allSatisfy({ $0.stringValue != nil }) else {
                throw FieldError(field: parameter.rawValue, message: "must be a text or a list of texts")
            }
            return value
        }
        let items = text.split(separator: ",").map { String($0).trimmingSpaces }.filter { !$0.isEmpty }
        return items.count == 1 && !text.contains(",") ? .string(items[0]) : .array(items.map(JSONValue.string))
    }

    /// The items between commas, if that can be read back.
    private static func list(_ items: [JSONValue]) -> String? {
        let texts = items.compactMap(\.stringValue)
        guard items.count > 1, texts.count == items.count, texts.allSatisfy(isPlain) else { return nil }
        return texts.joined(separator: ", ")
    }

    /// Whether a text can stand between commas without quotes.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        if first.isWhitespace || last.isWhitespace || first == "[" || first == "\"" { return false }
        return text.unicodeScalars.allSatisfy { $0 != "," && $0.value >= 0x20 && $0.value != 0x7F }
    }
}
