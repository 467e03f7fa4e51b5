/// Patterns of ECMAScript in the words of PCRE2, where these differ and schemas notice.
enum ECMAPattern {
    static func translated(_ pattern: String) -> String {
        var reader = Reader(rest: Array(pattern.unicodeScalars)[...])
        reader.translate()
        return String(reader.written)
    }

    private struct Reader {
        var rest: ArraySlice<Unicode.Scalar>
        var written = String.UnicodeScalarView()
        private var isInClass = false

        init(rest: ArraySlice<Unicode.Scalar>) { self.rest = rest }

        mutating func translate() {
            while let scalar = rest.popFirst() {
                switch scalar {
                case "\\": escape()
                case "[" where isInClass:
                    // Might begin one of POSIX's classes.
                    write("\\[")
                case "[":
                    isInClass = true
                    written.append(scalar)
                case "]":
                    isInClass = false
                    written.append(scalar)
                default: written.append(scalar)
                }
            }
        }

        private mutating func escape() {
            guard let scalar = rest.popFirst() else { return write("\\") }
            switch scalar {
            case "s": write(isInClass ? spaces : "[\(spaces)]")
            case "S" where !isInClass: write("[^\(spaces)]")
            case "u": pair()
            case "p", "P": property(scalar)
            default:
                write("\\")
                written.append(scalar)
            }
        }

        private let spaces = "\\s\\p{Z}\u{FEFF}"

        /// `\ud83d\udc32`
        private mutating func pair() {
            let digits = Array(rest.prefix(10))
            guard digits.count == 10, digits[4] == "\\", digits[5] == "u", let high = Self.unit(digits[..<4]),
                let low = Self.unit(digits[6...]), high & 0xFC00 == 0xD800, low & 0xFC00 == 0xDC00,
                let scalar = Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + low & 0x3FF)
            else { return write("\\u") }
            rest = rest.dropFirst(10)
            written.append(scalar)
        }

        private static func unit(_ digits: ArraySlice<Unicode.Scalar>) -> UInt32? {
            guard digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
            return UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
        }

        private mutating func property(_ letter: Unicode.Scalar) {
            write("\\")
            written.append(letter)
            guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return }
            var name = String(String.UnicodeScalarView(rest[(rest.startIndex + 1)..<end]))
            for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
                name = String(name.dropFirst(prefix.count))
            }
            write("{" + (categories[name] ?? name) + "}")
            rest = rest[(end + 1)...]
        }

        private mutating func write(_ text: String) { written.append(contentsOf: text.unicodeScalars) }
    }

    /// The long names of Unicode's general categories, which PCRE2 knows by their short ones only.
    private static let categories = [
        "Letter": "L", "Cased_Letter": "L&", "LC": "L&", "Lowercase_Letter": "Ll", "Uppercase_Letter": "Lu",
        "Titlecase_Letter": "Lt", "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M",
        "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd",
        "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P", "punct": "P",
        "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe",
        "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S",
        "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z",
        "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Other": "C", "Control": "Cc",
        "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co", "Unassigned": "Cn",
    ]
}
