import JSON

/// Texts that are JSON, nearly JSON, or nothing of the kind.
package struct JSONFuzz: FuzzTarget {
    package static let name = "json"

    private static let damage = Damage(
        tokens: "{ } [ ] , : \" \\ \\u \\ud83c \\udf0a \\n / - + . e E 0 1 29 true false null tru nul \"a\":1 [] {}"
            .split(separator: " ").map(String.init) + [" ", "\n", "\r\n", "\t", "\u{FEFF}", "é", "🌊"])

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        switch numbers.below(20) {
        case 0: return (0..<numbers.below(24)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
        case 1, 2: return Self.damage.tokens(most: 16, &numbers)
        case 3 where numbers.chance(5): return Self.damage.of(deep(&numbers), most: 1, &numbers)
        case 4, 5: return text(&numbers)
        default: return Self.damage.of(text(&numbers), &numbers)
        }
    }

    private func text(_ numbers: inout SeededGenerator) -> [UInt8] {
        let value = numbers.value(depth: 3)
        switch numbers.below(5) {
        case 0: return Array(value.pretty(indent: numbers.below(4)).utf8)
        case 1, 2: return Array(value.compact.utf8)
        default: return Array(numbers.spelled(value).utf8)
        }
    }

    /// About as deep as may be.
    private func deep(_ numbers: inout SeededGenerator) -> [UInt8] {
        let depth = JSONValue.maximumDepth - 3 + numbers.below(6)
        let isObject = numbers.chance(50)
        let opening = String(repeating: isObject ? "{\"a\":" : "[", count: depth)
        return Array((opening + "1" + String(repeating: isObject ? "}" : "]", count: depth)).utf8)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let grammar = JSONGrammar(input)
        switch Result(catching: { () throws(JSONParseError) in try JSONValue(parsing: input) }) {
        case .success(let value):
            guard let grammar else { throw FuzzFinding("is accepted, and is not JSON by the grammar") }
            try require(grammar.depth <= JSONValue.maximumDepth, "is nested too deep and accepted")
            try checkValue(value, of: input, &numbers)
            // A key that comes again replaces what was there before.
            guard grammar.members == value.memberCount else { return }
            try require(
                grammar.leaves.elementsEqual(value.leaves) { $0.utf8.elementsEqual($1.utf8) }, "is \(value.leaves)")
            try checkBeginning(of: input, value, &numbers)
        case .failure(let error):
            try require(
                (grammar?.depth ?? .max) > JSONValue.maximumDepth, "is JSON by the grammar, and refused: \(error)")
            try checkError(error, of: input)
        }
    }

    private func checkValue(
        _ value: JSONValue, of input: [UInt8], _ numbers: inout SeededGenerator
    ) throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        let compact = value.compact
        try require(parsed(compact) == value, "reads differently when it is written: \(compact)")
        try require(parsed(compact)?.compact == compact, "is written differently the second time: \(compact)")
        try require(parsed(compact)?.hashValue == value.hashValue, "has another hash when it is read again")
        try require(parsed(value.pretty(indent: numbers.below(4))) == value, "reads differently when it is laid out")
        let canonical = value.canonical
        try require(parsed(canonical)?.canonical == canonical, "has two canonical forms, the first \(canonical)")
        try require(parsed(text) == value, "is read differently out of a text")
        try require((try? JSONValue(parsing: ([0x20] + input)[1...])) == value, "is read differently out of a slice")
        try require(PartialJSON.value(of: text) == value, "is shown differently when it counts as unfinished")
        try require(PartialJSON.completing(compact) == compact, "is completed though it is whole: \(compact)")
    }

    private func checkBeginning(
        of input: [UInt8], _ whole: JSONValue, _ numbers: inout SeededGenerator
    ) throws(FuzzFinding) {
        let scalars = String(decoding: input, as: UTF8.self).unicodeScalars
        let beginning = String(scalars.prefix(numbers.below(scalars.count + 1)))
        guard let shown = PartialJSON.completing(beginning) else { return }
        guard let value = parsed(shown) else { throw FuzzFinding("its beginning \(beginning) is shown as \(shown)") }
        try require(value.begins(whole), "its beginning \(beginning) is shown as something else: \(shown)")
    }

    private func checkError(_ error: JSONParseError, of input: [UInt8]) throws(FuzzFinding) {
        try require((0...input.count).contains(error.offset), "is said to be wrong at byte \(error.offset)")
        try require(error.line > 0 && error.column > 0, "is said to be wrong at \(error)")
        let hasControl = error.message.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
        try require(!hasControl, "is refused in words with a control character")
        let text = String(decoding: input, as: UTF8.self)
        let shown = PartialJSON.completing(text)
        if let shown { try require(parsed(shown) != nil, "is shown as \(shown), which is not JSON") }
        guard text.utf8.elementsEqual(input) else { return }
        // Where the text is wrong before its end, it is no beginning of JSON, unless it ends in half a literal.
        let rest = String(decoding: input[error.offset...], as: UTF8.self)
        let mayGoOn = rest.isEmpty || ["true", "false", "null"].contains { $0.hasPrefix(rest) }
        try require(mayGoOn || shown == nil, "is wrong at byte \(error.offset), and yet shown as \(shown ?? "")")
    }

    private func parsed(_ text: String) -> JSONValue? { try? JSONValue(parsing: text) }
}

extension JSONValue {
    /// Keys, strings and numbers in it, in order.
    fileprivate var leaves: [String] {
        switch self {
        case .null, .bool: []
        case .number(let number): [number.text]
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.leaves)
        case .object(let object): object.members.flatMap { [$0.key] + $0.value.leaves }
        }
    }

    /// Members of all objects in it.
    fileprivate var memberCount: Int {
        switch self {
        case .array(let elements): elements.reduce(0) { $0 + $1.memberCount }
        case .object(let object): object.members.reduce(object.count) { $0 + $1.value.memberCount }
        default: 0
        }
    }
}
