import JSON

/// A request as JSON, read as a prompt: one of chat completions, or of Anthropic's Messages.
package enum RequestFormat {
    /// Whether a text looks like a request and not like a `.prompt` file: its first visible character is `{`, and not `{{`,
    /// which begins no JSON but a variable or a comment of Handlebars.
    package static func recognises(_ text: String) -> Bool {
        let visible = text.drop(while: \.isWhitespace)
        return visible.first == "{" && !visible.dropFirst().hasPrefix("{")
    }

    /// Reads a request.
    ///
    /// The leading system and developer messages become the template, the rest the thread; `{{` is literal;
    /// `stream` and `stream_options` are left to Étude; a field without a place of its own goes to `extra`.
    ///
    /// - Parameter file: the name to give in errors.
    package static func parse(_ text: String, file: String? = nil) throws(FieldError) -> PromptDocument {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text)
        } catch {
            throw FieldError(file: file, line: error.line, column: error.column, message: error.message)
        }
        do throws(FieldError) {
            return try document(json)
        } catch {
            throw FieldError(file: file, field: error.field, message: error.message)
        }
    }

    static func document(_ json: JSONValue) throws(FieldError) -> PromptDocument {
        guard let object = json.objectValue else {
            throw FieldError(message: "expected a chat-completions request: a JSON object with model and messages")
        }
        guard let messages = object["messages"]?.arrayValue else {
            throw FieldError(field: "messages", message: "a chat-completions request needs a list of messages")
        }
        if MessagesRequestFormat.recognises(object) { return try MessagesRequestFormat.document(object) }
        var document = PromptDocument()
        for member in object.members where member.key != "messages" {
            try document.config.set(member.key, to: member.value)
        }
        try readFunctions(object, into: &document.config)
        var isTemplate = true
        for message in try Message.list(messages, place: "messages") {
            if message.role != .system, message.role != .developer { isTemplate = false }
            if isTemplate {
                document.config.template.append(message.changingTexts(Variables.escaping))
            } else {
                document.thread.append(message)
            }
        }
        return document
    }

    /// The deprecated `functions` and `function_call` are tools that go out in that form again.
    private static func readFunctions(_ object: JSONObject, into config: inout Config) throws(FieldError) {
        guard let functions = object["functions"]?.arrayValue, config.tools.isEmpty else { return }
        for (index, function) in functions.enumerated() {
            config.tools.append(try Tool(json: function, place: "functions[\(index)]"))
        }
        config.extra[LegacyFunctionCall.marker] = true
        guard let choice = object["function_call"] else { return }
        config.extra["function_call"] = nil
        config.toolChoice =
            choice["name"]?.stringValue.map { .function(name: $0) } ?? (choice.isNull ? nil : ToolChoice(json: choice))
    }
}
