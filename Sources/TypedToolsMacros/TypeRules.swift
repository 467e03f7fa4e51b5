import SwiftSyntax

/// Which types can be parameters, as far as their spelling tells.
enum TypeRules {
    private static let foundation = [
        "Date": "a String with @ToolProperty(format: \"date-time\")",
        "URL": "a String with @ToolProperty(format: \"uri\")",
        "UUID": "a String with @ToolProperty(format: \"uuid\")", "Data": "a String in Base64",
        "Decimal": "Double or String",
        "Character": "String", "Substring": "String", "Any": "a struct with @ToolInput",
        "AnyObject": "a struct with @ToolInput",
        "Void": "nothing at all",
    ]

    /// What to do about a type that cannot be one; nil where nothing speaks against it.
    static func problem(with type: TypeSyntax, isStrict: Bool) -> String? {
        if let optional = type.as(OptionalTypeSyntax.self) {
            return problem(with: optional.wrappedType, isStrict: isStrict)
        }
        if let array = type.as(ArrayTypeSyntax.self) { return problem(with: array.element, isStrict: isStrict) }
        if let dictionary = type.as(DictionaryTypeSyntax.self) {
            if dictionary.key.trimmedDescription != "String" {
                return "JSON has only strings as keys: use [String: \(dictionary.value.trimmedDescription)]"
            }
            if isStrict {
                return
                    "strict mode has no dictionaries: list the keys as properties of a struct, or use an array of pairs"
            }
            return problem(with: dictionary.value, isStrict: isStrict)
        }
        if type.is(TupleTypeSyntax.self) {
            return "a tuple has no schema: make it a struct with @ToolInput"
        }
        if type.is(FunctionTypeSyntax.self) {
            return "a function cannot come as JSON: leave it out of the struct, or make it a method"
        }
        if type.is(SomeOrAnyTypeSyntax.self) {
            return "the type has to be known: name a struct or an enum"
        }
        let name = type.trimmedDescription
        if name.hasPrefix("Set<") { return "JSON has no sets: use an array" }
        return foundation[name].map { "\(name) has no schema: use \($0)" }
    }

    /// The type of a value that says it itself; nil where it does not.
    static func type(of value: ExprSyntax) -> String? {
        if value.is(StringLiteralExprSyntax.self) { return "String" }
        if value.is(IntegerLiteralExprSyntax.self) { return "Int" }
        if value.is(FloatLiteralExprSyntax.self) { return "Double" }
        if value.is(BooleanLiteralExprSyntax.self) { return "Bool" }
        if let negative = value.as(PrefixOperatorExprSyntax.self), negative.operator.text == "-" {
            return type(of: negative.expression)
        }
        return nil
    }
}
