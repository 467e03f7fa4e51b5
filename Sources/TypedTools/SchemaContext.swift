public import JSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The state while the schema of a type is made: the structs around it, and which of them contain themselves.
public struct SchemaContext: Sendable {
    /// Whether the schema has to follow the rules of the API's strict mode.
    public let isStrict: Bool
    /// The structs from the root to the present one.
    private var open: [ObjectIdentifier] = []
    /// The structs that contain themselves.
    private var recursive: Set<ObjectIdentifier> = []
    private var definitions = JSONObject()

    init(isStrict: Bool) { self.isStrict = isStrict }

    /// The schema of a root type, with the definitions that it refers to.
    mutating func document(of type: (some ToolInputValue).Type) -> JSONValue {
        var schema = type.schema(in: &self)
        if case .object(var object) = schema, !definitions.isEmpty {
            object["$defs"] = .object(definitions)
            schema = .object(object)
        }
        return schema
    }

    /// The schema of a struct, or a reference if the struct is inside itself.
    ///
    /// - Parameters:
    ///   - name: the name of the Swift type.
    ///   - describe: adds the properties in order.
    public mutating func object(
        _ type: (some ToolInputValue).Type, named name: String, describe: (inout ObjectSchema) -> Void
    ) -> JSONValue {
        let id = ObjectIdentifier(type)
        if let place = open.firstIndex(of: id) {
            recursive.insert(id)
            return ["$ref": .string(place == 0 ? "#" : "#/$defs/\(name)")]
        }
        open.append(id)
        var object = ObjectSchema(context: self)
        describe(&object)
        self = object.context
        open.removeLast()
        guard recursive.contains(id), !open.isEmpty else { return object.schema }
        definitions[name] = object.schema
        return ["$ref": .string("#/$defs/\(name)")]
    }

    /// A schema that also allows `null`.
    public static func nullable(_ schema: JSONValue) -> JSONValue {
        guard case .object(var object) = schema, let type = object["type"]?.stringValue else {
            return ["anyOf": [schema, ["type": "null"]]]
        }
        object["type"] = [.string(type), "null"]
        if let values = object["enum"]?.arrayValue { object["enum"] = .array(values + [.null]) }
        return .object(object)
    }
}

/// The schema of a struct, property by property.
public struct ObjectSchema: Sendable {
    fileprivate var context: SchemaContext
    private var properties = JSONObject()
    private var required: [JSONValue] = []

    fileprivate init(context: SchemaContext) { self.context = context }

    /// Adds a property without a default value.
    ///
    /// - Parameters:
    ///   - key: its name in the JSON.
    ///   - keywords: the keywords of its schema beside the type.
    public mutating func property<Value: ToolInputValue>(
        _ key: String, _ type: Value.Type, description: String? = nil, _ keywords: JSONObject = JSONObject()
    ) {
        add(key, type.schema(in: &context), description, keywords, isRequired: !type.isOptional || context.isStrict)
    }

    /// Adds a property with a default value.
    ///
    /// - Parameters:
    ///   - key: its name in the JSON.
    ///   - keywords: the keywords of its schema beside the type.
    ///   - standard: the default value.
    public mutating func property<Value: ToolInputValue>(
        _ key: String, _ type: Value.Type, description: String? = nil, _ keywords: JSONObject = JSONObject(),
        default standard: Value
    ) {
        var schema = type.schema(in: &context)
        var keywords = keywords
        if context.isStrict {
            // Strict mode has no `default` and requires every property, so null means that nothing is given.
            schema = type.isOptional ? schema : SchemaContext.nullable(schema)
        } else if let value = Self.json(standard) {
            keywords["default"] = value
        }
        add(key, schema, description, keywords, isRequired: context.isStrict)
    }

    private mutating func add(
        _ key: String, _ schema: JSONValue, _ description: String?, _ keywords: JSONObject, isRequired: Bool
    ) {
        var members = JSONObject()
        if let object = schema.objectValue {
            // In strict mode a reference must stand alone.
            members = object["$ref"] == nil || (description == nil && keywords.isEmpty) ? object : ["anyOf": [schema]]
        }
        if let description { members["description"] = .string(description) }
        for keyword in keywords.members { members[keyword.key] = keyword.value }
        properties[key] = .object(members)
        if isRequired { required.append(.string(key)) }
    }

    private static func json(_ value: some Encodable) -> JSONValue? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).flatMap { try? JSONValue(parsing: $0) }
    }

    fileprivate var schema: JSONValue {
        var object: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty || context.isStrict { object["required"] = .array(required) }
        if context.isStrict { object["additionalProperties"] = false }
        return .object(object)
    }
}
