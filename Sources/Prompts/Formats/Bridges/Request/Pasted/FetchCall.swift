internal import JSON

/// A call of `fetch`, as a browser's "Copy as fetch" writes it: an address, and options that are JSON.
struct FetchCall {
    /// The body; nil for none, or if the options cannot be read.
    private(set) var body: String?
    /// Whether the options are JavaScript that is no JSON.
    private(set) var isProgram = false
    private(set) var url: String?
    /// Whether the call has header lines.
    private(set) var hasHeaders = false

    /// The beginning of such a call, up to its address.
    static var beginning: Regex<Substring> {
        /(?:(?:const|let|var)\s+[A-Za-z_$][\w$]*\s*=\s*)?(?:await\s+)?fetch\s*\(\s*(?=["'`])/
    }

    init(_ text: Substring) {
        var rest = text
        if let match = rest.prefixMatch(of: Self.beginning) { rest = rest[match.range.upperBound...] }
        if let quote = rest.first, "\"'`".contains(quote) {
            url = String(rest.dropFirst().prefix { $0 != quote })
        }
        guard let start = rest.firstIndex(of: "{") else { return }
        let literal = Self.braced(rest[start...])
        guard let options = try? JSONValue(parsing: literal) else {
            isProgram = true
            return
        }
        hasHeaders = options["headers"] != nil
        body = options["body"]?.stringValue
    }

    /// The beginning of a text up to the brace that closes the first one.
    private static func braced(_ text: Substring) -> String {
        var (depth, isInString, isEscaped) = (0, false, false)
        var end = text.startIndex
        for index in text.indices {
            end = text.index(after: index)
            let character = text[index]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInString = false
                }
                continue
            }
            switch character {
            case "\"": isInString = true
            case "{": depth += 1
            case "}": depth -= 1
            default: break
            }
            if depth == 0 { break }
        }
        return String(text[..<end])
    }
}
