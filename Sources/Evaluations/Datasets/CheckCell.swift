import JSON
import Prompts

/// A check in a cell of a table: `contains:Brest`, `not-icontains-any:a, b`, `levenshtein(3):Brest`. Any other text is what the
/// answer has to equal.
enum CheckCell {
    /// Types whose names may begin a cell although they are written otherwise elsewhere.
    private static let aliases = [
        "fn": "javascript", "eval": "javascript", "grade": "llm-rubric",
    ]

    /// - Throws: ``FieldError`` without a field, for a check that cannot be written so.
    static func check(_ text: String) throws(FieldError) -> Check {
        if text.hasPrefix("file://") {
            let isPython = text.hasSuffix(".py") || text.contains(".py:")
            let isScript = [".js", ".ts"].contains { text.hasSuffix($0) || text.contains($0 + ":") }
            if isPython || isScript {
                return Check(
                    type: isPython ? "python" : "javascript", value: .string(String(text.dropFirst("file://".count))))
            }
        }
        guard let parts = parts(text) else { return Check(type: "equals", value: .string(text)) }
        var check = Check(type: parts.type, isNegated: parts.isNegated, threshold: parts.threshold)
        switch parts.type {
        case "contains-all", "contains-any", "icontains-all", "icontains-any":
            check.value = .array(CheckReading.list(parts.value ?? "").map(JSONValue.string))
        case "is-json", "contains-json":
            check.value = try parts.value.flatMap { text throws(FieldError) in try schema(text) }
        case "word-count", "trajectory:tool-args-match", "trajectory:tool-sequence", "trajectory:step-count":
            check.value = parts.value.map { (try? JSONValue(parsing: $0)) ?? .string($0) }
        default:
            // A boolean method has nothing to compare with, and `is-xml` alone names nothing that it requires.
            check.value = parts.value.flatMap { $0.isEmpty && !CheckType.needsValue(parts.type) ? nil : .string($0) }
        }
        if check.threshold == nil, ["rouge-n", "similar"].contains(parts.type) {
            check.threshold = parts.type == "similar" ? 0.8 : 0.75
        }
        return check
    }

    private static func schema(_ text: String) throws(FieldError) -> JSONValue? {
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        if let json = try? JSONValue(parsing: text) { return json }
        guard let value = try YAMLSource.read(text, file: nil)?.json, value.objectValue != nil || value.boolValue != nil
        else { throw FieldError(message: "expected a JSON schema after the colon") }
        return value
    }

    private struct Parts {
        var isNegated: Bool
        var type: String
        var threshold: Double?
        var value: String?
    }

    /// `^(not-)?(TYPE)(\((\d+(\.\d+)?)\))?(:VALUE)?$`; nil for any other text. promptfoo's guides write `contains: Hello`, so
    /// white space around the value is none of it.
    private static func parts(_ text: String) -> Parts? {
        var head = text.prefix { $0 != ":" && $0 != "(" }
        // Some types have a colon in their name.
        for type in CheckType.all where type.contains(":") {
            for prefix in ["", "not-"] where text.hasPrefix(prefix + type) {
                head = text.prefix(prefix.count + type.count)
            }
        }
        var rest = text.dropFirst(head.count)
        var name = String(head)
        let isNegated = name.hasPrefix("not-")
        if isNegated { name = String(name.dropFirst(4)) }
        if !isNegated, rest.first == ":", let alias = aliases[name] { name = alias }
        guard CheckType.all.contains(name) else { return nil }
        var threshold: Double?
        if rest.first == "(" {
            guard let end = rest.firstIndex(of: ")") else { return nil }
            let number = rest[rest.index(after: rest.startIndex)..<end]
            let pieces = number.split(separator: ".", omittingEmptySubsequences: false)
            guard (1...2).contains(pieces.count), pieces.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
            else { return nil }
            threshold = Double(number)
            rest = rest[rest.index(after: end)...]
        }
        guard rest.isEmpty || rest.first == ":" else { return nil }
        var value = rest.dropFirst().drop(while: \.isWhitespace)
        while value.last?.isWhitespace == true { value.removeLast() }
        return Parts(
            isNegated: isNegated, type: name, threshold: threshold, value: rest.isEmpty ? nil : String(value))
    }
}

extension Character {
    /// 0 to 9.
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
