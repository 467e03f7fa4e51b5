/// The source of what `@ToolInput` adds to a struct.
struct ToolInputExpansion {
    let typeName: String
    let toolName: String
    let description: String?
    let isStrict: Bool
    let properties: [StoredProperty]
    /// `public` or `package`; nil for less.
    let access: String?

    private var modifier: String { access.map { $0 + " " } ?? "" }

    var body: String {
        """
        {
            \(modifier)static var toolName: String { \(Literal.string(toolName)) }
            \(modifier)static var toolDescription: String? { \(description.map(Literal.string) ?? "nil") }
            \(modifier)static var isStrict: Bool { \(isStrict) }
        \(codingKeys)
        \(partialType)
            \(modifier)static func schema(in context: inout TypedTools.SchemaContext) -> JSON.JSONValue {
                context.object(Self.self, named: \(Literal.string(typeName))) { \(properties.isEmpty ? "_" : "object") in
        \(lines(properties.map(schemaLine), indent: 12))
                }
            }
            \(modifier)static func partial(of json: JSON.JSONValue) -> Partial? {
                guard json.objectValue != nil else {
                    return nil
                }
                return Partial(\(properties.map(partialArgument).joined(separator: ", ")))
            }
            \(modifier)init(from decoder: any Decoder) throws {
        \(lines(decoding, indent: 8))
            }
            \(modifier)func encode(to encoder: any Encoder) throws {
        \(lines(encoding, indent: 8))
            }
        }
        """
    }

    private var codingKeys: String {
        guard !properties.isEmpty else { return "    private enum CodingKeys: CodingKey {}" }
        let cases = properties.map { "case \($0.name) = \(Literal.string($0.key))" }
        return """
                private enum CodingKeys: String, CodingKey {
            \(lines(cases, indent: 8))
                }
            """
    }

    private var partialType: String {
        let fields = properties.map { "\(modifier)let \($0.name): TypedTools.PartialOf<\($0.type)>?" }
        return """
                \(modifier)struct Partial: Sendable {
            \(lines(fields, indent: 8))
                }
            """
    }

    private func schemaLine(_ property: StoredProperty) -> String {
        var arguments = [Literal.string(property.key), type(property) + ".self"]
        if let description = property.description { arguments.append("description: \(description)") }
        if !property.keywords.isEmpty {
            let members = property.keywords.map { "\(Literal.string($0.keyword)): \($0.value)" }
            arguments.append("[\(members.joined(separator: ", "))]")
        }
        if let standard = property.standard, standard != "nil" { arguments.append("default: \(standard)") }
        return "object.property(\(arguments.joined(separator: ", ")))"
    }

    private func partialArgument(_ property: StoredProperty) -> String {
        "\(StoredProperty.plain(property.name)): json[\(Literal.string(property.key))]"
            + ".flatMap { \(type(property)).partial(of: $0) }"
    }

    private var decoding: [String] {
        guard !properties.isEmpty else { return ["_ = decoder"] }
        return ["let container = try decoder.container(keyedBy: CodingKeys.self)"]
            + properties.map { property in
                let type = type(property)
                let key = ".\(property.name)"
                return if let standard = property.standard {
                    "\(property.name) = try container.decodeIfPresent(\(type).self, forKey: \(key)) ?? \(standard)"
                } else if isOptional(property) {
                    "\(property.name) = try container.decodeIfPresent(\(wrapped(property)).self, forKey: \(key))"
                } else {
                    "\(property.name) = try container.decode(\(type).self, forKey: \(key))"
                }
            }
    }

    private var encoding: [String] {
        return ["\(properties.isEmpty ? "_" : "var container") = encoder.container(keyedBy: CodingKeys.self)"]
            + properties.map { property in
                let name = isOptional(property) ? "encodeIfPresent" : "encode"
                return "try container.\(name)(\(property.name), forKey: .\(property.name))"
            }
    }

    private func isOptional(_ property: StoredProperty) -> Bool {
        property.type.hasSuffix("?") || property.type.hasPrefix("Optional<")
    }

    private func wrapped(_ property: StoredProperty) -> String {
        property.type.hasSuffix("?")
            ? String(property.type.dropLast()) : String(property.type.dropFirst("Optional<".count).dropLast())
    }

    /// The type as an expression can name it.
    private func type(_ property: StoredProperty) -> String {
        isOptional(property) ? "Optional<\(wrapped(property))>" : property.type
    }

    private func lines(_ lines: [String], indent: Int) -> String {
        lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
    }
}
