import JSON
package import Prompts

/// The schema that the answer must fit, as JSON.
extension AppState {
    package mutating func openSchemaEditor() {
        guard let format = draft.config.responseFormat, let member = format.json["json_schema"] else {
            return say("the output has no schema; choose json_schema first", .warning)
        }
        openEditor(TextEditor(title: "Schema \(format.schemaName ?? "")", purpose: .schema, text: member.pretty()))
    }

    package mutating func takeFormat(_ format: ResponseFormat) {
        changeConfig { $0.responseFormat = format }
    }
}

/// The `json_schema` format of a new schema.
package enum SchemaText {
    /// The first schema: small, valid and strict.
    package static let starter = ResponseFormat.NamedSchema(
        name: "answer", strict: true,
        schema: [
            "type": "object", "properties": ["answer": ["type": "string"]], "required": ["answer"],
            "additionalProperties": false,
        ])
}
