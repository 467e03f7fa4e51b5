internal import JSON

/// Writes a prompt as the body of a chat-completions request.
enum RequestWriter {
    static func write(_ document: PromptDocument) -> Bridge.Writing {
        var losses = Losses()
        let config = document.config
        losses.addOwn(of: document, in: .request)
        for key in document.unknown.keys where PromptFormat.foreignKeys.contains(key) {
            losses.add(key, "a request has no place for it")
        }
        if document.name != nil { losses.add("name", "a request has none") }
        if config.provider != nil { losses.add("provider", "a request has none") }
        addVariables(of: document, &losses)
        addImages(of: document, &losses)
        var body = RequestEncoder.body(
            config: config, model: config.model ?? "", messages: rendered(document) + document.thread, streams: false
        ) { $0.url }
        if config.model == nil { body["model"] = nil }
        return Bridge.Writing(text: JSONValue.object(body).pretty() + "\n", losses: losses.list)
    }

    /// The template with the values that the prompt has; a variable without one stays as it is written.
    private static func rendered(_ document: PromptDocument) -> [Message] {
        var inputs = document.inputs
        for name in document.config.variableNames where Variables.value(name, in: inputs) == nil {
            inputs[name] = .string("{{\(name)}}")
        }
        return (try? document.config.renderedTemplate(inputs: inputs)) ?? document.config.template
    }

    private static func addVariables(of document: PromptDocument, _ losses: inout Losses) {
        let names = document.config.variableNames
        for name in names {
            let hasValue = Variables.value(name, in: document.inputs) != nil
            losses.add(
                "{{\(name)}}",
                hasValue ? "its default value stands in its place" : "it has no value, so it stays as text")
        }
        let used = Set(names)
        for key in document.inputs.keys where !used.contains(key) { losses.add("inputs.\(key)", "nothing uses it") }
    }

    private static func addImages(of document: PromptDocument, _ losses: inout Losses) {
        for image in PromptFormat.messages(of: document).flatMap(\.images) {
            if case .path(let path) = image.source, image.variableName == nil {
                losses.add(path, "a request has no files; its path stands where a URL should")
            }
        }
    }
}
