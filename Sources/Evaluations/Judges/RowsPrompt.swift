package import JSON
package import Prompts

/// The prompt that has a model write rows: an ordinary prompt, called `generate-rows`, with versions and logs of its own.
package struct RowsPrompt: Sendable {
    /// The name of the prompt, under which its versions and logs are kept.
    package static let name = "generate-rows"

    private let variables: [String]

    /// - Parameter variables: the names that each row has a value for.
    package init(variables: [String]) { self.variables = variables }

    /// The config of the request.
    package func config(model: String?) -> Config {
        var config = Config(model: model)
        config.responseFormat = .jsonSchema(ResponseFormat.NamedSchema(name: "rows", strict: true, schema: schema))
        config.template = [
            Message(
                .system,
                """
                You write test cases for a prompt: values for its variables that are realistic, different from each other, and include \
                unusual ones that could go wrong. Reply with one JSON object and nothing else.
                """),
            Message(
                .user,
                """
                The prompt:
                {{prompt}}

                Rows that there are already:
                {{rows}}

                Write {{count}} new rows. {{instruction}}
                """),
        ]
        return config
    }

    private var schema: JSONValue {
        let vars: JSONValue = .object([
            "type": "object", "properties": .object(JSONObject(variables.map { ($0, ["type": "string"]) })),
            "required": .array(variables.map(JSONValue.string)), "additionalProperties": false,
        ])
        return [
            "type": "object", "required": ["rows"], "additionalProperties": false,
            "properties": ["rows": ["type": "array", "items": vars]],
        ]
    }

    /// The values of the prompt's variables.
    ///
    /// - Parameters:
    ///   - template: the messages of the prompt that the rows are for.
    ///   - rows: examples; the first fifty are shown to the model.
    package func inputs(template: [Message], rows: [DataRow], count: Int, instruction: String) -> JSONObject {
        let messages = template.map { "\($0.role.rawValue): \($0.text)" }.joined(separator: "\n")
        let examples = rows.prefix(50).map { JSONValue.object($0.vars).compact }.joined(separator: "\n")
        return [
            "prompt": .string(messages), "rows": .string(examples.isEmpty ? "none" : examples),
            "count": .string(String(count)), "instruction": .string(instruction),
        ]
    }

    /// The rows of a reply.
    ///
    /// - Throws: ``FieldError`` for a reply that is not what was asked for.
    package func rows(of text: String) throws(FieldError) -> [DataRow] {
        let value = (try? JSONValue(parsing: CheckReading.trimmed(text))) ?? JSONCheck.objects(in: text).last
        guard let items = value?["rows"]?.arrayValue ?? value?.arrayValue else {
            throw FieldError(message: "the model did not write rows: \(TextCheck.shown(text))")
        }
        var rows: [DataRow] = []
        for (index, item) in items.enumerated() {
            guard let vars = item["vars"]?.objectValue ?? item.objectValue else {
                throw FieldError(field: "rows[\(index)]", message: "is not an object of values")
            }
            if let missing = variables.first(where: { vars[$0] == nil }) {
                throw FieldError(field: "rows[\(index)].\(missing)", message: "the model left it out")
            }
            rows.append(DataRow(vars: vars))
        }
        return rows
    }
}
