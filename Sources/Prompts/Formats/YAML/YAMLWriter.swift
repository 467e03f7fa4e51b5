import JSON

/// Writes values as YAML in block style, short lists of scalars in flow style.
enum YAMLWriter {
    private static let width = 80
    /// Stays below the 1024 characters that libyaml takes as a key without a `?` before it.
    private static let longestKey = 1000

    /// Returns the lines of one entry of a block mapping, with the key in column `indent`.
    static func entry(_ key: String, _ value: JSONValue, indent: Int = 0) -> [String] {
        let pad = String(repeating: " ", count: indent)
        let name = YAMLText.key(key)
        guard name.utf8.count > longestKey else {
            return lines(after: pad + name + ":", value, indent: indent)
        }
        return [pad + "? " + name] + lines(after: pad + ":", value, indent: indent)
    }

    /// Returns the lines of one item of a block list, with the dash in column `indent`.
    static func item(_ value: JSONValue, indent: Int) -> [String] {
        let dash = String(repeating: " ", count: indent) + "-"
        guard inline(value, before: indent + 2) == nil else { return lines(after: dash, value, indent: indent) }
        var lines: [String]
        switch value {
        case .array(let items): lines = items.flatMap { item($0, indent: indent + 2) }
        case .object(let object): lines = object.members.flatMap { entry($0.key, $0.value, indent: indent + 2) }
        default: return Self.lines(after: dash, value, indent: indent)
        }
        lines[0] = dash + " " + lines[0].dropFirst(indent + 2)
        return lines
    }

    /// Returns the value on one line, if it is a scalar without line breaks, an empty collection or a short list of scalars.
    static func inline(_ value: JSONValue, before: Int) -> String? {
        switch value {
        case .string(let text): return YAMLText.literal(text) == nil ? YAMLText.inline(text) : nil
        case .array(let items):
            var pieces: [String] = []
            var length = before + 2
            for item in items {
                guard let piece = flowScalar(item) else { return nil }
                length += piece.unicodeScalars.count + 2
                guard length <= width else { return nil }
                pieces.append(piece)
            }
            return "[" + pieces.joined(separator: ", ") + "]"
        case .object(let object): return object.isEmpty ? "{}" : nil
        default: return flowScalar(value)
        }
    }

    private static func flowScalar(_ value: JSONValue) -> String? {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): YAMLText.inline(text, inFlow: true)
        case .array, .object: nil
        }
    }

    private static func lines(after head: String, _ value: JSONValue, indent: Int) -> [String] {
        if let inline = inline(value, before: head.unicodeScalars.count) { return [head + " " + inline] }
        switch value {
        case .string(let text):
            guard let literal = YAMLText.literal(text) else { return [head + " " + YAMLText.inline(text)] }
            let pad = String(repeating: " ", count: indent + 2)
            return [head + " " + literal.header] + literal.lines.map { $0.isEmpty ? "" : pad + $0 }
        case .array(let items):
            return [head] + items.flatMap { item($0, indent: indent + 2) }
        case .object(let object):
            return [head] + object.members.flatMap { entry($0.key, $0.value, indent: indent + 2) }
        default:
            return [head]
        }
    }
}
