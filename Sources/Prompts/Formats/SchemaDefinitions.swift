package import JSON

/// Reads a `json_schema` response format in all the shapes in which people find it.
package enum SchemaDefinitions {
    private static let keys: Set<String> = ["name", "description", "strict", "schema"]

    /// Reads `{name, description?, strict?, schema}`, the API's wrapper around it, or a bare JSON Schema, which gets `name`.
    ///
    /// - Throws: ``FieldError`` that names what is missing, and any key that would be lost.
    package static func read(_ json: JSONValue, name: String) throws(FieldError) -> ResponseFormat {
        let inner = json["json_schema"] ?? json
        guard let object = inner.objectValue else {
            throw FieldError(message: "a schema must be an object: {\"name\": …, \"strict\": true, \"schema\": {…}}")
        }
        if object["schema"] == nil, ["type", "properties", "$ref", "anyOf"].contains(where: { object[$0] != nil }) {
            return .jsonSchema(ResponseFormat.NamedSchema(name: name, strict: true, schema: inner))
        }
        guard let written = object["name"]?.stringValue, !written.isEmpty else {
            throw FieldError(field: "name", message: "a schema needs a name of letters, digits, _ and -")
        }
        if let unknown = object.keys.first(where: { !keys.contains($0) }) {
            throw FieldError(
                message: "there is no '\(unknown)' here; a format has name, description, strict and schema")
        }
        try check(object, "description") { $0.stringValue != nil }
        try check(object, "strict") { $0.boolValue != nil }
        try check(object, "schema") { $0.objectValue != nil }
        return .jsonSchema(
            ResponseFormat.NamedSchema(
                name: written, description: object["description"]?.stringValue, strict: object["strict"]?.boolValue,
                schema: object["schema"].flatMap { $0.isNull ? nil : $0 }))
    }

    private static func check(_ object: JSONObject, _ key: String, _ isRight: (JSONValue) -> Bool) throws(FieldError) {
        guard let value = object[key], !value.isNull, !isRight(value) else { return }
        let kinds = ["description": "a text", "strict": "true or false", "schema": "a JSON Schema object"]
        throw FieldError(field: key, message: "must be \(kinds[key] ?? "something else")")
    }
}
