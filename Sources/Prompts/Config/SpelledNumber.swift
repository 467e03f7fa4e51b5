package import JSON

extension Parameter {
    /// Returns the number that a text means for this field, spelled as JSON has it: `1_000`, `1,000`, `0,7`.
    ///
    /// - Returns: nil for a value that is no text, for a field that takes no number, and for a text that is none.
    package func number(meantBy value: JSONValue) -> String? {
        guard let text = value.stringValue, takesNumber else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let isDecimalComma = parts.count == 2 && parts[1].utf8.count != 3
        let bare = isDecimalComma ? text.replacing(",", with: ".") : text.filter { !"_, '".contains($0) }
        return JSONNumber(text: bare)?.text
    }

    private var takesNumber: Bool {
        switch shape {
        case .number, .integer: true
        case .boolean, .strings, .choice, .object: false
        }
    }
}
