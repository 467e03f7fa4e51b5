package import JSON

/// A request of Anthropic's Messages as JSON, read as a prompt.
package enum MessagesRequestFormat {
    /// Fields that chat completions does not have.
    private static let ownFields: Set<String> = [
        "stop_sequences", "thinking", "output_config", "cache_control", "mcp_servers", "container",
    ]
    /// Kinds of blocks that chat completions does not have.
    private static let ownBlocks: Set<String> = [
        "tool_use", "tool_result", "thinking", "redacted_thinking", "image", "document", "search_result",
        "server_tool_use", "container_upload",
    ]

    /// Whether a request with a list of messages is written in this dialect, and not as chat completions is.
    package static func recognises(_ request: JSONObject) -> Bool {
        guard let messages = request["messages"]?.arrayValue else { return false }
        if request.keys.contains(where: ownFields.contains) { return true }
        if let system = request["system"], system.stringValue != nil || system.arrayValue != nil,
            request["max_tokens"] != nil
        {
            return true
        }
        if let tools = request["tools"]?.arrayValue, tools.contains(where: { $0["input_schema"] != nil }) {
            return true
        }
        return messages.contains { message in
            message["content"]?.arrayValue?.contains { ownBlocks.contains($0["type"]?.stringValue ?? "") } ?? false
        }
    }

    /// Reads a request. The system messages become the template, the rest the thread; `{{` is literal; `stream` is
    /// left to Étude; a field without a place of its own goes to `extra`.
    ///
    /// - Throws: ``FieldError`` for a message of a role that is not known, and for a field of the wrong type.
    package static func document(_ request: JSONObject) throws(FieldError) -> PromptDocument {
        var document = PromptDocument()
        let reader = MessagesBlocks(model: request["model"]?.stringValue ?? "")
        // In a file, the blocks of the system message are parts of one.
        let system = reader.system(request["system"]).flatMap(\.content)
        if !system.isEmpty {
            document.config.template = [
                Message(role: .system, content: system).changingTexts(Variables.escaping)
            ]
        }
        for (index, json) in (request["messages"]?.arrayValue ?? []).enumerated() {
            guard let messages = reader.messages(json) else {
                throw FieldError(
                    field: "messages[\(index)].role",
                    message: "'\(json["role"]?.stringValue ?? "")' is not a role; use user, assistant or system")
            }
            document.thread += messages
        }
        for member in request.members where !["messages", "system"].contains(member.key) {
            try set(member.key, to: member.value, in: &document.config)
        }
        return document
    }

    private static func set(_ key: String, to value: JSONValue, in config: inout Config) throws(FieldError) {
        switch key {
        case "tools":
            guard let tools = value.arrayValue else {
                throw FieldError(field: key, message: "must be a list of tools")
            }
            config.tools = tools.compactMap(MessagesFields.tool)
        case "tool_choice":
            if value["disable_parallel_tool_use"]?.boolValue == true { config[.parallelToolCalls] = false }
            config.toolChoice = MessagesFields.choice(value)
        case "stop_sequences": config[.stop] = value
        case "output_config":
            var output = value.objectValue ?? JSONObject()
            if let format = output.removeValue(forKey: "format") {
                config.responseFormat = MessagesFields.format(format)
            }
            if !output.isEmpty { config.extra[key] = .object(output) }
        default: try config.set(key, to: value)
        }
    }
}
