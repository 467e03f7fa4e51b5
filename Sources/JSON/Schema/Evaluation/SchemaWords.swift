/// How violations and errors speak of values.
enum SchemaWords {
    private static let longest = 60
    private static let mostListed = 10

    /// `a string`
    static func kind(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "a Boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// Short values as they are, long ones shortened or named by their kind.
    static func short(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool: value.compact
        case .number(let number): String(cut(number.text))
        case .string(let text): quoted(text)
        case .array(let items): items.isEmpty ? "[]" : compact(value) ?? "an array of \(items.count)"
        case .object(let object): object.isEmpty ? "{}" : compact(value) ?? "an object of \(object.count)"
        }
    }

    /// A text in quotation marks, escaped as in JSON, shortened.
    static func quoted(_ text: String) -> String { JSONValue.string(cut(text)).compact }

    /// `a`, `a or b`, `a, b or c`; of many only the first.
    static func list(_ words: some Collection<String>, _ conjunction: String = "or") -> String {
        let shown = words.prefix(mostListed)
        if words.count > shown.count { return shown.joined(separator: ", ") + " … (\(words.count) in all)" }
        guard shown.count > 1, let last = words.dropFirst(shown.count - 1).first else { return shown.first ?? "" }
        return shown.prefix(shown.count - 1).joined(separator: ", ") + " \(conjunction) " + last
    }

    /// `a string or null`
    static func list(_ types: TypeSet) -> String {
        let words = [
            (TypeSet.string, "a string"), (.integer, "a whole number"), (.number, "a number"),
            (.boolean, "true or false"),
            (.array, "an array"), (.object, "an object"), (.null, "null"),
        ]
        return list(words.filter { types.contains($0.0) }.map(\.1))
    }

    /// `1 item`, `2 items`
    static func count(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    private static func compact(_ value: JSONValue) -> String? {
        guard ExactValue.weight(value, limit: 12) < 12 else { return nil }
        let text = value.compact
        return text.utf8.count <= longest ? text : nil
    }

    private static func cut(_ text: String) -> String {
        guard let end = text.unicodeScalars.index(text.startIndex, offsetBy: longest, limitedBy: text.endIndex),
            end < text.endIndex
        else { return text }
        return String(text[..<end]) + "…"
    }
}
