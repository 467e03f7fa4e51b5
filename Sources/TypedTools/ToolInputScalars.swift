public import JSON

extension String: ToolInputValue {
    /// A string.
    public static func schema(in context: inout SchemaContext) -> JSONValue { ["type": "string"] }
    /// The characters so far.
    public static func partial(of json: JSONValue) -> String? { json.stringValue }
}

extension Bool: ToolInputValue {
    /// `true` or `false`.
    public static func schema(in context: inout SchemaContext) -> JSONValue { ["type": "boolean"] }
    /// The value, once it is there.
    public static func partial(of json: JSONValue) -> Bool? { json.boolValue }
}

extension Int: ToolInputValue {
    /// A whole number.
    public static func schema(in context: inout SchemaContext) -> JSONValue { ["type": "integer"] }
    /// The number so far.
    public static func partial(of json: JSONValue) -> Int? { json.intValue }
}

extension Int64: ToolInputValue {
    /// A whole number.
    public static func schema(in context: inout SchemaContext) -> JSONValue { ["type": "integer"] }
    /// The number so far.
    public static func partial(of json: JSONValue) -> Int64? { json.intValue.map(Int64.init) }
}

extension Int32: ToolInputValue {
    /// A whole number that fits.
    public static func schema(in context: inout SchemaContext) -> JSONValue {
        [
            "type": "integer", "minimum": .number(JSONNumber(Int(Int32.min))),
            "maximum": .number(JSONNumber(Int(Int32.max))),
        ]
    }
    /// The number so far.
    public static func partial(of json: JSONValue) -> Int32? { json.intValue.flatMap(Int32.init(exactly:)) }
}

extension UInt: ToolInputValue {
    /// A whole number from 0.
    public static func schema(in context: inout SchemaContext) -> JSONValue { ["type": "integer", "minimum": 0] }
    /// The number so far.
    public static func partial(of json: JSONValue) -> UInt? { json.intValue.flatMap(UInt.init(exactly:)) }
}

extension Double: ToolInputValue {
    /// A number.
    public static func schema(in context: inout SchemaContext) -> JSONValue { ["type": "number"] }
    /// The number so far.
    public static func partial(of json: JSONValue) -> Double? { json.doubleValue }
}

extension Float: ToolInputValue {
    /// A number.
    public static func schema(in context: inout SchemaContext) -> JSONValue { ["type": "number"] }
    /// The number so far.
    public static func partial(of json: JSONValue) -> Float? { json.doubleValue.map { Float($0) } }
}
