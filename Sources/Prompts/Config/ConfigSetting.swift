public import JSON

extension Config {
    /// The request fields that Étude sets itself.
    private static let ownFields: Set<String> = ["stream", "stream_options"]

    /// Sets a top-level request field by its API name. An unknown field goes to `extra`, and null unsets a field.
    ///
    /// - Throws: ``FieldError`` when the value cannot be held at all (tools that are not a list of objects with
    ///   names). A value that the API would merely refuse is kept: the server has the last word.
    public mutating func set(_ key: String, to value: JSONValue) throws(FieldError) {
        if Self.ownFields.contains(key) { return }
        // A bare `nil` here would be read as JSON's null.
        let value: JSONValue? = value.isNull ? Optional.none : value
        switch key {
        case "model", "provider":
            guard value == nil || value?.stringValue != nil else {
                throw FieldError(field: key, message: "must be a text")
            }
            if key == "model" { model = value?.stringValue } else { provider = value?.stringValue }
        case "response_format": responseFormat = value.map(ResponseFormat.init(json:))
        case "tool_choice": toolChoice = value.map(ToolChoice.init(json:))
        case "tools": tools = try Self.tools(value)
        case "extra":
            guard value == nil || value?.objectValue != nil else {
                throw FieldError(field: key, message: "must be an object of request fields")
            }
            extra = value?.objectValue ?? JSONObject()
        default:
            if let parameter = Parameter(rawValue: key) {
                parameters[parameter] = value
            } else {
                extra[key] = value
            }
        }
    }

    /// Sets what `--set key=value` names, like ``set(_:to:)``; dots lead into nested objects.
    public mutating func set(path: String, to value: JSONValue) throws(FieldError) {
        let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = keys.first, keys.allSatisfy({ !$0.isEmpty }) else {
            throw FieldError(field: path, message: "a setting is named by an API name, dotted for what is nested")
        }
        guard keys.count > 1 else { return try set(first, to: value) }
        if first == "extra" {
            extra =
                try Self.setting(keys.dropFirst(), in: .object(extra), to: value, path: path).objectValue
                ?? JSONObject()
            return
        }
        try set(
            first,
            to: try Self.setting(keys.dropFirst(), in: field(first) ?? .object(JSONObject()), to: value, path: path))
    }

    /// Sets what `--set key=value` says: the value is JSON if it can be read as such, else a text; an empty one unsets.
    package mutating func set(path: String, text: String) throws(FieldError) {
        try set(path: path, to: text.isEmpty ? .null : (try? JSONValue(parsing: text)) ?? .string(text))
    }

    /// Returns the value of a top-level request field by its API name, as it would be sent; nil when it is not set.
    public func field(_ key: String) -> JSONValue? {
        switch key {
        case "model": model.map(JSONValue.string)
        case "provider": provider.map(JSONValue.string)
        case "response_format": responseFormat?.json
        case "tool_choice": toolChoice?.json
        case "tools": tools.isEmpty ? nil : .array(tools.map { $0.flatJSON(.stored) })
        case "extra": extra.isEmpty ? nil : .object(extra)
        default: Parameter(rawValue: key).map { parameters[$0] } ?? extra[key]
        }
    }

    private static func tools(_ value: JSONValue?) throws(FieldError) -> [Tool] {
        guard let value else { return [] }
        guard let items = value.arrayValue else { throw FieldError(field: "tools", message: "must be a list of tools") }
        var tools: [Tool] = []
        for (index, item) in items.enumerated() { tools.append(try Tool(json: item, place: "tools[\(index)]")) }
        return tools
    }

    private static func setting(
        _ keys: ArraySlice<String>, in value: JSONValue, to leaf: JSONValue, path: String
    ) throws(FieldError) -> JSONValue {
        guard let key = keys.first else { return leaf }
        if case .array(var items) = value {
            guard let index = Int(key), items.indices.contains(index) else {
                throw FieldError(
                    field: path,
                    message: "'\(key)' is no place of this list, which has \(items.count) items, counted from 0")
            }
            items[index] = try setting(keys.dropFirst(), in: items[index], to: leaf, path: path)
            return .array(items)
        }
        var object = value.objectValue ?? JSONObject()
        if keys.count == 1, leaf.isNull {
            object[key] = nil
        } else {
            object[key] = try setting(keys.dropFirst(), in: object[key] ?? .object(JSONObject()), to: leaf, path: path)
        }
        return .object(object)
    }
}
