import JSON
import Prompts

/// Checks of an answer's text.
enum TextCheck {
    /// Exact text; for an object or a list, the same JSON.
    static func equals(_ output: String, _ value: JSONValue) -> CheckFinding {
        switch value {
        case .object, .array:
            guard let answer = try? JSONValue(parsing: output) else {
                return CheckFinding(.fail, score: 0, reason: "is not JSON")
            }
            return .rule(CanonicalJSON.same(answer, value), "is not \(shown(value.compact))")
        case .null, .bool, .number, .string:
            let text = self.text(value)
            return .rule(Array(output.utf8) == Array(text.utf8), "is not \(shown(text))")
        }
    }

    static func contains(_ output: String, _ check: Check) -> CheckFinding {
        let text = self.text(check.value ?? .null)
        guard !text.isEmpty else { return .failed("\(check.type) needs a value") }
        switch check.type {
        case "starts-with": return .rule(output.utf8.starts(with: text.utf8), "does not start with \(shown(text))")
        case "icontains":
            return .rule(isIn(output.lowercased(), text.lowercased()), "no \(shown(text)) in it")
        default: return .rule(isIn(output, text), "no \(shown(text)) in it")
        }
    }

    static func containsSeveral(_ output: String, _ check: Check) -> CheckFinding {
        var wanted = check.value?.arrayValue?.map(text) ?? CheckReading.list(check.value?.stringValue ?? "")
        let shownList = wanted.map(shown).joined(separator: ", ")
        var output = output
        if check.type.hasPrefix("i") {
            output = output.lowercased()
            wanted = wanted.map { $0.lowercased() }
        }
        let missing = wanted.filter { !isIn(output, $0) }
        if check.type.hasSuffix("any") { return .rule(missing.count < wanted.count, "none of \(shownList) in it") }
        return .rule(missing.isEmpty, "no \(missing.map(shown).joined(separator: ", ")) in it")
    }

    static func regex(_ output: String, _ value: JSONValue) -> CheckFinding {
        do {
            switch try RegularExpression(text(value)).isFound(in: output) {
            case .some(let isFound): return .rule(isFound, "does not match \(shown(text(value)))")
            case nil: return .failed("the pattern takes too long on this answer")
            }
        } catch {
            return .failed("is not a regular expression: \(error)")
        }
    }

    static func wordCount(_ output: String, _ value: JSONValue) -> CheckFinding {
        guard let limits = wordLimits(value) else { return .failed("word-count takes a number or {min, max}") }
        let count = output.split(whereSeparator: \.isWhitespace).count
        let isRight = Double(count) >= limits.least && Double(count) <= limits.most
        return .rule(isRight, "has \(Plural.of(count, "word"))")
    }

    /// The fewest and most words of `50`, `"50"` or `{min, max}`; nil for anything else.
    static func wordLimits(_ value: JSONValue) -> (least: Double, most: Double)? {
        if let count = value.doubleValue ?? value.stringValue.flatMap(Double.init) { return (count, count) }
        if value.stringValue?.contains("{{") == true { return (0, .infinity) }
        guard let object = value.objectValue, object["min"] != nil || object["max"] != nil else { return nil }
        let (least, most) = (object["min"]?.doubleValue ?? 0, object["max"]?.doubleValue ?? .infinity)
        let areNumbers = ["min", "max"].allSatisfy { object[$0] == nil || object[$0]?.doubleValue != nil }
        return areNumbers && least <= most ? (least, most) : nil
    }

    /// A value as text: a string is itself, anything else its JSON.
    static func text(_ value: JSONValue) -> String {
        value.stringValue ?? value.numberValue?.canonicalText ?? value.compact
    }

    /// A text in quotes, short enough for one line.
    static func shown(_ text: String) -> String {
        let limit = 80
        return JSONValue.string(text.count > limit ? text.prefix(limit) + "…" : text).compact
    }

    /// Whether bytes occur in bytes. Letters are compared as they are written, as JavaScript does.
    private static func isIn(_ text: String, _ part: String) -> Bool {
        part.isEmpty || Substrings.occurs(Array(part.utf8), in: Array(text.utf8))
    }
}

/// Search of bytes in time that grows with the sum of both lengths (Knuth, Morris and Pratt).
enum Substrings {
    static func occurs(_ part: [UInt8], in text: [UInt8]) -> Bool {
        var borders = [0]
        var length = 0
        for byte in part.dropFirst() {
            while length > 0, part[length] != byte { length = borders[length - 1] }
            if part[length] == byte { length += 1 }
            borders.append(length)
        }
        var matched = 0
        for byte in text {
            while matched > 0, part[matched] != byte { matched = borders[matched - 1] }
            if part[matched] == byte { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }
}
