package import JSON
package import Prompts

/// Asks a model to write the definition of a tool, the schema of an answer, or a system message from a sentence, and reads its
/// answer.
///
/// It is a prompt like any other, named ``Kind/promptName``, so its versions, logs and cost can be seen. The
/// instructions stand in `DefinitionPrompt`.
package struct DefinitionRequest: Sendable, Hashable {
    /// What the model writes.
    package enum Kind: String, Sendable, Hashable {
        case tool, schema
        /// The system message of a prompt.
        case prompt

        /// The prompt that the runs belong to.
        package var promptName: String { "generate-\(rawValue)" }
    }

    /// The most attempts. After them, the person mends what is wrong.
    package static let attempts = 3

    /// What the model writes.
    package var kind: Kind
    /// The person's sentence.
    package var sentence: String
    /// The definition to change; nil for a new one.
    package var current: JSONObject?

    /// Makes a request.
    package init(_ kind: Kind, sentence: String, current: JSONObject? = nil) {
        self.kind = kind
        self.sentence = sentence
        self.current = current
    }

    /// The first request.
    ///
    /// - Parameters:
    ///   - model: nil for the provider's own.
    ///   - provider: where it goes.
    package func run(model: String?, provider: Provider) -> RunRequest {
        let config = Config(
            provider: nil, model: model, responseFormat: .jsonObject,
            template: [Message(.system, Variables.escaping(DefinitionPrompt.text(for: kind)))])
        return RunRequest(prompt: kind.promptName, config: config, thread: [question], provider: provider)
    }

    private var question: Message {
        guard let current else { return Message(.user, sentence) }
        let what = kind == .prompt ? "message" : "definition"
        return Message(.user, sentence + "\n\nThe current \(what):\n" + JSONValue.object(current).pretty())
    }

    /// The definition in a model's answer. It can be sent as it is.
    ///
    /// - Throws: ``FieldError`` that tells the model what to mend.
    package func definition(in answer: Message) throws(FieldError) -> JSONObject {
        if let refusal = answer.refusal { throw FieldError(message: "the model refused: \(refusal)") }
        let json = try Self.json(in: answer.text)
        let object: JSONObject?
        let schema: JSONValue?
        switch kind {
        case .tool:
            let tools = try ToolDefinitions.read(json)
            guard tools.count == 1, tools[0].raw == nil else {
                throw FieldError(message: "expected one function, found \(tools.count) tools")
            }
            schema = tools[0].parameters
            object = tools[0].flatJSON(.canonical).objectValue
        case .schema:
            let format = try SchemaDefinitions.read(json, name: "answer")
            object = format.json["json_schema"]?.objectValue
            schema = object?["schema"]
        case .prompt: return try systemMessage(in: json)
        }
        guard let object, let name = object["name"]?.stringValue, Lint.isName(name) else {
            throw FieldError(field: "name", message: Lint.namePattern)
        }
        try Self.check(
            schema, isStrict: object["strict"]?.boolValue == true, key: kind == .tool ? "parameters" : "schema")
        return object
    }

    /// The system message in an answer: it has every variable that the current one has.
    private func systemMessage(in json: JSONValue) throws(FieldError) -> JSONObject {
        guard let text = json["system"]?.stringValue, text.contains(where: { !$0.isWhitespace }) else {
            throw FieldError(field: "system", message: "is missing; it is the whole message, as a text")
        }
        func variables(_ text: String) -> [String] { Config(template: [Message(.system, text)]).variableNames }
        let kept = Set(variables(text))
        if let lost = variables(current?["system"]?.stringValue ?? "").first(where: { !kept.contains($0) }) {
            throw FieldError(field: "system", message: "the variable {{\(lost)}} is gone; keep it")
        }
        return ["system": .string(text)]
    }

    /// The messages that follow an answer that cannot be used.
    package func reask(after answer: Message, because error: FieldError) -> [Message] {
        [
            Message(.assistant, answer.text),
            Message(
                .user,
                "That definition cannot be taken: \(error). Answer again with the whole definition, mended, as one JSON object and nothing else."
            ),
        ]
    }

    /// The object in an answer. Models without JSON mode put it between code fences or sentences.
    private static func json(in text: String) throws(FieldError) -> JSONValue {
        if let json = try? JSONValue(parsing: text) { return json }
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end else {
            throw FieldError(message: "the answer contains no JSON object")
        }
        do throws(JSONParseError) {
            return try JSONValue(parsing: String(text[start...end]))
        } catch {
            throw FieldError(message: "the answer is not JSON: \(error)")
        }
    }

    private static func check(_ schema: JSONValue?, isStrict: Bool, key: String) throws(FieldError) {
        guard let schema else { throw FieldError(field: key, message: "is missing") }
        do throws(SchemaError) {
            _ = try JSONSchema(schema)
        } catch {
            throw FieldError(field: key, message: error.description)
        }
        guard isStrict, let fault = StrictMode.faults(in: schema, limit: 1).first else { return }
        let place = [key, fault.place].filter { !$0.isEmpty }.joined(separator: ".")
        throw FieldError(field: place, message: StrictSchema.sentence(for: fault.rule))
    }
}
