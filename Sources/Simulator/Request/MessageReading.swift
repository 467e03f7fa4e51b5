import JSON

/// Reads the messages of a request: the shape of each, then whether calls and their results follow each other.
enum MessageReading {
    static func messages(of fields: FieldReader) throws(APIError) -> [SimulatedMessage] {
        guard let value = fields.object["messages"] else { throw .missing("messages") }
        guard let list = value.arrayValue else {
            throw .wrongType("messages", expected: "an array of objects", got: value)
        }
        guard !list.isEmpty else { throw .emptyArray("messages") }
        var messages: [SimulatedMessage] = []
        messages.reserveCapacity(list.count)
        for (index, element) in list.enumerated() {
            guard let object = element.objectValue else {
                throw .wrongType("messages[\(index)]", expected: "an object", got: element)
            }
            messages.append(try message(object, at: index))
        }
        try checkFlow(messages)
        return messages
    }

    private static let commonKeys: Set<String> = ["role", "content", "name"]
    private static let assistantKeys: Set<String> = [
        "role", "content", "name", "tool_calls", "function_call", "refusal", "audio", "annotations",
    ]

    private static func message(_ object: JSONObject, at index: Int) throws(APIError) -> SimulatedMessage {
        let fields = FieldReader(object: object, prefix: "messages[\(index)].")
        let name = try fields.requiredString("role")
        guard let role = SimulatedMessage.Sender(rawValue: name) else {
            throw .badValue(
                "messages[\(index)].role", name, supported: SimulatedMessage.Sender.allCases.map(\.rawValue))
        }
        switch role {
        case .assistant: try fields.refuseUnknown(besides: assistantKeys)
        case .tool: try fields.refuseUnknown(besides: commonKeys.union(["tool_call_id"]))
        default: try fields.refuseUnknown(besides: commonKeys)
        }
        var message = SimulatedMessage(role: role)
        message.name = try checkedName(fields)
        if role == .assistant {
            message.calls = try calls(fields, at: index)
        }
        if role == .tool {
            message.callID = try fields.requiredString("tool_call_id")
        }
        try readContent(of: fields, at: index, into: &message)
        return message
    }

    private static func checkedName(_ fields: FieldReader) throws(APIError) -> String {
        guard let name = try fields.string("name") else { return "" }
        let isRefused = name.isEmpty || name.contains { $0.isWhitespace || "<|\\/>".contains($0) }
        if isRefused {
            throw .pattern(fields.prefix + "name", #"^[^\s<|\\/>]+$"#)
        }
        return name
    }

    private static func calls(_ fields: FieldReader, at index: Int) throws(APIError) -> [SimulatedCall] {
        var calls: [SimulatedCall] = []
        if let list = try fields.array("tool_calls", of: "objects") {
            guard !list.isEmpty else { throw .emptyArray(fields.prefix + "tool_calls") }
            for (place, element) in list.enumerated() {
                calls.append(try call(element, "messages[\(index)].tool_calls[\(place)]"))
            }
        }
        if let old = try fields.object("function_call") {
            let reader = FieldReader(object: old, prefix: fields.prefix + "function_call.")
            let name = try reader.requiredString("name")
            calls.append(SimulatedCall(id: "", name: name, arguments: try reader.requiredString("arguments")))
        }
        return calls
    }

    private static func call(_ element: JSONValue, _ path: String) throws(APIError) -> SimulatedCall {
        guard let object = element.objectValue else {
            throw .wrongType(path, expected: "an object", got: element)
        }
        let fields = FieldReader(object: object, prefix: path + ".")
        try fields.refuseUnknown(besides: ["id", "type", "function", "custom"])
        let id = try fields.requiredString("id")
        guard id.count <= 40 else { throw .longString(path + ".id", limit: 40, count: id.count) }
        let kind = try fields.word("type", of: ["function", "custom"])
        guard let kind else { throw .missing(path + ".type") }
        guard let inner = try fields.object(kind) else { throw .missing(path + "." + kind) }
        let reader = FieldReader(object: inner, prefix: path + "." + kind + ".")
        let isCustom = kind == "custom"
        try reader.refuseUnknown(besides: isCustom ? ["name", "input"] : ["name", "arguments"])
        return SimulatedCall(
            id: id, name: try reader.requiredString("name"),
            arguments: try reader.requiredString(isCustom ? "input" : "arguments"), isCustom: isCustom)
    }

    private static func readContent(
        of fields: FieldReader, at index: Int, into message: inout SimulatedMessage
    ) throws(APIError) {
        let path = "messages[\(index)].content"
        guard let content = fields.value("content") else {
            if message.role == .assistant, !message.calls.isEmpty || fields.value("refusal") != nil {
                return
            }
            guard fields.object["content"] != nil else { throw .missing(path) }
            throw APIError(
                message: "Invalid value for 'content': expected a string, got null.",
                param: "messages.[\(index)].content")
        }
        if let text = content.stringValue {
            message.text = text
            return
        }
        guard let parts = content.arrayValue else {
            throw .wrongType(path, expected: "one of a string or array of objects", got: content)
        }
        guard !parts.isEmpty else { throw .emptyArray(path) }
        var texts: [String] = []
        for (place, part) in parts.enumerated() {
            try ContentPartReading.read(
                part, at: (index, place), role: message.role, texts: &texts, images: &message.images)
        }
        message.text = texts.joined(separator: "\n")
    }

    private static func checkFlow(_ messages: [SimulatedMessage]) throws(APIError) {
        var open: [String] = []
        for (index, message) in messages.enumerated() {
            if message.role == .tool {
                guard let place = open.firstIndex(of: message.callID) else {
                    guard isAmongResults(messages, index) else { throw .toolWithoutCall(at: index) }
                    throw APIError(
                        message: "Invalid parameter: 'tool_call_id' of '\(message.callID)' not found in 'tool_calls' "
                            + "of previous message.",
                        param: "messages.[\(index)].tool_call_id")
                }
                open.remove(at: place)
                continue
            }
            guard open.isEmpty else { throw .unanswered(open, at: index) }
            open = message.calls.map(\.id).filter { !$0.isEmpty }
        }
        guard open.isEmpty else { throw .unanswered(open, at: messages.count) }
    }

    /// Whether the tool message at `index` follows calls at all, be it after other results.
    private static func isAmongResults(_ messages: [SimulatedMessage], _ index: Int) -> Bool {
        let before = messages[..<index].last { $0.role != .tool }
        return before.map { $0.role == .assistant && !$0.calls.isEmpty } ?? false
    }
}
