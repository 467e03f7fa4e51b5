import JSON

/// An item of an answer while the simulator writes it.
struct SimulatedItem {
    enum Kind: Equatable {
        /// With a summary, or none.
        case reasoning(summary: String?)
        case text, refusal
        case call(id: String, name: String, isCustom: Bool)

        var isReasoning: Bool { if case .reasoning = self { true } else { false } }

        /// The beginning of the item's id.
        var prefix: String {
            switch self {
            case .reasoning: "rs_"
            case .text, .refusal: "msg_"
            case .call(_, _, let isCustom): isCustom ? "ctc_" : "fc_"
            }
        }
    }

    let kind: Kind
    let id: String
    let place: Int
    var text = ""
    var logprobs: [JSONValue] = []

    init(_ kind: Kind, id: String, place: Int) {
        self.kind = kind
        self.id = id
        self.place = place
    }

    /// The fields of an event that say which part of which item it is about.
    var address: JSONObject {
        var address: JSONObject = ["item_id": .string(id), "output_index": .number(JSONNumber(place))]
        switch kind {
        case .reasoning: address["summary_index"] = 0
        case .text, .refusal: address["content_index"] = 0
        case .call: break
        }
        return address
    }

    /// The beginning of the names of events about the text.
    var textEvent: String {
        switch kind {
        case .reasoning: "response.reasoning_summary_text"
        case .text: "response.output_text"
        case .refusal: "response.refusal"
        case .call(_, _, let isCustom):
            isCustom ? "response.custom_tool_call_input" : "response.function_call_arguments"
        }
    }

    /// The beginning of the names of events about the part.
    var partEvent: String { kind.isReasoning ? "response.reasoning_summary_part" : "response.content_part" }

    /// The key of the whole text.
    var textKey: String {
        switch kind {
        case .reasoning, .text: "text"
        case .refusal: "refusal"
        case .call(_, _, let isCustom): isCustom ? "input" : "arguments"
        }
    }

    /// The part with this text; nil for an item without parts.
    func part(_ text: String) -> JSONValue? {
        switch kind {
        case .reasoning(nil), .call: nil
        case .reasoning: ["type": "summary_text", "text": .string(text)]
        case .text:
            ["type": "output_text", "text": .string(text), "annotations": [], "logprobs": .array(logprobs)]
        case .refusal: ["type": "refusal", "refusal": .string(text)]
        }
    }

    /// The item so far; only a finished one has its parts.
    func json(_ status: String) -> JSONValue {
        let isOpen = status == "in_progress"
        let parts: [JSONValue] = isOpen ? [] : part(text).map { [$0] } ?? []
        switch kind {
        case .reasoning:
            return [
                "id": .string(id), "type": "reasoning", "summary": .array(parts),
                "encrypted_content": .string("simulated-" + id.dropFirst(3)),
            ]
        case .text, .refusal:
            return [
                "id": .string(id), "type": "message", "role": "assistant", "status": .string(status),
                "content": .array(parts),
            ]
        case .call(let call, let name, let isCustom):
            return [
                "id": .string(id), "type": isCustom ? "custom_tool_call" : "function_call", "status": .string(status),
                textKey: .string(text), "call_id": .string(call), "name": .string(name),
            ]
        }
    }
}

extension ReplyFrame {
    /// The response as an object.
    ///
    /// - Parameter reason: why it is incomplete; nil if it is not.
    func response(
        _ asked: ResponsesRequest, status: String, items: [JSONValue], script: ChoiceScript, reason: String? = nil
    ) -> JSONValue {
        var response: JSONObject = [
            "id": .string(id), "object": "response", "created_at": .number(JSONNumber(created)),
            "status": .string(status), "error": .null,
            "incomplete_details": reason.map { ["reason": .string($0)] } ?? .null, "model": .string(model),
            "output": .array(items),
        ]
        for member in asked.echo.members { response[member.key] = member.value }
        response["usage"] = status == "in_progress" ? .null : responsesUsage(script)
        return .object(response)
    }

    private func responsesUsage(_ script: ChoiceScript) -> JSONValue {
        [
            "input_tokens": .number(JSONNumber(promptTokens)),
            "input_tokens_details": ["cached_tokens": 0, "cache_write_tokens": 0],
            "output_tokens": .number(JSONNumber(script.tokens)),
            "output_tokens_details": ["reasoning_tokens": .number(JSONNumber(script.reasoningTokens))],
            "total_tokens": .number(JSONNumber(promptTokens + script.tokens)),
        ]
    }
}
