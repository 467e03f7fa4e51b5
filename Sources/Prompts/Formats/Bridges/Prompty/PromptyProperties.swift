import JSON

/// Prompty's lists of properties (inputs, outputs, parameters of tools) and JSON Schema.
///
/// Reads the three spellings of version 2 and the two of version 1, and writes the list with names.
enum PromptyProperties {
    /// A property with the keys of version 2.
    struct Property {
        var name: String
        var keys: JSONObject

        /// The default value; nil for none.
        var defaultValue: JSONValue? { keys["default"] }
        var kind: String { keys["kind"]?.stringValue ?? "string" }
    }

    /// Reads a list, a dictionary, or a dictionary of defaults.
    ///
    /// - Parameter samplesCount: whether `sample` stands for a default, as in version 1.
    static func read(_ json: JSONValue?, samplesCount: Bool) -> [Property] {
        if let items = json?.arrayValue {
            return items.compactMap { item in
                item["name"]?.stringValue.map { property($0, item, samplesCount) }
            }
        }
        return json?.objectValue?.members.map { property($0.key, $0.value, samplesCount) } ?? []
    }

    private static func property(_ name: String, _ value: JSONValue, _ samplesCount: Bool) -> Property {
        guard var keys = value.objectValue else {
            return Property(name: name, keys: ["kind": .string(kind(of: value)), "default": value])
        }
        keys["name"] = nil
        if let type = keys.removeValue(forKey: "type") { keys["kind"] = type }
        if samplesCount, keys["default"] == nil, let sample = keys.removeValue(forKey: "sample") {
            keys["default"] = sample
        }
        return Property(name: name, keys: keys)
    }

    /// Returns the kind of a value.
    static func kind(of value: JSONValue) -> String {
        switch value {
        case .null, .string: "string"
        case .bool: "boolean"
        case .number: value.intValue == nil ? "float" : "integer"
        case .array: "array"
        case .object: "object"
        }
    }

    // MARK: Schemas

    /// Tells whether a value is JSON Schema already, as in version 1.
    static func isSchema(_ json: JSONValue) -> Bool {
        json["type"]?.stringValue == "object"
            && (json["properties"]?.objectValue != nil || json.objectValue?.count == 1)
    }

    /// Returns the JSON Schema of an object with these properties.
    ///
    /// - Parameter isStrict: whether every property is required, and those that Prompty does not require may be null.
    static func schema(of properties: [Property], isStrict: Bool) -> JSONValue {
        var schema: JSONObject = ["type": "object"]
        schema["properties"] = .object(
            JSONObject(properties.map { ($0.name, self.schema(of: $0.keys, isStrict: isStrict, isInStrict: isStrict)) })
        )
        let required = properties.filter { isStrict || $0.keys["required"]?.boolValue == true }
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0.name) }) }
        if isStrict { schema["additionalProperties"] = false }
        return .object(schema)
    }

    private static func schema(of keys: JSONObject, isStrict: Bool, isInStrict: Bool) -> JSONValue {
        let kind = keys["kind"]?.stringValue ?? ""
        var schema = JSONObject()
        switch kind {
        case "float": schema["type"] = "number"
        case "string", "integer", "number", "boolean", "array", "object": schema["type"] = .string(kind)
        default: break
        }
        schema["description"] = keys["description"]
        if let values = keys["enumValues"] ?? keys["enum"] { schema["enum"] = values }
        if kind == "array" {
            let items = keys["items"]?.objectValue.map { Self.property("", .object($0), false).keys }
            schema["items"] =
                items.map { self.schema(of: $0, isStrict: isStrict, isInStrict: false) } ?? ["type": "string"]
        }
        if kind == "object" {
            let inner = self.schema(of: read(keys["properties"], samplesCount: false), isStrict: isStrict)
            for member in inner.objectValue?.members ?? [] { schema[member.key] = member.value }
            schema["additionalProperties"] = false
        }
        if let branches = (keys["anyOf"] ?? keys["oneOf"])?.arrayValue {
            schema["anyOf"] = .array(
                branches.map { branch in
                    self.schema(of: Self.property("", branch, false).keys, isStrict: isStrict, isInStrict: false)
                })
        }
        let isOptional = isInStrict && keys["required"]?.boolValue != true
        return keys["nullable"]?.boolValue == true || isOptional ? nullable(schema) : .object(schema)
    }

    private static func nullable(_ schema: JSONObject) -> JSONValue {
        var schema = schema
        if let type = schema["type"]?.stringValue { schema["type"] = [.string(type), "null"] }
        if let values = schema["enum"]?.arrayValue, !values.contains(.null) {
            schema["enum"] = .array(values + [.null])
        }
        return .object(schema)
    }

    // MARK: Writing

    /// Returns the properties of an object's schema, if they say all that the schema says.
    ///
    /// - Parameter isStrict: as in ``schema(of:isStrict:)``, which gives the schema back.
    static func list(ofSchema schema: JSONValue?, isStrict: Bool) -> [JSONValue]? {
        guard let schema, schema["properties"]?.objectValue != nil else { return nil }
        let list = nearest(ofSchema: schema, isStrict: isStrict)
        return Self.schema(of: read(.array(list), samplesCount: false), isStrict: isStrict) == sorted(schema)
            ? list : nil
    }

    /// Returns as much of an object's schema as properties can say.
    static func nearest(ofSchema schema: JSONValue, isStrict: Bool = false) -> [JSONValue] {
        let required = Set(schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        return schema["properties"]?.objectValue?.members.map { member in
            .object(property(member.key, member.value, isRequired: required.contains(member.key), isStrict))
        } ?? []
    }

    /// Returns the schema with its keys in the order in which they are written here.
    private static func sorted(_ schema: JSONValue) -> JSONValue {
        guard let object = schema.objectValue else { return schema }
        let order = ["type", "description", "enum", "items", "properties", "required", "additionalProperties"]
        var result = JSONObject()
        for key in order + object.keys where result[key] == nil {
            guard let value = object[key] else { continue }
            switch key {
            case "items": result[key] = sorted(value)
            case "properties":
                result[key] = .object(JSONObject(value.objectValue?.members.map { ($0.key, sorted($0.value)) } ?? []))
            default: result[key] = value
            }
        }
        return .object(result)
    }

    private static func property(
        _ name: String, _ schema: JSONValue, isRequired: Bool, _ isStrict: Bool
    ) -> JSONObject {
        var keys = JSONObject()
        if !name.isEmpty { keys["name"] = .string(name) }
        var type = schema["type"]
        var isNullable = false
        if let types = type?.arrayValue, types.count == 2, types.last == "null" {
            (type, isNullable) = (types[0], true)
        }
        keys["kind"] = type == "number" ? "float" : type ?? "string"
        keys["description"] = schema["description"]
        if isRequired, !name.isEmpty, !isStrict || !isNullable { keys["required"] = true }
        if isNullable, !isStrict || name.isEmpty { keys["nullable"] = true }
        if let values = schema["enum"]?.arrayValue {
            keys["enumValues"] = .array(isNullable ? values.filter { !$0.isNull } : values)
        }
        if type == "array", let items = schema["items"] {
            keys["items"] = .object(property("", items, isRequired: false, isStrict))
        }
        if type == "object", schema["properties"] != nil {
            keys["properties"] = .array(nearest(ofSchema: schema, isStrict: isStrict))
        }
        return keys
    }
}
