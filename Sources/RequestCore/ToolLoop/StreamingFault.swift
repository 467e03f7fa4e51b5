internal import JSON
public import Prompts

/// Checks JSON against a schema while it is still being written. Only what no further text can mend is a fault.
extension SchemaFault {
    /// Longer texts are checked only when they are complete, so that every piece of a stream costs the same.
    private static let longest = 1 << 16

    /// Keywords that a complete value breaks for good, whatever follows it.
    private static let lasting: Set<String> = [
        "type", "enum", "const", "additionalProperties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "multipleOf", "minLength", "maxLength", "pattern", "maxItems", "maxProperties", "uniqueItems", "propertyNames",
    ]

    /// The lasting fault of the beginning of a text; nil if there is none so far.
    ///
    /// - Parameter schema: the schema of the whole text.
    init?(soFar text: String, against schema: JSONValue) {
        guard text.utf8.count <= Self.longest, let value = Self.settledValue(of: text),
            let schema = try? JSONSchema(schema),
            let violation = schema.validate(value).first(where: { Self.lasting.contains($0.keyword) })
        else { return nil }
        // The outermost object is still growing, and so may be the objects around the last value.
        self = .violation(violation)
    }

    /// The value without its last part, which may still grow; nil if nothing is final yet.
    private static func settledValue(of text: String) -> JSONValue? {
        var progress = JSONShape.ObjectProgress()
        var end: String.Index?
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            let wasInString = progress.isInString
            progress.take(byte)
            guard !wasInString else { continue }
            switch byte {
            case UInt8(ascii: ","): end = index
            case UInt8(ascii: "}"), UInt8(ascii: "]"): end = text.utf8.index(after: index)
            default: break
            }
        }
        return end.flatMap { PartialJSON.value(of: String(text[..<$0])) }
    }
}

extension ResponseFormat {
    /// The lasting fault of the beginning of an answer in this format; nil if there is none so far.
    public func fault(soFar text: String) -> SchemaFault? {
        switch self {
        case .jsonSchema(let named): return named.schema.flatMap { SchemaFault(soFar: text, against: $0) }
        case .jsonObject:
            let first = text.utf8.first { ![UInt8(ascii: " "), 0x0A, 0x0D, 0x09].contains($0) }
            return first == nil || first == UInt8(ascii: "{") ? nil : .notAnObject
        case .text, .other: return nil
        }
    }
}

extension ToolCall {
    /// The lasting fault of a call whose arguments are still being written; nil if there is none so far.
    public func fault(soFar tools: [Tool]) -> SchemaFault? {
        guard !isCustom, let schema = tools.first(where: { $0.name == name })?.parameters else { return nil }
        return SchemaFault(soFar: arguments, against: schema)
    }
}
