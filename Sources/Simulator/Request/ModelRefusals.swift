import JSON

/// Refuses what a known model refuses, in the API's words.
struct ModelRefusals {
    let rules: SimulatedModel
    let model: String

    func check(_ fields: FieldReader, _ request: SimulatedRequest) throws(APIError) {
        if rules.responsesOnly {
            throw APIError(
                status: 404,
                message: "This model is only supported in v1/responses and not in v1/chat/completions.",
                param: "model")
        }
        let effort = try effort(fields)
        try checkLimit(fields)
        if rules.reasons, effort != "none" {
            try checkSampling(fields)
        }
        if !rules.takesStop, fields.value("stop") != nil {
            throw .unsupportedParameter("stop")
        }
        if let verbosity = try fields.string("verbosity"), rules.isKnown, !model.hasPrefix("gpt-5"),
            verbosity != "medium"
        {
            throw .unsupportedValue("verbosity", verbosity, supported: ["medium"])
        }
        try checkTools(fields, request, effort: effort)
        try checkFormat(request)
        try checkImages(fields)
    }

    /// The effort that holds: the one asked for, else the model's own.
    private func effort(_ fields: FieldReader) throws(APIError) -> String {
        guard let asked = try fields.string("reasoning_effort") else { return rules.defaultEffort }
        guard !rules.efforts.isEmpty else { throw .unrecognized("reasoning_effort") }
        guard rules.efforts.contains(asked) else {
            throw .unsupportedValue("reasoning_effort", asked, supported: rules.efforts)
        }
        return asked
    }

    private func checkLimit(_ fields: FieldReader) throws(APIError) {
        if !rules.takesMaxTokens, fields.value("max_tokens") != nil {
            throw .unsupportedParameter("max_tokens", hint: " Use 'max_completion_tokens' instead.")
        }
        guard let maxOutput = rules.maxOutput else { return }
        for name in ["max_tokens", "max_completion_tokens"] {
            guard let asked = fields.value(name)?.intValue, asked > maxOutput else { continue }
            throw APIError(
                message: "\(name) is too large: \(asked). This model supports at most \(maxOutput) completion tokens, "
                    + "whereas you provided \(asked).",
                param: name, code: "invalid_value")
        }
    }

    private func checkSampling(_ fields: FieldReader) throws(APIError) {
        for (name, standard) in [
            ("temperature", 1), ("top_p", 1), ("presence_penalty", 0), ("frequency_penalty", 0), ("n", 1),
        ] {
            guard let number = fields.value(name)?.numberValue, number.doubleValue != Double(standard) else { continue }
            throw .unsupportedValue(name, number.canonicalText, default: String(standard))
        }
        for name in ["logprobs", "top_logprobs", "logit_bias"] {
            guard let value = fields.value(name), value.boolValue != false else { continue }
            throw .unsupportedParameter(name)
        }
    }

    private func checkTools(
        _ fields: FieldReader, _ request: SimulatedRequest, effort: String
    ) throws(APIError) {
        if !rules.takesParallelField, fields.value("parallel_tool_calls") != nil {
            throw .unsupportedParameter("parallel_tool_calls")
        }
        guard !request.tools.isEmpty else { return }
        guard rules.tools else {
            throw APIError(
                message: "tools is not supported in this model. For a list of supported models, refer to "
                    + "https://platform.openai.com/docs/guides/function-calling#models-supporting-function-calling.")
        }
        let way: String
        switch (rules.toolsNeedResponses, rules.toolsNeedNoEffort) {
        case (false, .orSetNone?) where effort != "none":
            way = "To use function tools, use /v1/responses or set reasoning_effort to 'none'."
        case (true, _): way = "Please use /v1/responses instead."
        case (_, .useResponses?) where effort != "none": way = "Please use /v1/responses instead."
        default: return
        }
        throw APIError(
            message:
                "Function tools with reasoning_effort are not supported for \(model) in /v1/chat/completions. \(way)",
            param: "reasoning_effort")
    }

    private func checkFormat(_ request: SimulatedRequest) throws(APIError) {
        switch request.format {
        case .object where !rules.jsonObject:
            throw APIError(
                message: "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.",
                param: "response_format")
        case .schema where !rules.jsonSchema:
            throw APIError(
                message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. "
                    + "Learn more about supported models at the Structured Outputs guide: "
                    + "https://platform.openai.com/docs/guides/structured-outputs")
        default: break
        }
    }

    private func checkImages(_ fields: FieldReader) throws(APIError) {
        guard !rules.vision else { return }
        for (index, message) in (fields.value("messages")?.arrayValue ?? []).enumerated() {
            for (place, part) in (message["content"]?.arrayValue ?? []).enumerated()
            where part["type"]?.stringValue == "image_url" {
                throw APIError(
                    message: "Invalid content type. image_url is only supported by certain models.",
                    param: "messages.[\(index)].content.[\(place)].type")
            }
        }
    }
}
