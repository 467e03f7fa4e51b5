internal import JSON

/// Reads a prompt object of OpenAI's Responses API, saved as JSON: the fields of a response's request, with `instructions`
/// or `input` in the place of messages, and the values of its variables.
struct PromptObjectReader {
    private var document = PromptDocument()
    private var losses = Losses()
    private var attributes = JSONObject()
    /// Whether it is the body of a request that was sent: what a person and the model said is the thread then, and what
    /// belongs to the service may stand in `extra`.
    private var isRequest = false

    private static let bookkeeping: Set<String> = [
        "id", "created_at", "updated_at", "status", "usage", "output", "error", "incomplete_details", "store",
        "background", "previous_response_id", "truncation", "include", "user", "completed_at", "billing",
        "conversation",
        "is_default", "created_by", "output_text",
    ]

    /// Whether JSON is one.
    static func recognises(_ json: JSONValue) -> Bool {
        guard let object = json.objectValue, object["messages"] == nil else { return false }
        if object["object"] == "prompt" || object["id"]?.stringValue?.hasPrefix("pmpt_") == true { return true }
        return object["model"] != nil && (object["instructions"] != nil || object["input"]?.arrayValue != nil)
            || object["prompt"]?["id"]?.stringValue?.hasPrefix("pmpt_") == true
    }

    static func read(_ text: String, file: String?) throws(FieldError) -> Bridge.Reading {
        let expected = "a prompt object: a JSON object with model and instructions"
        var reader = try ForeignJSON.read(text, file: file, expected: expected) { object throws(FieldError) in
            var reader = PromptObjectReader()
            try reader.readMembers(object)
            return reader
        }
        if !reader.attributes.isEmpty { reader.document.unknown["attributes"] = .object(reader.attributes) }
        return Bridge.Reading(document: reader.document, losses: reader.losses.list)
    }

    /// Reads the body of a request of the Responses API, out of what logged or captured it.
    static func read(request object: JSONObject, _ losses: inout Losses) throws(FieldError) -> PromptDocument {
        var reader = PromptObjectReader()
        reader.isRequest = true
        try reader.readMembers(object)
        for loss in reader.losses.list { losses.add(loss.field, loss.reason) }
        return reader.document
    }

    /// The fields that stand in `extra` where they are those of a request.
    private static let requestFields: Set<String> = [
        "store", "include", "truncation", "background", "previous_response_id", "conversation", "user",
        "max_tool_calls", "metadata",
    ]

    /// The fields of a request that Étude sends by itself, with the values that it gives them.
    private static func isOwn(_ key: String, _ value: JSONValue) -> Bool {
        switch key {
        case "stream", "stream_options": true
        case "store": value.boolValue == false
        case "include": value == ["reasoning.encrypted_content"] || value == ["message.output_text.logprobs"]
        default: false
        }
    }

    private mutating func readMembers(_ object: JSONObject) throws(FieldError) {
        var dropped: [String] = []
        for (key, role) in [("instructions", Role.developer), ("input", .user)] {
            guard let value = object[key], !value.isNull else { continue }
            try readMessages(value, role: role, field: key)
        }
        readVariables(object["prompt"]?["variables"])
        for member in object.members where !member.value.isNull {
            let value = member.value
            switch member.key {
            case "object", "instructions", "input": break
            case _ where isRequest && Self.isOwn(member.key, value): break
            case _ where isRequest && Self.requestFields.contains(member.key):
                try document.config.set(member.key, to: value)
            case "name": document.name = value.stringValue
            case "description", "version", "metadata": attributes[member.key] = value
            case "prompt":
                if let id = value["id"]?.stringValue { losses.add("prompt", "the hosted prompt \(id) is not fetched") }
            case "variables": readVariables(value)
            case "max_output_tokens": try document.config.set("max_completion_tokens", to: value)
            case "text": try readText(value)
            case "reasoning": try readReasoning(value)
            case "tools": try readTools(value)
            case "tool_choice": readToolChoice(value)
            case "max_tool_calls": losses.add(member.key, "chat completions has no such field")
            case _ where Self.bookkeeping.contains(member.key): dropped.append(member.key)
            default: try document.config.set(member.key, to: value)
            }
        }
        if !dropped.isEmpty { losses.add(dropped.joined(separator: ", "), "the service's own bookkeeping") }
    }

    private mutating func readVariables(_ json: JSONValue?) {
        for member in json?.objectValue?.members ?? [] where !member.value.isNull {
            if let text = member.value["text"]?.stringValue {
                document.inputs[member.key] = .string(text)
            } else if let url = member.value["image_url"]?.stringValue {
                document.inputs[member.key] = .string(url)
            } else if member.value["type"]?.stringValue?.hasPrefix("input_") == true {
                losses.add("variables.\(member.key)", "Étude has no files as values")
            } else {
                document.inputs[member.key] = member.value
            }
        }
    }

    private mutating func readText(_ json: JSONValue) throws(FieldError) {
        if let verbosity = json["verbosity"] { try document.config.set("verbosity", to: verbosity) }
        guard let format = json["format"] else { return }
        guard format["type"] == "json_schema", let name = format["name"]?.stringValue else {
            if format["type"] != "text" { document.config.responseFormat = ResponseFormat(json: format) }
            return
        }
        document.config.responseFormat = .jsonSchema(
            ResponseFormat.NamedSchema(
                name: name, description: format["description"]?.stringValue, strict: format["strict"]?.boolValue,
                schema: format["schema"]))
    }

    private mutating func readReasoning(_ json: JSONValue) throws(FieldError) {
        for member in json.objectValue?.members ?? [] where !member.value.isNull {
            if member.key == "effort" {
                try document.config.set("reasoning_effort", to: member.value)
            } else if isRequest {
                // A summary is asked for where the model reasons, so it need not be said.
                guard member.key != "summary" || member.value != "auto" else { continue }
                try document.config.set(path: "reasoning." + member.key, to: member.value)
            } else {
                losses.add("reasoning.\(member.key)", "chat completions has no such field")
            }
        }
    }

    private mutating func readTools(_ json: JSONValue) throws(FieldError) {
        for (index, item) in (json.arrayValue ?? []).enumerated() {
            let type = item["type"]?.stringValue ?? "function"
            switch type {
            case "function":
                var tool = try Tool(json: item, place: "tools[\(index)]")
                if isRequest, tool.strict == false { tool.strict = nil }
                document.config.tools.append(tool)
            case "custom":
                var inner = item.objectValue ?? JSONObject()
                inner["type"] = nil
                let wrapped: JSONValue = ["type": "custom", "custom": .object(inner)]
                document.config.tools.append(try Tool(json: wrapped, place: "tools[\(index)]"))
            case _ where isRequest: document.config.tools.append(try Tool(json: item, place: "tools[\(index)]"))
            default: losses.add("tools[\(index)]", "\(type) runs at the service, and chat completions has none")
            }
        }
    }

    private mutating func readToolChoice(_ json: JSONValue) {
        let type = json["type"]?.stringValue
        if let type, type != "function", type != "custom" {
            return losses.add("tool_choice", "\(type) is nothing that chat completions can choose")
        }
        document.config.toolChoice = ToolChoice(json: json)
    }

    // MARK: Messages

    private mutating func readMessages(_ json: JSONValue, role: Role, field: String) throws(FieldError) {
        if let text = json.stringValue {
            append(Message(role, text), field)
            return
        }
        guard let items = json.arrayValue else {
            throw FieldError(field: field, message: "must be a text or a list of messages")
        }
        for (index, item) in items.enumerated() { try readItem(item, place: "\(field)[\(index)]") }
    }

    private mutating func readItem(_ item: JSONValue, place: String) throws(FieldError) {
        switch item["type"]?.stringValue ?? "message" {
        case "message":
            var keys = JSONObject()
            keys["role"] = item["role"]
            keys["content"] = content(item["content"], place)
            append(try Message(json: .object(keys), place: place), place)
        case "function_call":
            add(
                ToolCall(
                    id: (item["call_id"] ?? item["id"])?.stringValue ?? "", name: item["name"]?.stringValue ?? "",
                    arguments: item["arguments"]?.stringValue ?? ""))
        case "custom_tool_call" where isRequest:
            add(
                ToolCall(
                    id: item["call_id"]?.stringValue ?? "", name: item["name"]?.stringValue ?? "",
                    arguments: item["input"]?.stringValue ?? "", other: ["type": "custom"]))
        case "function_call_output", "custom_tool_call_output":
            let output = item["output"].map { $0.stringValue ?? $0.compact } ?? ""
            append(.toolResult(output, for: item["call_id"]?.stringValue ?? ""), place)
        case let type:
            losses.add(place, "an item of the type \(type) is left out")
        }
    }

    /// Adds a call to the assistant's message before it, else to one of its own.
    private mutating func add(_ call: ToolCall) {
        if isRequest {
            if document.thread.last?.role == .assistant {
                document.thread[document.thread.count - 1].toolCalls.append(call)
            } else {
                document.thread.append(Message(role: .assistant, toolCalls: [call]))
            }
        } else if document.config.template.last?.role == .assistant {
            document.config.template[document.config.template.count - 1].toolCalls.append(call)
        } else {
            document.config.template.append(Message(role: .assistant, toolCalls: [call]))
        }
    }

    private mutating func append(_ message: Message, _ place: String) {
        let isInstruction = message.role == .system || message.role == .developer
        guard !isRequest || document.thread.isEmpty && isInstruction else {
            document.thread.append(message)
            return
        }
        // What was sent has no variables any more.
        document.config.template.append(
            isRequest
                ? message.changingTexts(Variables.escaping)
                : message.changingTexts { TemplateLanguage.plain.etudeText($0, field: place, &losses) })
    }

    /// The parts in the form of chat completions.
    private mutating func content(_ json: JSONValue?, _ place: String) -> JSONValue? {
        guard let items = json?.arrayValue else { return json }
        let parts = items.enumerated().compactMap { index, item -> JSONValue? in
            switch item["type"]?.stringValue {
            case "input_text", "output_text", "text":
                return ["type": "text", "text": item["text"] ?? ""]
            case "input_image":
                guard let url = item["image_url"] else {
                    losses.add("\(place).content[\(index)]", "an image by the id of a file is left out")
                    return Optional.none
                }
                var image: JSONObject = ["url": url]
                image["detail"] = item["detail"]
                return ["type": "image_url", "image_url": .object(image)]
            case "refusal": return item
            case let type:
                losses.add("\(place).content[\(index)]", "a part of the type \(type ?? "?") is left out")
                return Optional.none
            }
        }
        if parts.count == 1, let text = parts[0]["text"] { return text }
        return .array(parts)
    }
}
