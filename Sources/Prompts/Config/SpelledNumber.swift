import JSON

/// Numbers as people spell them and YAML and JSON do not: `1_000`, `1,000`, `0,7`.
enum SpelledNumber {
    /// Returns the number as JSON spells it; nil for a text that is none, or is spelled so already.
    static func plain(_ text: String) -> String? {
        guard let first = text.utf8.first, (0x30...0x39).contains(first) || first == 0x2D,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "_,.-".utf8.contains($0) }),
            text.utf8.contains(where: "_,".utf8.contains)
        else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let isDecimalComma = parts.count == 2 && parts[1].utf8.count != 3
        let bare = isDecimalComma ? text.replacing(",", with: ".") : text.filter { !"_,".contains($0) }
        return JSONNumber(text: bare)?.text
    }
}

extension Parameter {
    /// Whether the API reference gives this field a number.
    var takesNumber: Bool {
        switch shape {
        case .number, .integer: true
        case .boolean, .strings, .choice, .object: false
        }
    }
}
