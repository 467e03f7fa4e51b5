public import JSON
public import Prompts

/// The arguments of a tool, as a Swift type: its properties are the tool's parameters.
///
/// The macro ``ToolInput(_:strict:)`` makes a struct conform.
public protocol ToolInput: ToolInputValue {
    /// The name that the model calls: `^[a-zA-Z0-9_-]{1,64}$` for the API.
    static var toolName: String { get }
    /// The description of the tool, for the model.
    static var toolDescription: String? { get }
    /// Whether the API has to make the arguments fit the schema.
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
    /// - Parameter strict: whether the schema follows the API's strict mode: closed objects with every property
    ///   required, and optional ones nullable instead.
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
/// The model may leave out a property that is optional or has a default value. Types may be strings, numbers,
/// Booleans, arrays, dictionaries with `String` keys, enums that are ``ToolInputValue``, and other structs with this
/// macro. The struct becomes `Codable`, and its nested type `Partial` has the part of a streamed value that has come
/// so far.
///
/// - Parameters:
///   - name: the tool's name: letters, digits, `_` and `-`, 64 at most.
///   - strict: whether the API has to make the arguments fit the schema.
@attached(
    extension, conformances: ToolInput,
    names: named(CodingKeys), named(Partial), named(toolName), named(toolDescription), named(isStrict), named(schema),
    named(partial), named(init), named(encode))
public macro ToolInput(_ name: String? = nil, strict: Bool = false) =
    #externalMacro(module: "TypedToolsMacros", type: "ToolInputMacro")

/// Describes a property of a ``ToolInput(_:strict:)`` struct beyond its type.
///
/// - Parameters:
///   - description: the description, instead of the doc comment.
///   - key: the property's name in the JSON, if it differs from the Swift name.
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
