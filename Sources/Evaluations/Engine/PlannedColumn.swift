package import JSON
package import Prompts
package import RequestCore

/// A column with all that its requests need.
package struct PlannedColumn: Sendable {
    /// What it is called and stored as.
    package var column: EvaluationColumn
    /// What is sent beside the row.
    package let config: Config
    /// The values of variables that a row may leave out.
    package var inputs: JSONObject
    /// The messages that follow the template, before those of a row.
    package var thread: [Message]
    /// Where requests go.
    package var provider: Provider
    /// The version that the config was made from.
    package var parent: VersionID?
    /// Answers calls.
    package var loop: ToolLoop
    /// The variables of the template, found once: there may be many rows.
    private let variableNames: [String]

    /// Creates a column.
    package init(
        column: EvaluationColumn, config: Config, inputs: JSONObject, thread: [Message], provider: Provider,
        parent: VersionID?, loop: ToolLoop
    ) {
        self.column = column
        self.config = config
        self.inputs = inputs
        self.thread = thread
        self.provider = provider
        self.parent = parent
        self.loop = loop
        variableNames = config.variableNames
    }

    /// The request for a row.
    ///
    /// - Throws: ``FieldError`` for a message that is none.
    package func request(for row: DataRow, timeout: Double?) throws(FieldError) -> RunRequest {
        var messages: [Message] = []
        for (index, message) in (row.messages ?? []).enumerated() {
            messages.append(try Message(json: message, place: "messages[\(index)]"))
        }
        var request = RunRequest(
            prompt: column.prompt, config: config, inputs: inputs(for: row), thread: thread + messages,
            provider: provider, streams: true, timeout: timeout)
        request.context.source = .eval
        request.prefix = filled(row.prefix, row)
        request.suffix = filled(row.suffix, row)
        return request
    }

    /// The variables of the template that neither the row nor the prompt's file has a value for.
    package func missingVariables(for row: DataRow) -> [String] {
        let inputs = inputs(for: row)
        return variableNames.filter { Variables.value($0, in: inputs) == nil }
    }

    /// The row's values over those of the prompt's file; a name such as `place.port` leads into a value.
    private func inputs(for row: DataRow) -> JSONObject {
        var inputs = inputs
        for member in row.vars { inputs[member.key] = member.value }
        for name in variableNames where inputs[name] == nil {
            if let value = row.value(of: name) { inputs[name] = value }
        }
        return inputs
    }

    private func filled(_ text: String, _ row: DataRow) -> String {
        guard text.contains("{{") else { return text }
        return Variables.render(text) { name in row.value(of: name).map { $0.stringValue ?? $0.compact } }.text
    }
}
