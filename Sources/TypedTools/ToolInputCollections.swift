public import JSON

extension Optional: ToolInputValue where Wrapped: ToolInputValue {
    /// The part of the value that has come, if there is one.
    public typealias Partial = Wrapped.Partial

    /// The value may be left out.
    public static var isOptional: Bool { true }

    /// The wrapped type's values, and `null`.
    public static func schema(in context: inout SchemaContext) -> JSONValue {
        SchemaContext.nullable(Wrapped.schema(in: &context))
    }

    /// The part of the value that has come so far.
    public static func partial(of json: JSONValue) -> Wrapped.Partial? { Wrapped.partial(of: json) }
}

extension Array: ToolInputValue where Element: ToolInputValue {
    /// The items so far, the last one as far as it has come.
    public typealias Partial = [Element.Partial]

    /// An array of the element's values.
    public static func schema(in context: inout SchemaContext) -> JSONValue {
        ["type": "array", "items": Element.schema(in: &context)]
    }

    /// The items so far.
    public static func partial(of json: JSONValue) -> [Element.Partial]? {
        json.arrayValue?.compactMap(Element.partial(of:))
    }
}

extension Dictionary: ToolInputValue where Key == String, Value: ToolInputValue {
    /// The values so far, by their keys.
    public typealias Partial = [String: Value.Partial]

    /// An object with any keys and values of the value type. Strict mode does not allow it.
    public static func schema(in context: inout SchemaContext) -> JSONValue {
        ["type": "object", "additionalProperties": Value.schema(in: &context)]
    }

    /// The values so far.
    public static func partial(of json: JSONValue) -> [String: Value.Partial]? {
        guard let object = json.objectValue else { return nil }
        var values: [String: Value.Partial] = [:]
        for member in object.members { values[member.key] = Value.partial(of: member.value) }
        return values
    }
}
