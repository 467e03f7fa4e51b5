package import JSON

/// Writes a request as chat completions takes it: exactly what the config says, and nothing more.
///
/// Models refuse fields that they do not know, so no default is ever filled in.
package enum RequestEncoder {
    /// Fields that belong to Étude, whatever `extra` says, and those that are merged with the config's own.
    private static let writtenFields: Set<String> = ["stream", "stream_options", "tools"]

    /// Keys of an answer that servers refuse when it goes back to them.
    private static let answerOnlyKeys: Set<String> = [
        "index", "parsed", "annotations", "logprobs", "finish_reason", "reasoning", "reasoning_content",
        "reasoning_details", "tool_calls", "provider_specific_fields",
    ]

    /// The body of a request.
    ///
    /// - Parameters:
    ///   - messages: the whole conversation, the rendered template included.
    ///   - sendsBack: keys of an answer that this server wants to see again (a provider's quirk).
    ///   - imageURL: what to send for an image.
    package static func body(
        config: Config, model: String, messages: [Message], streams: Bool, sendsBack: Set<String> = [],
        imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> JSONObject {
        var body: JSONObject = ["model": .string(model)]
        body["messages"] = .array(self.messages(messages, sendsBack, imageURL: imageURL))
        for parameter in Parameter.allCases where parameter != .parallelToolCalls {
            body[parameter.rawValue] = config[parameter]
        }
        body["response_format"] = config.responseFormat?.json
        if config.sendsFunctions { writeFunctions(config, to: &body) } else { writeTools(config, to: &body) }
        body["tools"] = tools(body["tools"], and: config.extra["tools"])
        if streams {
            body["stream"] = true
            body["stream_options"] = streamOptions(config.extra["stream_options"])
        }
        for member in config.extra.members where !writtenFields.contains(member.key) {
            if member.key != LegacyFunctionCall.marker || !config.sendsFunctions { body[member.key] = member.value }
        }
        return body
    }

    private static func writeTools(_ config: Config, to body: inout JSONObject) {
        let tools = config.enabledTools
        if !tools.isEmpty { body["tools"] = .array(tools.map(\.apiJSON)) }
        body["tool_choice"] = config.toolChoice?.json
        body[Parameter.parallelToolCalls.rawValue] = config[.parallelToolCalls]
    }

    /// The config's tools, and after them those that `extra` adds. An `extra` that is no list counts alone.
    private static func tools(_ own: JSONValue?, and extra: JSONValue?) -> JSONValue? {
        guard let own, let more = extra?.arrayValue else { return extra ?? own }
        return .array((own.arrayValue ?? []) + more)
    }

    /// The form that the API had before there were tools.
    private static func writeFunctions(_ config: Config, to body: inout JSONObject) {
        let tools = config.enabledTools
        if !tools.isEmpty { body["functions"] = .array(tools.map { $0.flatJSON(.canonical) }) }
        switch config.toolChoice {
        case .function(let name): body["function_call"] = ["name": .string(name)]
        case .some(let choice): body["function_call"] = choice.json
        case nil: break
        }
    }

    private static func streamOptions(_ extra: JSONValue?) -> JSONValue {
        var options: JSONObject = ["include_usage": true]
        for member in extra?.objectValue?.members ?? [] { options[member.key] = member.value }
        return .object(options)
    }

    private static func messages(
        _ messages: [Message], _ sendsBack: Set<String>, imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> [JSONValue] {
        var legacyNames: [String: String] = [:]
        return messages.map { message in
            var message = message
            for place in message.toolCalls.indices {
                let call = message.toolCalls[place]
                if LegacyFunctionCall.isID(call.id) { legacyNames[call.id] = call.name }
                for key in call.other.keys where key != "type" && !sendsBack.contains(key) {
                    message.toolCalls[place].other[key] = nil
                }
            }
            if let reasoning = message.reasoning, !message.toolCalls.isEmpty {
                for key in ["reasoning_content", "reasoning"] where sendsBack.contains(key) {
                    message.other[key] = .string(reasoning)
                }
            }
            let id = message.toolCallID
            let function = id.flatMap { legacyNames[$0] ?? (LegacyFunctionCall.isID($0) ? message.name : nil) }
            return .object(json(message, answering: function, sendsBack, imageURL: imageURL))
        }
    }

    private static func json(
        _ message: Message, answering function: String?, _ sendsBack: Set<String>,
        imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> JSONObject {
        let said = message.role == .assistant ? message.sayable : message
        var object = said.json(.api(imageURL: imageURL))
        if message.role == .assistant {
            if sendsBack.contains("images"), !message.images.isEmpty {
                let parts = message.content.filter { if case .image = $0 { true } else { false } }
                object["images"] = .array(parts.map { $0.json(.api(imageURL: imageURL)) })
            }
            for member in message.other.members
            where answerOnlyKeys.contains(member.key) && !sendsBack.contains(member.key) {
                if member.key != "tool_calls" || message.toolCalls.isEmpty { object[member.key] = nil }
            }
        }
        let saysSomething =
            !message.toolCalls.isEmpty || message.refusal != nil || object["function_call"] != nil
            || object["audio"] != nil
        if object["content"] == nil, !saysSomething { object["content"] = "" }
        if let function {
            object["role"] = "function"
            object["name"] = .string(function)
            object["tool_call_id"] = nil
        } else if let call = message.toolCalls.first, message.toolCalls.count == 1, LegacyFunctionCall.isID(call.id) {
            object["tool_calls"] = nil
            object["function_call"] = ["name": .string(call.name), "arguments": .string(call.arguments)]
        }
        return object
    }
}
