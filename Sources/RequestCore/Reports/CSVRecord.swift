internal import JSON

/// Writes records of CSV by RFC 4180.
package enum CSVRecord {
    /// A line of fields, in quotes where they need them.
    ///
    /// - Parameters:
    ///   - end: what ends the line.
    ///   - isRaw: false puts an apostrophe before a field that a spreadsheet would take for a formula.
    package static func text(_ fields: [String], end: String = "\r\n", isRaw: Bool = false) -> String {
        fields.map { field($0, isRaw: isRaw) }.joined(separator: ",") + end
    }

    /// What a spreadsheet takes for the beginning of a formula; the wide signs are those of Chinese and Japanese keyboards.
    private static let formulaStarts = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)
    private static let quoted = Set("\",\r\n".utf8)

    private static func field(_ field: String, isRaw: Bool) -> String {
        var text = field
        if !isRaw, let first = field.unicodeScalars.first, formulaStarts.contains(first), JSONNumber(text: field) == nil
        {
            text = "'" + field
        }
        guard text.utf8.contains(where: quoted.contains) else { return text }
        // By scalars: a quote with an accent is another character, but a quote to every reader.
        var result = "\"".unicodeScalars
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result.append(scalar) }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }
}
