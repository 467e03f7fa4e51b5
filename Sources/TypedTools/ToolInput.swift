public import JSON
public import Prompts

/// The arguments of a tool, as a Swift type: its properties are the tool's parameters.
///
/// The macro ``ToolInput(_:strict:)`` makes all of it from a struct.
public protocol ToolInput: ToolInputValue {
    /// What the model calls: `^[a-zA-Z0-9_-]{1,64}$` for the API.
    static var toolName: String { get }
    /// What the tool is for; the model reads it.
    static var toolDescription: String? { get }
    /// Whether the API has to keep the arguments to the schema.
    static var isStrict: Bool { get }
}

extension ToolInput {
    /// The tool as a request offers it.
    public static var tool: Tool {
        Tool(
            name: toolName, description: toolDescription, strict: isStrict ? true : nil,
            parameters: jsonSchema(strict: isStrict))
    }

    /// The JSON Schema of the type.
    ///
    /// - Parameter strict: whether it has to be as the API's strict mode asks: closed objects with every property required,
    ///   those that may be left out nullable instead.
    public static func jsonSchema(strict: Bool = false) -> JSONValue {
        var context = SchemaContext(isStrict: strict)
        return context.document(of: Self.self)
    }
}

/// Makes a struct a tool: its name in snake_case (or the one given) is the tool's name, its doc comment the description, and its
/// stored properties the parameters, described by their doc comments.
///
/// ```swift
/// /// Looks the weather up.
/// @ToolInput struct Weather {
///     /// City name
///     var location: String
///     @ToolProperty(minimum: 1, maximum: 14) var days: Int = 1
///     var units: Units?
/// }
/// ```
///
/// A property that is optional or has a value need not be given by the model. Types may be strings, numbers, Booleans, arrays,
/// dictionaries with `String` keys, enums that are ``ToolInputValue``, and other structs with this macro. The struct becomes
/// `Codable`; for what has come so far of a streamed value there is a nested type `Partial`.
///
/// - Parameters:
///   - name: the tool's name: letters, digits, `_` and `-`, 64 at most.
///   - strict: whether the API has to keep the arguments to the schema.
@attached(
    extension, conformances: ToolInput,
    names: named(CodingKeys), named(Partial), named(toolName), named(toolDescription), named(isStrict), named(schema),
    named(partial), named(init), named(encode))
public macro ToolInput(_ name: String? = nil, strict: Bool = false) =
    #externalMacro(module: "TypedToolsMacros", type: "ToolInputMacro")

/// Says more of a property of a ``ToolInput(_:strict:)`` struct than its type does.
///
/// - Parameters:
///   - description: in place of the doc comment.
///   - key: the property's name in the JSON, where it is not that of the Swift property.
///   - minimum: the least number.
///   - maximum: the greatest number.
///   - multipleOf: the number is a multiple of this.
///   - minLength: the least count of characters of a text.
///   - maxLength: the greatest count.
///   - pattern: a regular expression (ECMAScript's) that a text has to match somewhere.
///   - format: what kind of text it is: `date-time`, `email`, `uri`, …; tells the model, and is not checked.
///   - minItems: the least count of an array's items.
///   - maxItems: the greatest count.
@attached(peer)
public macro ToolProperty(
    _ description: String? = nil, key: String? = nil, minimum: Double? = nil, maximum: Double? = nil,
    multipleOf: Double? = nil, minLength: Int? = nil, maxLength: Int? = nil, pattern: String? = nil,
    format: String? = nil, minItems: Int? = nil, maxItems: Int? = nil
) = #externalMacro(module: "TypedToolsMacros", type: "ToolPropertyMacro")
