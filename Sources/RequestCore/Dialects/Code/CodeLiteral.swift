internal import JSON

/// Writes JSON as a literal of a language: short values on one line, long ones with one member a line.
struct CodeLiteral {
    /// How a language spells `null`, `true` and `false`.
    let words: (null: String, yes: String, no: String)
    /// Whether the last member of a long value has a comma, too.
    let hasTrailingComma: Bool
    /// A text of pieces.
    let string: ([CodeExport.Piece]) -> String
    /// Cuts a text of the request into pieces.
    let pieces: (String) -> [CodeExport.Piece]

    private static let step = "    "
    private static let lineWidth = 100

    /// - Parameter indent: of the line that it stands on.
    func text(_ value: JSONValue, indent: String) -> String {
        let short = flat(value)
        if indent.count + short.count <= Self.lineWidth, !short.contains("\n") { return short }
        let inner = indent + Self.step
        let comma = hasTrailingComma ? "," : ""
        switch value {
        case .array(let items) where !items.isEmpty:
            return "[\n" + items.map { inner + text($0, indent: inner) }.joined(separator: ",\n") + comma
                + "\n\(indent)]"
        case .object(let object) where !object.isEmpty:
            return "{\n"
                + object.map { inner + key($0.key) + ": " + text($0.value, indent: inner) }
                .joined(separator: ",\n") + comma + "\n\(indent)}"
        default: return short
        }
    }

    private func flat(_ value: JSONValue) -> String {
        switch value {
        case .null: words.null
        case .bool(let isTrue): isTrue ? words.yes : words.no
        case .number(let number): number.text
        case .string(let text): string(pieces(text))
        case .array(let items): "[" + items.map(flat).joined(separator: ", ") + "]"
        case .object(let object):
            object.isEmpty
                ? "{}" : "{" + object.map { key($0.key) + ": " + flat($0.value) }.joined(separator: ", ") + "}"
        }
    }

    private func key(_ key: String) -> String { string([.text(key)]) }

    /// A text in double quotes that Python and JavaScript read alike: that of JSON, with escapes for characters that
    /// are invisible or change the direction of writing.
    static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in JSONValue.string(text).compact.unicodeScalars {
            guard hidden.contains(scalar.properties.generalCategory), scalar.value <= 0xFFFF else {
                result.unicodeScalars.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return result
    }

    /// A person's text inside a comment: always on one line.
    static func comment(_ text: String) -> String {
        String(text.unicodeScalars.map { hidden.contains($0.properties.generalCategory) ? " " : Character($0) })
    }

    /// The pieces of a text, joined by `+`.
    ///
    /// - Parameters:
    ///   - conversion: the function that makes a parameter a text beside other pieces.
    ///   - dataURL: the function that reads a file as a data URL.
    ///   - base64: the function that reads a file in base64.
    ///   - text: the function that reads a file of text.
    static func joined(
        conversion: String, dataURL: String, base64: String, text: String
    ) -> ([CodeExport.Piece]) -> String {
        { pieces in
            pieces.map { piece in
                switch piece {
                case .text(let text): quoted(text)
                case .parameter(let name): pieces.count == 1 ? name : "\(conversion)(\(name))"
                case .file(let path, let type): "\(dataURL)(\(quoted(path)), \(quoted(type)))"
                case .base64(let path): "\(base64)(\(quoted(path)))"
                case .fileText(let path): "\(text)(\(quoted(path)))"
                }
            }.joined(separator: " + ")
        }
    }

    private static let hidden: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
}
