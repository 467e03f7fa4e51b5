import JSON

extension SimulatedRequest {
    private static let knownFields: Set<String> = [
        "model", "messages", "stream", "stream_options", "tools", "tool_choice", "parallel_tool_calls",
        "response_format", "max_completion_tokens", "max_tokens", "temperature", "top_p", "n", "seed", "stop",
        "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs", "logit_bias", "reasoning_effort",
        "verbosity", "metadata", "user", "safety_identifier", "prompt_cache_key", "prompt_cache_retention",
        "prompt_cache_options", "service_tier", "modalities", "web_search_options", "audio", "store", "moderation",
        "prediction", "function_call", "functions",
    ]

    /// Reads and checks a request's body.
    init(body: [UInt8]) throws(APIError) {
        let parsed: JSONValue
        do {
            parsed = try JSONValue(parsing: body)
        } catch {
            throw .notJSON
        }
        guard let object = parsed.objectValue else { throw .notJSON }
        try self.init(object: object, face: .chat)
    }

    /// The API that a request came by.
    enum Face {
        case chat
        /// OpenAI's Responses, which takes models and tools that chat completions does not.
        case responses
    }

    /// Reads and checks a request.
    init(object: JSONObject, face: Face) throws(APIError) {
        let fields = FieldReader(object: object)
        try fields.refuseUnknown(besides: Self.knownFields)

        guard let model = try fields.string("model"), !model.isEmpty else { throw .noModel }
        var rules = SimulatedModel(model: model)
        if face == .responses {
            rules.responsesOnly = false
            rules.toolsNeedNoEffort = nil
            rules.toolsNeedResponses = false
            rules.takeMaximum()
        }
        self.init(model: model, messages: try MessageReading.messages(of: fields))
        try readPlainFields(fields)
        try readTools(fields)
        format = try FormatReading.format(of: fields, messages: messages)
        try ModelRefusals(rules: rules, model: model).check(fields, self)
        parallelCalls = parallelCalls && rules.callsInParallel
        promptTokens = Self.countTokens(messages, tools)
        try checkLength(rules)
        fingerprint = Self.fingerprint(of: object)
    }

    private mutating func readPlainFields(_ fields: FieldReader) throws(APIError) {
        streams = try fields.bool("stream") ?? false
        if let options = try fields.object("stream_options") {
            guard streams else { throw .onlyWith("stream_options", "stream") }
            let reader = FieldReader(object: options, prefix: "stream_options.")
            try reader.refuseUnknown(besides: ["include_usage", "include_obfuscation"])
            includesUsage = try reader.bool("include_usage") ?? false
            obfuscates = try reader.bool("include_obfuscation") ?? false
        }
        _ = try fields.decimal("temperature", in: 0...2)
        _ = try fields.decimal("top_p", in: 0...1)
        _ = try fields.decimal("presence_penalty", in: -2...2)
        _ = try fields.decimal("frequency_penalty", in: -2...2)
        count = try fields.integer("n", in: 1...128) ?? 1
        seed = try fields.integer("seed", in: Int.min...Int.max)
        try readLimit(fields)
        stops = try Self.stops(fields)
        try readLogprobs(fields)
        try checkOthers(fields)
    }

    private mutating func readLimit(_ fields: FieldReader) throws(APIError) {
        let new = try fields.integer("max_completion_tokens", in: 1...Int.max)
        let old = try fields.integer("max_tokens", in: 1...Int.max)
        if new != nil, old != nil {
            throw APIError(
                message: "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
                param: "max_tokens", code: "invalid_parameter_combination")
        }
        limit = new ?? old
    }

    private static func stops(_ fields: FieldReader) throws(APIError) -> [String] {
        guard let value = fields.value("stop") else { return [] }
        if let one = value.stringValue {
            return one.isEmpty ? [] : [one]
        }
        guard let list = value.arrayValue else {
            throw .wrongType("stop", expected: "one of a string or array of strings", got: value)
        }
        guard !list.isEmpty else { throw .emptyArray("stop") }
        guard list.count <= 4 else { throw .longArray("stop", limit: 4, count: list.count) }
        var stops: [String] = []
        for (index, element) in list.enumerated() {
            guard let text = element.stringValue else {
                throw .wrongType("stop[\(index)]", expected: "a string", got: element)
            }
            stops.append(text)
        }
        return stops.filter { !$0.isEmpty }
    }

    private mutating func readLogprobs(_ fields: FieldReader) throws(APIError) {
        let isOn = try fields.bool("logprobs") ?? false
        let top = try fields.integer("top_logprobs", in: 0...20)
        if top != nil, !isOn {
            throw .onlyWith("top_logprobs", "logprobs")
        }
        logprobs = isOn ? top ?? 0 : nil
    }

    private func checkOthers(_ fields: FieldReader) throws(APIError) {
        _ = try fields.string("user")
        _ = try fields.string("safety_identifier")
        _ = try fields.string("prompt_cache_key")
        _ = try fields.word(
            "reasoning_effort", of: ["none", "minimal", "low", "medium", "high", "xhigh", "max"])
        _ = try fields.word("verbosity", of: ["low", "medium", "high"])
        _ = try fields.word("service_tier", of: ["auto", "default", "flex", "scale", "priority", "fast"])
        let stores = try fields.bool("store") ?? false
        if try fields.object("metadata") != nil, !stores {
            throw .onlyWith("metadata", "store")
        }
        if let biases = try fields.object("logit_bias") {
            let reader = FieldReader(object: biases, prefix: "logit_bias.")
            for key in biases.keys {
                _ = try reader.decimal(key, in: -100...100)
            }
        }
    }

    private func checkLength(_ rules: SimulatedModel) throws(APIError) {
        guard let context = rules.context, promptTokens > context else { return }
        throw APIError(
            message: "This model's maximum context length is \(context) tokens. However, your messages resulted in "
                + "\(promptTokens) tokens. Please reduce the length of the messages.",
            param: "messages", code: "context_length_exceeded")
    }

    private static func countTokens(_ messages: [SimulatedMessage], _ tools: [SimulatedTool]) -> Int {
        var count = 3
        for message in messages {
            count += 4 + Tokens.count(message.text) + message.images.count * 85
            for call in message.calls {
                count += Tokens.count(call.name) + Tokens.count(call.arguments) + 3
            }
        }
        for tool in tools {
            count += 7 + Tokens.count(tool.name) + Tokens.count(tool.summary) + Tokens.count(tool.parameters.compact)
        }
        return count
    }

    private static func fingerprint(of object: JSONObject) -> UInt64 {
        var core = object
        for key in ["stream", "stream_options", "seed", "n", "logprobs", "top_logprobs"] {
            core.removeValue(forKey: key)
        }
        return StableHash.of(JSONValue.object(core).canonical)
    }
}
