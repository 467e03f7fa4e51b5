package import JSON
package import Prompts

/// The schema that the answer has to fit, as JSON.
extension AppState {
    package mutating func openSchemaEditor() -> [Effect] {
        guard let format = draft.config.responseFormat, let member = format.json["json_schema"] else {
            return say("the output has no schema; choose json_schema first", .warning)
        }
        openEditor(TextEditor(title: "Schema \(format.schemaName ?? "")", purpose: .schema, text: member.pretty()))
        return []
    }

    package mutating func takeFormat(_ format: ResponseFormat) -> [Effect] {
        changeConfig { $0.responseFormat = format }
    }
}

/// A `json_schema` format as a person writes it.
package enum SchemaText {
    private static let keys: Set<String> = ["name", "description", "strict", "schema"]

    /// What a new one begins as: small, valid and strict.
    package static let starter = ResponseFormat.NamedSchema(
        name: "answer", strict: true,
        schema: [
            "type": "object", "properties": ["answer": ["type": "string"]], "required": ["answer"],
            "additionalProperties": false,
        ])

    /// Reads `{name, description?, strict?, schema}`, the API's wrapper around it, or a bare JSON Schema, which gets `name`.
    package static func format(_ json: JSONValue, name: String) throws(FieldError) -> ResponseFormat {
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
