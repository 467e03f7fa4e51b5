package import JSON
internal import Prompts

extension Messages {
    /// The fields that are read separately, or that are about streaming.
    private static let ownFields: Set<String> = ["model", "system", "messages", "tools", "stream"]

    package func conversation(in body: JSONValue) -> LoggedConversation {
        let reader = MessagesBlocks(model: body["model"]?.stringValue ?? "")
        let format = body["output_config"]?["format"]
        let messages = (body["messages"]?.arrayValue ?? []).flatMap { json -> [LoggedMessage] in
            reader.messages(json)?.map(LoggedMessage.known) ?? [.raw(Self.raw(json))]
        }
        return LoggedConversation(
            messages: reader.system(body["system"]).map(LoggedMessage.known) + messages,
            tools: (body["tools"]?.arrayValue ?? []).compactMap(MessagesFields.tool),
            format: format.map(MessagesFields.format), rawFormat: format,
            settings: JSONObject(
                (body.objectValue?.members ?? []).filter { !Self.ownFields.contains($0.key) }
                    .map { ($0.key, $0.value) }))
    }

    private static func raw(_ message: JSONValue) -> LoggedMessage.Raw {
        let blocks = MessagesBlocks.blocks(message["content"])
        return LoggedMessage.Raw(
            role: message["role"]?.stringValue ?? "message", json: message,
            texts: blocks.compactMap { $0["text"]?.stringValue },
            imageCount: blocks.count { $0["type"]?.stringValue == "image" })
    }
}
