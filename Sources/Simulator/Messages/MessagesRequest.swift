import JSON
import Prompts
import RequestCore

/// A request of Messages, as far as the simulator needs it.
struct MessagesRequest {
    let model: String
    let streams: Bool
    /// The same request as chat completions takes it.
    let chatBody: JSONObject
    /// What the model thinks before it answers; nil if it does not.
    let thinking: Thinking?

    /// What comes of thinking.
    struct Thinking {
        /// Whether its text is left out.
        var isOmitted: Bool
    }

    private static let known: Set<String> = [
        "model", "max_tokens", "messages", "system", "stream", "stop_sequences", "temperature", "top_p", "top_k",
        "thinking", "output_config", "tools", "tool_choice", "metadata", "service_tier", "speed", "cache_control",
        "container", "inference_geo", "diagnostics", "context_management", "mcp_servers", "fallbacks",
    ]

    /// Reads and checks a request's body.
    init(body: [UInt8]) throws(MessagesRefusal) {
        guard let object = (try? JSONValue(parsing: body))?.objectValue else {
            throw MessagesRefusal("The request body is not valid JSON.")
        }
        if let unknown = object.keys.first(where: { !Self.known.contains($0) }) {
            throw MessagesRefusal("\(unknown): Extra inputs are not permitted")
        }
        guard let model = object["model"]?.stringValue, !model.isEmpty else {
            throw MessagesRefusal("model: Field required")
        }
        try Self.checkFields(object)
        try MessagesHistory.check(object["messages"], model: ClaudeModel(model))
        try MessagesModelRules.check(object, model)
        self.model = model
        streams = object["stream"]?.boolValue ?? false
        thinking = Self.thinking(object, ClaudeModel(model))
        do {
            chatBody = try Self.chat(object, streams: streams)
        } catch {
            throw MessagesRefusal("\(error.field ?? "messages"): \(error.message)")
        }
    }

    private static func checkFields(_ object: JSONObject) throws(MessagesRefusal) {
        guard let limit = object["max_tokens"] else { throw MessagesRefusal("max_tokens: Field required") }
        guard let tokens = limit.intValue else {
            throw MessagesRefusal("max_tokens: Input should be a valid integer")
        }
        guard tokens >= 0 else { throw MessagesRefusal("max_tokens: Input should be greater than or equal to 0") }
        for key in ["temperature", "top_p"] {
            guard let value = object[key] else { continue }
            guard let number = value.doubleValue else {
                throw MessagesRefusal("\(key): Input should be a valid number")
            }
            guard number <= 1 else { throw MessagesRefusal("\(key): Input should be less than or equal to 1") }
            guard number >= 0 else { throw MessagesRefusal("\(key): Input should be greater than or equal to 0") }
        }
        for (index, stop) in (object["stop_sequences"]?.arrayValue ?? []).enumerated() {
            guard let text = stop.stringValue, !text.allSatisfy(\.isWhitespace) else {
                throw MessagesRefusal("stop_sequences.\(index): each stop sequence must contain non-whitespace")
            }
        }
        let tools = object["tools"]?.arrayValue ?? []
        for (index, tool) in tools.enumerated() where tool["type"] == nil || tool["type"] == "custom" {
            guard tool["input_schema"]?["type"] == "object" else {
                throw MessagesRefusal("tools.\(index).custom.input_schema.type: Input should be 'object'")
            }
        }
        guard let choice = object["tool_choice"] else { return }
        guard !tools.isEmpty else {
            throw MessagesRefusal("tool_choice: tool_choice may only be specified while providing tools")
        }
        if let name = choice["name"]?.stringValue, !tools.contains(where: { $0["name"]?.stringValue == name }) {
            throw MessagesRefusal("tool_choice: Tool '\(name)' not found in provided tools")
        }
    }

    private static func thinking(_ object: JSONObject, _ model: ClaudeModel?) -> Thinking? {
        let thinking = object["thinking"]
        let display = thinking?["display"]?.stringValue ?? (model?.omitsThinking == true ? "omitted" : "summarized")
        switch thinking?["type"]?.stringValue {
        case "enabled", "adaptive", "between_tools": return Thinking(isOmitted: display == "omitted")
        case nil where model?.thinking == .adaptiveByDefault: return Thinking(isOmitted: true)
        default: return nil
        }
    }

    /// The same request as chat completions takes it.
    private static func chat(_ object: JSONObject, streams: Bool) throws(FieldError) -> JSONObject {
        let document = try MessagesRequestFormat.document(object)
        var config = document.config
        config.extra = JSONObject()
        config[.maxCompletionTokens] = object["max_tokens"]
        config[.maxTokens] = nil
        // What servers run themselves is not offered by a simulator.
        config.tools.removeAll { $0.raw != nil }
        if config.tools.isEmpty {
            config.toolChoice = nil
            config[.parallelToolCalls] = nil
        }
        let messages = (config.template + document.thread).map(plain)
        return RequestEncoder.body(
            config: config, model: object["model"]?.stringValue ?? "", messages: messages, streams: streams
        ) { $0.url }
    }

    /// The message without what chat completions has no place for: images of results, documents, thinking.
    private static func plain(_ message: Message) -> Message {
        var message = message
        message.blocks = message.blocks.compactMap { block in
            switch block.content {
            case .part(.image): message.role == .user ? block : nil
            case .part(.other(let json)):
                Message.Block(.part(.text(json["text"]?.stringValue ?? "[\(json["type"]?.stringValue ?? "part")]")))
            case .reasoning, .raw: nil
            case .part(.text), .refusal, .call: block
            }
        }
        message.blocks = message.blocks.map { Message.Block($0.content) }
        return message
    }
}
