import JSON
package import Prompts

/// The schema that the answer must fit, as JSON.
extension AppState {
    package mutating func openSchemaEditor() {
        guard let format = draft.config.responseFormat, draft.config.hasSchema else {
            return say("the output has no schema; choose json_schema first", .warning)
        }
        openSchemaEditor(of: format)
    }

    /// Opens the schema of a format, which becomes the config's when it is saved.
    mutating func openSchemaEditor(of format: ResponseFormat) {
        let text = format.json["json_schema"]?.pretty() ?? ""
        openEditor(TextEditor(title: "Schema \(format.schemaName ?? "")", purpose: .schema, text: text))
    }

    package mutating func takeFormat(_ format: ResponseFormat) {
        changeConfig { $0.responseFormat = format }
        if draft.config.hasSchema { moveConfigCursor(to: .schema) }
    }

    /// Whether a definition is to be added, so that what its editor begins with is an example.
    func isNew(_ purpose: TextEditor.Purpose) -> Bool {
        switch purpose {
        case .newTool: true
        case .schema: !draft.config.hasSchema
        case .tool, .prompt, .variable, .row: false
        }
    }
}

extension Config {
    /// Whether the answer must fit a schema.
    var hasSchema: Bool { responseFormat?.typeName == "json_schema" }
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
