import SwiftSyntax

/// What `@ToolProperty` says of a property.
struct PropertyAttribute {
    /// A Swift expression of a text.
    private(set) var description: String?
    private(set) var key: String?
    private(set) var keywords: [(keyword: String, value: String)] = []
    private var badKey: String?

    private static let numbers = ["minimum", "maximum", "multipleOf"]
    private static let texts = ["minLength", "maxLength", "pattern", "format"]
    private static let arrays = ["minItems", "maxItems"]

    init(of variable: VariableDeclSyntax) {
        for element in variable.attributes {
            guard let attribute = element.as(AttributeSyntax.self),
                ["ToolProperty", "TypedTools.ToolProperty"].contains(attribute.attributeName.trimmedDescription),
                let arguments = attribute.arguments?.as(LabeledExprListSyntax.self)
            else { continue }
            for argument in arguments where !argument.expression.is(NilLiteralExprSyntax.self) {
                take(argument)
            }
        }
    }

    private mutating func take(_ argument: LabeledExprSyntax) {
        let value = argument.expression.trimmedDescription
        switch argument.label?.text {
        case nil: description = value
        case "key":
            key = Literal.text(of: argument.expression)
            if key?.isEmpty ?? true { badKey = value }
        case .some(let keyword): keywords.append((keyword, value))
        }
    }

    /// What does not go together; nil when all does. Of a type that is not one of Swift's own nothing is known here.
    func problem(type: String) -> String? {
        if let badKey { return "the key has to be a string literal that is not empty, not \(badKey)" }
        var type = type
        while type.hasSuffix("?") { type.removeLast() }
        let (kind, own): (String, [String]) =
            switch type {
            case "String": ("a text", Self.texts)
            case "Int", "Int32", "Int64", "UInt", "Double", "Float": ("a number", Self.numbers)
            case "Bool": ("a Boolean", [])
            case _ where type.hasPrefix("["): type.contains(":") ? ("a dictionary", []) : ("an array", Self.arrays)
            default: ("", Self.numbers + Self.texts + Self.arrays)
            }
        guard let wrong = keywords.first(where: { !own.contains($0.keyword) }) else { return nil }
        let hint = own.isEmpty ? "" : "; it has \(own.joined(separator: ", "))"
        return "\(wrong.keyword) says nothing of \(kind)\(hint)"
    }
}
