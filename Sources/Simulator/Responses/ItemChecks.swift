import JSON

/// Checks the items of a request, in the API's words.
enum ItemChecks {
    private static let prefixes = [
        "message": "msg", "reasoning": "rs", "function_call": "fc", "custom_tool_call": "ctc",
    ]

    /// Checks that there is input, that ids are the server's own, and that what belongs together stands together.
    static func check(_ fields: FieldReader) throws(APIError) {
        guard let input = fields.value("input") else { throw .missing("input") }
        guard let items = input.arrayValue else {
            guard input.stringValue != nil else {
                throw .wrongType("input", expected: "one of a string or array of input items", got: input)
            }
            return
        }
        guard !items.isEmpty else { throw .emptyArray("input") }
        for (index, item) in items.enumerated() {
            guard item.objectValue != nil else {
                throw .wrongType("input[\(index)]", expected: "an object", got: item)
            }
            try checkMessage(item, at: index)
            try checkID(item, at: index)
            try checkReasoning(item, before: items[(index + 1)...].first, isStored: fields.value("store")?.boolValue)
        }
        try checkCalls(items)
    }

    private static func itemType(_ item: JSONValue) -> String { item["type"]?.stringValue ?? "message" }

    private static func checkMessage(_ item: JSONValue, at index: Int) throws(APIError) {
        guard itemType(item) == "message" else { return }
        let role = item["role"]?.stringValue ?? ""
        let roles = ["assistant", "system", "developer", "user"]
        guard roles.contains(role) else { throw .badValue("input[\(index)].role", role, supported: roles) }
        for (place, part) in (item["content"]?.arrayValue ?? []).enumerated() {
            let kind = part["type"]?.stringValue ?? ""
            let kinds = role == "assistant" ? ["output_text", "refusal"] : ["input_text", "input_image", "input_file"]
            guard kinds.contains(kind) else {
                throw .badValue("input[\(index)].content[\(place)].type", kind, supported: kinds)
            }
        }
    }

    private static func checkID(_ item: JSONValue, at index: Int) throws(APIError) {
        guard let id = item["id"]?.stringValue, let prefix = prefixes[itemType(item)], !id.hasPrefix(prefix) else {
            return
        }
        throw APIError(
            message: "Invalid 'input[\(index)].id': '\(id)'. Expected an ID that begins with '\(prefix)'.",
            param: "input[\(index)].id", code: "invalid_value")
    }

    private static func checkReasoning(
        _ item: JSONValue, before next: JSONValue?, isStored: Bool?
    ) throws(APIError) {
        guard itemType(item) == "reasoning" else { return }
        let id = item["id"]?.stringValue ?? ""
        if item["encrypted_content"]?.stringValue?.isEmpty ?? true, isStored == false {
            throw APIError(
                status: 404,
                message: "Item with id '\(id)' not found. Items are not persisted when `store` is set to false. "
                    + "Try again with `store` set to true, or remove this item from your input.", param: "input")
        }
        guard let next, !itemType(next).hasSuffix("_output"), next["role"]?.stringValue ?? "assistant" == "assistant"
        else {
            throw APIError(
                message: "Item '\(id)' of type 'reasoning' was provided without its required following item.",
                param: "input")
        }
    }

    /// Checks that each call has a result, and each result a call.
    private static func checkCalls(_ items: [JSONValue]) throws(APIError) {
        var open: [String] = []
        for item in items {
            let id = item["call_id"]?.stringValue ?? ""
            switch itemType(item) {
            case "function_call", "custom_tool_call": open.append(id)
            case "function_call_output", "custom_tool_call_output":
                guard let place = open.firstIndex(of: id) else {
                    throw APIError(
                        message: "No tool call found for function call output with call_id \(id).", param: "input")
                }
                open.remove(at: place)
            default: break
            }
        }
        guard let unanswered = open.first else { return }
        throw APIError(message: "No tool output found for function call \(unanswered).", param: "input")
    }
}
