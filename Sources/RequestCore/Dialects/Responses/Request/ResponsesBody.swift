internal import JSON
internal import Prompts

/// Writes a request of this dialect: what the config says, in the API's words.
///
/// Three things go out that the config does not say. `store` is false and a tool's `strict` is false, because the API
/// would else keep the conversation and rewrite schemas. A model that is known to reason is asked for a summary of its
/// reasoning, and for its encrypted form, which goes back between the calls of a run.
enum ResponsesBody {
    /// The fields that stand under another name, in another place, or are written here.
    private static let ownFields: Set<String> = ["stream", "stream_options", "text", "reasoning", "include", "tools"]

    /// The member of `include` that asks for the encrypted form of the reasoning.
    static let encryptedReasoning = "reasoning.encrypted_content"

    static func body(
        of request: RenderedRequest, imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> JSONObject {
        let config = request.config
        let extra = DialectFields.sent(config.extra, by: .responses)
        var body: JSONObject = ["model": .string(request.model)]
        body["input"] = .array(ResponsesInput(request, imageURL: imageURL).items)
        body["temperature"] = config[.temperature]
        body["top_p"] = config[.topP]
        body["max_output_tokens"] = config[.maxCompletionTokens] ?? config[.maxTokens]
        body["top_logprobs"] = config[.topLogprobs]
        body["text"] = merged(text(config), extra["text"])
        body["reasoning"] = merged(reasoning(request), extra["reasoning"])
        body["include"] = include(request, extra["include"])
        writeTools(config, extra["tools"], to: &body)
        body["store"] = false
        if request.streams {
            body["stream"] = true
            body["stream_options"] = streamOptions(extra["stream_options"])
        }
        for member in extra.members where !ownFields.contains(member.key) { body[member.key] = member.value }
        return body
    }

    /// Whether the server is asked to keep the answer.
    static func isStored(_ config: Config) -> Bool { config.extra["store"]?.boolValue == true }

    private static func writeTools(_ config: Config, _ extra: JSONValue?, to body: inout JSONObject) {
        let tools = config.enabledTools.map { ResponsesTools.json($0) } + (extra?.arrayValue ?? [])
        if !tools.isEmpty { body["tools"] = .array(tools) }
        body["tool_choice"] = config.toolChoice.map { ResponsesTools.json($0) }
        body["parallel_tool_calls"] = config[.parallelToolCalls]
    }

    private static func text(_ config: Config) -> JSONObject {
        var text = JSONObject()
        text["format"] = config.responseFormat.map { ResponsesTools.json($0) }
        text["verbosity"] = config[.verbosity]
        return text
    }

    private static func reasoning(_ request: RenderedRequest) -> JSONObject {
        var reasoning = JSONObject()
        let effort = request.config[.reasoningEffort]
        reasoning["effort"] = effort
        if request.reasons, request.asksForReasoning, effort?.stringValue != "none" { reasoning["summary"] = "auto" }
        return reasoning
    }

    private static func include(_ request: RenderedRequest, _ extra: JSONValue?) -> JSONValue? {
        var names: [JSONValue] = []
        if request.reasons, request.asksForEncrypted { names.append(.string(encryptedReasoning)) }
        let config = request.config
        if config[.logprobs]?.boolValue == true || config[.topLogprobs] != nil {
            names.append("message.output_text.logprobs")
        }
        for name in extra?.arrayValue ?? [] where !names.contains(name) { names.append(name) }
        if names.isEmpty { return extra }
        return .array(names)
    }

    /// `include_usage` is a field of chat completions; here the API refuses it.
    private static func streamOptions(_ extra: JSONValue?) -> JSONValue? {
        guard var options = extra?.objectValue else { return nil }
        options["include_usage"] = nil
        if options.isEmpty { return nil }
        return .object(options)
    }

    /// The object with the members of another over it; nil if both are empty.
    private static func merged(_ object: JSONObject, _ extra: JSONValue?) -> JSONValue? {
        if let extra, extra.objectValue == nil { return extra }
        var object = object
        // A ternary with `nil` would be read as JSON's null.
        for member in extra?.objectValue?.members ?? [] {
            object[member.key] = member.value
            if member.value.isNull { _ = object.removeValue(forKey: member.key) }
        }
        if object.isEmpty { return nil }
        return .object(object)
    }
}
