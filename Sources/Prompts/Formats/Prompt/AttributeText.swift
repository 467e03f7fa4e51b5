/// Attribute values: in double quotes, with `&quot;`, `&amp;`, `&lt;` and `&#N;` for control characters.
enum AttributeText {
    private static let names: [(name: String, text: String)] = [
        ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"),
    ]

    /// The value that `raw` stands for; an `&` that begins none of the names is itself, as in `?a=1&b=2`.
    static func read(_ raw: ArraySlice<UInt8>) -> String {
        let text = String(decoding: raw, as: UTF8.self)
        guard raw.contains(Byte.ampersand) else { return text }
        var result = ""
        var rest = text[...]
        while let scalar = rest.unicodeScalars.first {
            if scalar == "&" {
                if let entity = names.first(where: { rest.utf8.starts(with: $0.name.utf8) }) {
                    result += entity.text
                    rest.unicodeScalars.removeFirst(entity.name.unicodeScalars.count)
                    continue
                }
                if let (control, length) = control(rest) {
                    result.unicodeScalars.append(control)
                    rest.unicodeScalars.removeFirst(length)
                    continue
                }
            }
            result.unicodeScalars.append(scalar)
            rest.unicodeScalars.removeFirst()
        }
        return result
    }

    /// The value as it is written, with its quotes.
    static func write(_ value: String) -> String {
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "&quot;"
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case _ where scalar.properties.generalCategory == .control: result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func control(_ text: Substring) -> (Unicode.Scalar, length: Int)? {
        guard text.utf8.starts(with: "&#".utf8) else { return nil }
        let digits = text.utf8.dropFirst(2).prefix(4).prefix { (0x30...0x39).contains($0) }
        guard text.utf8.dropFirst(2 + digits.count).first == Byte.semicolon, let code = UInt32(Substring(digits)),
            let scalar = Unicode.Scalar(code), scalar.properties.generalCategory == .control
        else { return nil }
        return (scalar, digits.count + 3)
    }
}
