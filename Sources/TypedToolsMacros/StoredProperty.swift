import SwiftSyntax
import SwiftSyntaxMacros

/// A property of the struct that is a parameter of the tool.
struct StoredProperty {
    let name: String
    /// As written, or what its value is obviously of.
    let type: String
    /// The expression of its value, where it has one.
    let standard: String?
    let key: String
    /// A Swift expression of a text; nil for none.
    let description: String?
    /// Keywords of its schema with the expressions of their values, in order.
    let keywords: [(keyword: String, value: String)]

    /// The name without the backticks of a keyword.
    static func plain(_ name: String) -> String { name.filter { $0 != "`" } }
}

/// Finds the parameters among the members of a struct, and tells what cannot be one.
struct PropertyReader {
    let isStrict: Bool
    let context: any MacroExpansionContext

    /// All stored properties in order; nil where one of them cannot be a parameter, which has been told.
    func properties(of members: MemberBlockItemListSyntax) -> [StoredProperty]? {
        var properties: [StoredProperty] = []
        var isRight = true
        var keys: Set<String> = []
        for member in members {
            guard let variable = member.decl.as(VariableDeclSyntax.self), isInstance(variable) else { continue }
            for binding in variable.bindings where !isComputed(binding) {
                guard let property = property(binding, of: variable) else {
                    isRight = false
                    continue
                }
                if !keys.insert(property.key).inserted {
                    context.tell("two properties have the key \"\(property.key)\"", at: binding)
                    isRight = false
                }
                properties.append(property)
            }
        }
        return isRight ? properties : nil
    }

    private func isInstance(_ variable: VariableDeclSyntax) -> Bool {
        !variable.modifiers.contains { ["static", "class"].contains($0.name.text) }
    }

    /// Observers leave a property stored.
    private func isComputed(_ binding: PatternBindingSyntax) -> Bool {
        switch binding.accessorBlock?.accessors {
        case nil: false
        case .getter: true
        case .accessors(let list):
            !list.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
        }
    }

    private func property(_ binding: PatternBindingSyntax, of variable: VariableDeclSyntax) -> StoredProperty? {
        guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self) else {
            context.tell("a tuple cannot be a parameter: declare each property by itself", at: binding)
            return nil
        }
        let name = pattern.identifier.text
        if variable.modifiers.contains(where: { $0.name.text == "lazy" }) {
            context.tell("'\(name)' is lazy, which cannot be read from JSON: make it a computed property", at: variable)
            return nil
        }
        let standard = binding.initializer?.value
        if variable.bindingSpecifier.text == "let", standard != nil {
            context.tell(
                "'\(name)' is a constant, which no call can set: make it a 'var', or 'static let' if it is no parameter",
                at: variable)
            return nil
        }
        guard let type = binding.typeAnnotation?.type.trimmedDescription ?? standard.flatMap(TypeRules.type(of:)) else {
            context.tell("write the type of '\(name)': 'var \(name): String', for example", at: binding)
            return nil
        }
        if let problem = binding.typeAnnotation.flatMap({ TypeRules.problem(with: $0.type, isStrict: isStrict) }) {
            context.tell("'\(name)': \(problem)", at: binding)
            return nil
        }
        let attribute = PropertyAttribute(of: variable)
        if let problem = attribute.problem(type: type) {
            context.tell("'\(name)': \(problem)", at: variable)
            return nil
        }
        let comment = DocComment.text(before: variable).map(Literal.string)
        return StoredProperty(
            name: name, type: type, standard: standard?.trimmedDescription,
            key: attribute.key ?? StoredProperty.plain(name),
            description: attribute.description ?? comment, keywords: attribute.keywords)
    }
}
