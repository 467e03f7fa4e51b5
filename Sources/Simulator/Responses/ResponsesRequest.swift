import JSON
import Prompts
import RequestCore

/// A request of the Responses API, read as the chat-completions request that it means.
struct ResponsesRequest {
    /// What it asks for.
    let request: SimulatedRequest
    /// The fields that the response repeats.
    let echo: JSONObject
    /// Whether a reasoning item comes before the answer, as from a model that reasons.
    let reasons: Bool
    /// Whether a summary of the reasoning is asked for.
    let summarises: Bool

    /// Reads and checks a request's body.
    init(body: [UInt8]) throws(APIError) {
        guard let parsed = try? JSONValue(parsing: body), let object = parsed.objectValue else { throw .notJSON }
        for key in object.keys where !DialectFields.names(of: .responses).contains(key) { throw .unknown(key) }
        let fields = FieldReader(object: object)
        guard let model = try fields.string("model"), !model.isEmpty else { throw .missing("model") }
        _ = try fields.integer("max_output_tokens", in: 16...Int.max)
        try ItemChecks.check(fields)
        let chat = try Self.chat(object, fields, model)
        do {
            request = try SimulatedRequest(object: chat, face: .responses)
        } catch {
            throw Self.renamed(error)
        }
        let effort = try fields.object("reasoning")?["effort"]?.stringValue
        let rules = SimulatedModel(model: model)
        reasons = rules.isKnown && rules.reasons && (effort ?? rules.defaultEffort) != "none"
        summarises = try fields.object("reasoning")?["summary"]?.stringValue != nil
        var echo = JSONObject()
        for key in [
            "instructions", "max_output_tokens", "metadata", "parallel_tool_calls", "reasoning", "store",
            "temperature", "text", "tool_choice", "tools", "top_p", "truncation",
        ] {
            echo[key] = object[key] ?? .null
        }
        self.echo = echo
    }

    /// The fields that have the same meaning under the same name.
    private static let sharedFields = [
        "temperature", "top_p", "parallel_tool_calls", "top_logprobs", "user", "safety_identifier", "prompt_cache_key",
        "service_tier", "stream",
    ]

    private static func chat(
        _ object: JSONObject, _ fields: FieldReader, _ model: String
    ) throws(APIError) -> JSONObject {
        var messages = Responses().conversation(in: .object(object)).messages.compactMap(\.message)
        if let instructions = try fields.string("instructions") {
            messages.insert(Message(.system, instructions), at: 0)
        }
        var chat = ChatCompletions().body(
            of: RenderedRequest(config: Config(), model: model, messages: messages)
        ) { $0.url }
        for key in sharedFields { chat[key] = object[key] }
        chat["max_completion_tokens"] = object["max_output_tokens"]
        if let text = try fields.object("text") {
            chat["verbosity"] = text["verbosity"]
            if let format = text["format"] {
                var named = format.objectValue ?? JSONObject()
                named["type"] = nil
                chat["response_format"] =
                    format["type"]?.stringValue == "json_schema"
                    ? ["type": "json_schema", "json_schema": .object(named)] : format
            }
        }
        chat["reasoning_effort"] = try fields.object("reasoning")?["effort"]
        let include = try fields.array("include", of: "strings") ?? []
        if include.contains("message.output_text.logprobs") || object["top_logprobs"] != nil { chat["logprobs"] = true }
        try addTools(fields, to: &chat)
        return chat
    }

    /// Tools that run at the service are passed over: nothing here can run them.
    private static func addTools(_ fields: FieldReader, to chat: inout JSONObject) throws(APIError) {
        let tools = (try fields.array("tools", of: "objects") ?? []).compactMap { tool -> JSONValue? in
            guard let type = tool["type"]?.stringValue, ["function", "custom"].contains(type) else { return nil }
            var inner = tool.objectValue ?? JSONObject()
            for key in ["type", "async", "defer_loading", "allowed_callers", "output_schema"] { inner[key] = nil }
            return ["type": .string(type), type: .object(inner)]
        }
        if !tools.isEmpty { chat["tools"] = .array(tools) }
        guard let choice = fields.value("tool_choice") else { return }
        func wrapped(_ tool: JSONValue) -> JSONValue {
            guard let type = tool["type"]?.stringValue, let name = tool["name"] else { return tool }
            return ["type": .string(type), type: ["name": name]]
        }
        if choice["type"]?.stringValue == "allowed_tools" {
            var allowed = JSONObject()
            allowed["mode"] = choice["mode"]
            allowed["tools"] = (choice["tools"]?.arrayValue).map { .array($0.map(wrapped)) }
            chat["tool_choice"] = ["type": "allowed_tools", "allowed_tools": .object(allowed)]
        } else {
            chat["tool_choice"] = wrapped(choice)
        }
    }

    /// The refusal with the names that the fields have here.
    private static func renamed(_ error: APIError) -> APIError {
        let names = [
            ("max_completion_tokens", "max_output_tokens"), ("reasoning_effort", "reasoning.effort"),
            ("response_format.json_schema", "text.format"), ("response_format", "text.format"), ("messages", "input"),
            ("verbosity", "text.verbosity"),
        ]
        var error = error
        for (chat, own) in names {
            error.message = error.message.replacing("'" + chat, with: "'" + own)
            guard let param = error.param, param.hasPrefix(chat) else { continue }
            error.param = own + param.dropFirst(chat.count)
        }
        return error
    }
}
