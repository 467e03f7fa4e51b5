package import JSON
internal import Prompts

extension ChatCompletions {
    /// The fields that are read separately, or that are about streaming.
    private static let ownFields: Set<String> = [
        "model", "messages", "tools", "functions", "response_format", "stream", "stream_options",
    ]

    package func conversation(in body: JSONValue) -> LoggedConversation {
        var reader = MessageListReader()
        let messages = (body["messages"]?.arrayValue ?? []).enumerated().map { index, json -> LoggedMessage in
            guard let message = try? reader.read(json, index: index, place: "messages[\(index)]") else {
                return .raw(Self.raw(json))
            }
            return .known(message)
        }
        let tools = (body["tools"]?.arrayValue ?? []) + (body["functions"]?.arrayValue ?? [])
        let format = body["response_format"]
        return LoggedConversation(
            messages: messages, tools: tools.compactMap { try? Tool(json: $0, place: "tools") },
            format: format.map(ResponseFormat.init(json:)), rawFormat: format,
            settings: JSONObject(
                (body.objectValue?.members ?? []).filter { !Self.ownFields.contains($0.key) }
                    .map { ($0.key, $0.value) }))
    }

    private static func raw(_ message: JSONValue) -> LoggedMessage.Raw {
        let content = message["content"]
        let parts = content?.arrayValue ?? []
        let texts = content?.stringValue.map { [$0] } ?? parts.compactMap { $0["text"]?.stringValue }
        let calls = (message["tool_calls"]?.arrayValue ?? []).flatMap { call in
            [call["function"]?["name"], call["function"]?["arguments"]].compactMap { $0?.stringValue }
        }
        return LoggedMessage.Raw(
            role: message["role"]?.stringValue ?? "message", json: message, texts: texts + calls,
            imageCount: parts.count { $0["type"]?.stringValue == "image_url" })
    }
}
