import SwiftSyntax
import SwiftSyntaxMacros

/// Makes a struct a tool's arguments: schema, decoding with values for what is not given, and partial values.
struct ToolInputMacro: ExtensionMacro {
    static func expansion(
        of node: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol, conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let structure = declaration.as(StructDeclSyntax.self) else {
            context.tell(advice(for: declaration), at: node)
            return []
        }
        if let generics = structure.genericParameterClause {
            context.tell("a generic struct has no one schema: name the types", at: generics)
            return []
        }
        guard let arguments = Arguments(node, in: context),
            let properties = PropertyReader(isStrict: arguments.isStrict, context: context)
                .properties(of: structure.memberBlock.members)
        else { return [] }
        if let own = ownCodingKeys(structure) {
            context.tell("the macro makes CodingKeys: use @ToolProperty(key:) for other names", at: own)
            return []
        }
        let name = StoredProperty.plain(structure.name.text)
        let expansion = ToolInputExpansion(
            typeName: name, toolName: arguments.name ?? snakeCase(name),
            description: DocComment.text(before: structure), isStrict: arguments.isStrict, properties: properties,
            access: structure.modifiers.map(\.name.text).first { ["public", "package"].contains($0) })
        return [try ExtensionDeclSyntax("extension \(type.trimmed): TypedTools.ToolInput \(raw: expansion.body)")]
    }

    private static func advice(for declaration: some DeclGroupSyntax) -> String {
        if declaration.is(EnumDeclSyntax.self) {
            return "a tool's arguments are an object, which an enum is not: make it a property of a struct, "
                + "and the enum 'String, CaseIterable, ToolInputValue'"
        }
        return "@ToolInput makes a tool of a struct: make this one"
    }

    private static func ownCodingKeys(_ structure: StructDeclSyntax) -> EnumDeclSyntax? {
        structure.memberBlock.members.lazy.compactMap { $0.decl.as(EnumDeclSyntax.self) }
            .first { $0.name.text == "CodingKeys" }
    }

    /// `GoogleSearch` is `google_search`, `HTTPGet` is `http_get`.
    static func snakeCase(_ name: String) -> String {
        let letters = Array(name)
        var result = ""
        for (place, letter) in letters.enumerated() {
            let follows = place > 0 && letters[place - 1] != "_"
            let begins =
                letter.isUppercase && follows
                && (!letters[place - 1].isUppercase
                    || (place + 1 < letters.count && letters[place + 1].isLowercase))
            result += (begins ? "_" : "") + letter.lowercased()
        }
        return result
    }

    /// What stands in the parentheses of `@ToolInput`.
    private struct Arguments {
        var name: String?
        var isStrict = false

        /// nil where they cannot be understood, which has been told.
        init?(_ node: AttributeSyntax, in context: some MacroExpansionContext) {
            guard let list = node.arguments?.as(LabeledExprListSyntax.self) else { return }
            for argument in list {
                if argument.label?.text == "strict" {
                    guard let literal = argument.expression.as(BooleanLiteralExprSyntax.self) else {
                        context.tell("strict is 'true' or 'false', written here", at: argument)
                        return nil
                    }
                    isStrict = literal.literal.text == "true"
                } else if !argument.expression.is(NilLiteralExprSyntax.self) {
                    guard let text = Literal.text(of: argument.expression), Self.isToolName(text) else {
                        context.tell(
                            "a tool's name is a string literal of letters, digits, '_' and '-', 64 at most",
                            at: argument)
                        return nil
                    }
                    name = text
                }
            }
        }

        private static func isToolName(_ text: String) -> Bool {
            (1...64).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }
}
