import JSON
import Prompts

/// Reads the values of an `enum` as a person writes them: words between commas, or a JSON list.
enum FormValues {
    static func text(_ schema: JSONValue) -> String {
        let values = (schema["enum"]?.arrayValue ?? []).filter { !$0.isNull }
        let isString = FormType.word(of: schema) == "string"
        let words = values.map { value in isString ? value.stringValue : value.objectValue == nil ? value.compact : nil
        }
        let isPlain = words.allSatisfy { word in
            word.map { !$0.isEmpty && !$0.contains(where: { ",[\"\n".contains($0) }) && $0 == $0.trimmingSpaces }
                ?? false
        }
        return isPlain ? words.compactMap(\.self).joined(separator: ", ") : JSONValue.array(values).compact
    }

    /// - Throws: ``FieldError`` if the text is not a list of values of the type.
    static func values(_ text: String, of schema: JSONValue) throws(FieldError) -> [JSONValue] {
        let text = text.trimmingSpaces
        if text.isEmpty { return [] }
        if text.hasPrefix("[") {
            guard let list = (try? JSONValue(parsing: text))?.arrayValue else {
                throw FieldError(message: "no JSON list; write a, b, c or [\"a\", \"b\"]")
            }
            return list
        }
        let word = FormType.word(of: schema)
        var values: [JSONValue] = []
        for part in text.split(separator: ",").map({ String($0).trimmingSpaces }) where !part.isEmpty {
            if word == "string" || word == "enum" || word == "any" {
                values.append(.string(part))
            } else if let value = try? JSONValue(parsing: part), value.numberValue != nil || value.boolValue != nil {
                values.append(value)
            } else {
                throw FieldError(message: "'\(part)' is no \(word)")
            }
        }
        return values
    }
}
