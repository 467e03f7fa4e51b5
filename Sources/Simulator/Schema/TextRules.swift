import JSON

/// What a schema asks of a text.
struct TextRules {
    private let least: Int
    private let most: Int
    private let format: String?
    private let pattern: PatternText?
    /// A pattern too involved to be followed: texts are made without it.
    private let hasPattern: Bool

    init(_ schema: JSONValue) {
        least = min(max(schema["minLength"]?.intValue ?? 0, 0), 100_000)
        most = max(schema["maxLength"]?.intValue ?? Int.max, 0)
        format = schema["format"]?.stringValue
        let source = schema["pattern"]?.stringValue
        hasPattern = source != nil
        pattern = source.flatMap { PatternText($0) }
    }

    func accept(_ text: String) -> Bool {
        let length = text.unicodeScalars.count
        guard length >= least, length <= most, !hasPattern || pattern?.matches(text) == true else { return false }
        return format.map { TextFormat.accepts(text, $0) } ?? true
    }

    /// A text by pattern or format; nil where there is neither.
    func formatted(item: Int, _ generator: inout SeededGenerator) -> String? {
        if let pattern {
            for extra in [0, 1, 2, 3, 5, 8, 12, 20, 40, 80, 200] {
                for _ in 0..<4 {
                    let text = pattern.example(extra: extra, &generator)
                    if accept(text) { return text }
                }
            }
        }
        guard let format, let text = TextFormat.example(format, item: item, &generator) else { return nil }
        return text
    }

    /// `text` brought to a length that is allowed; items of an array differ by their number.
    func fitted(_ text: String, item: Int) -> String {
        var text = item == 0 ? text : "\(text) \(item + 1)"
        if text.unicodeScalars.count > most {
            let tail = item == 0 ? "" : String(item + 1)
            let room = most - tail.unicodeScalars.count
            text =
                room >= 0 ? String(text.unicodeScalars.prefix(room)) + tail : String(tail.unicodeScalars.suffix(most))
        }
        let missing = least - text.unicodeScalars.count
        return missing > 0 ? text + String(repeating: ".", count: missing) : text
    }
}

/// The formats of JSON Schema that OpenAI's strict mode knows, and a few more.
enum TextFormat {
    static func example(_ format: String, item: Int, _ generator: inout SeededGenerator) -> String? {
        let day = pad(1 + (generator.below(27) + item) % 28)
        switch format {
        case "date": return "2026-05-\(day)"
        case "time": return "09:\(pad((30 + item) % 60)):00Z"
        case "date-time": return "2026-05-\(day)T09:\(pad((30 + item) % 60)):00Z"
        case "duration": return "PT\(15 + item)M"
        case "email", "idn-email": return item == 0 ? "someone@example.com" : "someone\(item)@example.com"
        case "uri", "url", "iri", "uri-reference": return "https://example.com/" + (item == 0 ? "" : String(item))
        case "hostname": return item == 0 ? "example.com" : "host\(item).example.com"
        case "ipv4": return "192.0.2.\(1 + (generator.below(200) + item) % 250)"
        case "ipv6": return "2001:db8::\(1 + item)"
        case "uuid": return uuid(&generator)
        default: return nil
        }
    }

    /// Whether a text that was found in a message will do.
    static func accepts(_ text: String, _ format: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        switch format {
        case "date": return isDate(text)
        case "date-time":
            return text.count >= 20 && isDate(String(text.prefix(10))) && text.dropFirst(10).first == "T"
                && text.last == "Z"
        case "time": return text.count == 9 && text.last == "Z" && text.filter { $0 == ":" }.count == 2
        case "duration":
            return text.hasPrefix("PT") && text.dropFirst(2).dropLast().allSatisfy(\.isNumber)
                && "HMS".contains(text.last ?? " ")
        case "email", "idn-email":
            let sides = text.split(separator: "@", omittingEmptySubsequences: false)
            return sides.count == 2 && !sides[0].isEmpty && sides[1].contains(".")
                && text.allSatisfy { !$0.isWhitespace }
        case "uri", "url", "iri", "uri-reference":
            return text.contains("://")
                && text.allSatisfy { $0.isASCII && !$0.isWhitespace && !"<>\"{}|\\^`".contains($0) }
        case "hostname":
            return text.contains(".")
                && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) }
        case "ipv4":
            let octets = text.split(separator: ".", omittingEmptySubsequences: false)
            return octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
        case "ipv6": return text.contains(":") && text.allSatisfy { $0.isHexDigit || $0 == ":" }
        case "uuid": return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
        default: return true
        }
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]), Int(parts[0]) != nil
        else { return false }
        return 1...12 ~= month && 1...28 ~= day || 1...12 ~= month && month != 2 && 1...30 ~= day
    }

    private static func pad(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    private static func uuid(_ generator: inout SeededGenerator) -> String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for index in 0..<32 {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(index == 12 ? "4" : index == 16 ? digits[8 + generator.below(4)] : digits[generator.below(16)])
        }
        return text
    }
}
