public import JSON

/// A type that a model can write as JSON: what a property of a ``ToolInput`` can be.
///
/// An enum becomes one by saying so, if it has raw values and all its cases are known:
/// `enum Units: String, CaseIterable, ToolInputValue { case imperial, metric }`.
public protocol ToolInputValue: Codable, Sendable {
    /// The part of a value that has come while it is still being written.
    associatedtype Partial: Sendable = Self

    /// Whether the value may be left out.
    static var isOptional: Bool { get }
    /// The JSON Schema of the values.
    static func schema(in context: inout SchemaContext) -> JSONValue
    /// The part of a value that has come so far; nil for nothing.
    static func partial(of json: JSONValue) -> Partial?
}

extension ToolInputValue {
    /// By default, the value may not be left out.
    public static var isOptional: Bool { false }
}

/// The part of a `Value` that has come while it is still being written.
public typealias PartialOf<Value: ToolInputValue> = Value.Partial

extension ToolInputValue where Self: CaseIterable & RawRepresentable, RawValue == String, Partial == Self {
    /// One of the raw values.
    public static func schema(in context: inout SchemaContext) -> JSONValue {
        ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })]
    }

    /// The case, once its raw value is there.
    public static func partial(of json: JSONValue) -> Self? { json.stringValue.flatMap(Self.init(rawValue:)) }
}

extension ToolInputValue where Self: CaseIterable & RawRepresentable, RawValue == Int, Partial == Self {
    /// One of the raw values.
    public static func schema(in context: inout SchemaContext) -> JSONValue {
        ["type": "integer", "enum": .array(allCases.map { .number(JSONNumber($0.rawValue)) })]
    }

    /// The case, once its raw value is there.
    public static func partial(of json: JSONValue) -> Self? { json.intValue.flatMap(Self.init(rawValue:)) }
}
