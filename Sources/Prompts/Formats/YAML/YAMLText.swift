import JSON

/// Writes a string in YAML: plain where it reads back as itself, else in double quotes or as a block literal.
enum YAMLText {
    /// Returns the text on one line.
    /// - Parameter inFlow: within `[…]`, where more characters have a meaning.
    static func inline(_ text: String, inFlow: Bool = false) -> String {
        isPlain(text, inFlow: inFlow) ? text : quoted(text)
    }

    /// Returns a key, always on one line and quoted where a plain one could be read as a number, a Boolean or null.
    static func key(_ text: String) -> String {
        text == "<<" ? quoted(text) : inline(text, inFlow: true)
    }

    /// Returns the header (`|`, `|-`, `|+`) and the lines of a block literal, without indentation;
    /// nil when the text has only one line or would not read back the same.
    static func literal(_ text: String) -> (header: String, lines: [Substring])? {
        guard text.utf8.contains(0x0A), text.unicodeScalars.allSatisfy({ isPrintable($0) || $0 == "\n" || $0 == "\t" })
        else {
            return nil
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first(where: { !$0.isEmpty }), first.first != " ", first.first != "\t" else {
            return nil
        }
        let endsInBreak = lines.last?.isEmpty == true
        if endsInBreak { lines.removeLast() }
        let header = !endsInBreak ? "|-" : lines.last?.isEmpty == true ? "|+" : "|"
        return (header, lines)
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default:
                let code = String(scalar.value, radix: 16, uppercase: true)
                let width = scalar.value < 0x100 ? 2 : 4
                result += (width == 2 ? "\\x" : "\\u") + String(repeating: "0", count: width - code.utf8.count) + code
            }
        }
        return result + "\""
    }

    private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, YAMLScalar.isString(text) else { return false }
        // Plain ones are refused where a number is expected.
        if SpelledNumber.plain(text) != nil { return false }
        if "?:,[]{}#&*!|>'\"%@` ".utf8.contains(first) || last == 0x20 || last == 0x3A { return false }
        if first == 0x2D, text.utf8.count == 1 || text.utf8.dropFirst().first == 0x20 { return false }
        if text.hasPrefix("---") || text.hasPrefix("...") { return false }
        var before: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x20 where before == 0x3A, 0x23 where before == 0x20: return false
            case 0x2C, 0x3A, 0x3F, 0x5B, 0x5D, 0x7B, 0x7D: if inFlow { return false }
            default: break
            }
            before = byte
        }
        return text.unicodeScalars.allSatisfy(isPrintable)
    }

    /// Tells whether a character is printable and not a line break, for YAML 1.2 and for libyaml, which reads 1.1.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
