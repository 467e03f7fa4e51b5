import JSON

/// What `config.yaml` says of a model, in place of what the catalogue says. A field is nil if it is not given.
package struct ModelSettings: Sendable, Hashable {
    /// The name as the provider spells it.
    package var name: String
    /// US dollars for a million tokens of the prompt, in decimals as written.
    package var input: String?
    /// US dollars for a million tokens of the answer.
    package var output: String?
    /// US dollars for a million prompt tokens from the provider's cache.
    package var cached: String?
    /// US dollars for a million prompt tokens that are written into the provider's cache.
    package var cacheWrite: String?
    /// The longest prompt, in tokens.
    package var context: Int?
    /// The longest answer, in tokens.
    package var maxOutput: Int?
    /// Whether the model accepts images.
    package var vision: Bool?
    /// Whether the model calls tools.
    package var tools: Bool?
    /// Whether the model reasons before it answers.
    package var reasoning: Bool?
    /// The date on which the model is retired, such as `2026-10-23`.
    package var retires: String?
    /// The model that takes its place.
    package var successor: String?
    /// The date of these facts, such as `2026-11-30`.
    package var date: String?

    /// Settings that say nothing.
    package init(name: String) { self.name = name }

    static let keys = [
        "input", "output", "cached", "cache_write", "context", "max_output", "vision", "tools", "reasoning", "retires",
        "successor", "date",
    ]

    /// Takes the value of a key.
    ///
    /// - Throws: ``Fault`` with the reason for a value of the wrong type.
    mutating func set(_ key: String, _ value: JSONValue) throws(Fault) {
        switch key {
        case "input": input = try Self.price(value)
        case "output": output = try Self.price(value)
        case "cached": cached = try Self.price(value)
        case "cache_write": cacheWrite = try Self.price(value)
        case "context": context = try Self.count(value)
        case "max_output": maxOutput = try Self.count(value)
        case "vision": vision = try Self.flag(value)
        case "tools": tools = try Self.flag(value)
        case "reasoning": reasoning = try Self.flag(value)
        case "retires": retires = try Self.day(value)
        case "date": date = try Self.day(value)
        default:
            guard let name = value.stringValue else { throw Fault(words: "must be the name of a model") }
            successor = name
        }
    }

    /// What is wrong with a value.
    struct Fault: Error {
        let words: String
    }

    private static func price(_ value: JSONValue) throws(Fault) -> String {
        let text = if case .number(let number) = value { number.text } else { value.stringValue ?? "" }
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = pieces.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard digits, (1...2).contains(pieces.count), text.utf8.count <= 12, pieces.count == 1 || pieces[1].count <= 6
        else {
            throw Fault(words: "must be US dollars for a million tokens, for example 2.50")
        }
        return text
    }

    private static func count(_ value: JSONValue) throws(Fault) -> Int {
        guard let count = value.intValue, count > 0 else {
            throw Fault(words: "must be a whole number of tokens, for example 128000")
        }
        return count
    }

    private static func flag(_ value: JSONValue) throws(Fault) -> Bool {
        guard let flag = value.boolValue else { throw Fault(words: "must be true or false") }
        return flag
    }

    private static func day(_ value: JSONValue) throws(Fault) -> String {
        let text = value.stringValue ?? ""
        let pattern = "dddd-dd-dd".utf8
        let fits =
            text.utf8.count == pattern.count
            && zip(text.utf8, pattern).allSatisfy { byte, wanted in
                wanted == UInt8(ascii: "d") ? (0x30...0x39).contains(byte) : byte == wanted
            }
        guard fits else { throw Fault(words: "must be a date such as 2026-11-30") }
        return text
    }
}
