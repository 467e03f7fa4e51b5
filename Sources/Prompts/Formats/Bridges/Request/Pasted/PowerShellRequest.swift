/// A request in PowerShell, as a browser's "Copy as PowerShell" or a manual has it: `Invoke-RestMethod … -Body "…"`.
struct PowerShellRequest {
    /// The body; nil for none, or if it is no literal.
    private(set) var body: String?
    /// Whether the body is made by a program: a variable, or what `ConvertTo-Json` returns.
    private(set) var isProgram = false
    private(set) var url: String?
    /// Whether the request has header lines, a session or credentials.
    private(set) var hasHeaders = false

    private static var parameters: Regex<(Substring, Substring)> {
        /(?i)\s-(Body|Uri|Headers|WebSession|Credential|Token)[\s:]\s*/
    }

    /// Tells whether a text is such a request, perhaps behind lines that make its session or its headers.
    static func recognises(_ text: Substring) -> Bool {
        guard text.prefix(80).contains(/^\$\w[\w.]*\s*=/) || text.prefix(40).contains(/^(?i)(?:invoke-|iwr\s|irm\s)/)
        else { return false }
        return text.contains(/(?i)\b(?:Invoke-RestMethod|Invoke-WebRequest|iwr|irm)\s/)
    }

    init(_ text: Substring) {
        for match in text.matches(of: Self.parameters) {
            let rest = text[match.range.upperBound...]
            switch match.1.lowercased() {
            case "uri": url = url ?? Self.literal(rest)
            case "body":
                guard body == nil else { continue }
                let bytes = rest.prefixMatch(of: /(?i)\(\s*\[System\.Text\.Encoding\]::UTF8\.GetBytes\(\s*/)
                body = Self.literal(bytes.map { rest[$0.range.upperBound...] } ?? rest)
                isProgram = body == nil
            default: hasHeaders = true
            }
        }
    }

    /// The text of the literal that a text begins with; nil if it begins with none.
    private static func literal(_ text: Substring) -> String? {
        if text.hasPrefix("@'") || text.hasPrefix("@\"") { return block(text) }
        guard let quote = text.first, quote == "\"" || quote == "'" else { return nil }
        var units: [UInt16] = []
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            if character == quote {
                // A doubled quote stands for one.
                guard rest.first == quote else { break }
                rest.removeFirst()
                units += String(quote).utf16
            } else if quote == "\"", character == "`", let next = rest.popFirst() {
                units += (escapes[next] ?? String(next)).utf16
            } else if quote == "\"", character == "$", let unit = codeUnit(&rest) {
                units.append(unit)
            } else {
                units += String(character).utf16
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static let escapes: [Character: String] = ["n": "\n", "r": "\r", "t": "\t", "0": "\0"]

    /// `$([char]0x00e9)`, which browsers write for letters beyond ASCII.
    private static func codeUnit(_ rest: inout Substring) -> UInt16? {
        guard let match = rest.prefixMatch(of: /(?i)\(\[char\](?:0x([0-9a-f]{1,4})|([0-9]{1,5}))\)/) else { return nil }
        let unit = match.1.map { UInt16($0, radix: 16) } ?? match.2.map { UInt16($0) }
        guard let unit = unit ?? nil else { return nil }
        rest = rest[match.range.upperBound...]
        return unit
    }

    /// The lines between `@'` and `'@`.
    private static func block(_ text: Substring) -> String? {
        let quote = text.dropFirst().prefix(1)
        guard let start = text.firstIndex(where: \.isNewline),
            let end = text[start...].firstRange(of: "\n\(quote)@") ?? text[start...].firstRange(of: "\r\n\(quote)@")
        else { return nil }
        let first = text.index(after: start)
        return first < end.lowerBound ? String(text[first..<end.lowerBound]) : ""
    }
}
