internal import JSON

/// Writes a prompt in the form of a prompt object of OpenAI's Responses API.
struct PromptObjectWriter {
    private let document: PromptDocument
    private var losses = Losses()

    static func write(_ document: PromptDocument) -> Bridge.Writing {
        var writer = PromptObjectWriter(document: document)
        return writer.written()
    }

    private init(document: PromptDocument) {
        self.document = document
    }

    /// Fields that the Responses API calls as chat completions does.
    private static let same: [Parameter] = [.temperature, .topP, .topLogprobs, .parallelToolCalls]

    private mutating func written() -> Bridge.Writing {
        losses.addOwn(of: document, in: .promptObject)
        let config = document.config
        if config.provider != nil { losses.add("provider", "a prompt object has no place for it") }
        let attributes = document.unknown["attributes"]?.objectValue ?? JSONObject()
        var object: JSONObject = ["object": "prompt"]
        object["name"] = document.name.map(JSONValue.string)
        for key in attributes.keys {
            if ["description", "version", "metadata"].contains(key) {
                object[key] = attributes[key]
            } else {
                losses.add("attributes.\(key)", "a prompt object has no place for it")
            }
        }
        object["model"] = config.model.map(JSONValue.string)
        object["instructions"] = .array(items())
        setParameters(&object)
        setText(&object)
        let tools = tools()
        if !tools.isEmpty { object["tools"] = .array(tools) }
        switch config.toolChoice {
        case .function(let name): object["tool_choice"] = ["type": "function", "name": .string(name)]
        case let choice: object["tool_choice"] = choice?.json
        }
        for member in config.extra.members { object[member.key] = member.value }
        var variables = JSONObject()
        for name in config.variableNames { variables[name] = document.inputs[name] ?? .null }
        for key in document.inputs.keys where variables[key] == nil { variables[key] = document.inputs[key] }
        if !variables.isEmpty { object["variables"] = .object(variables) }
        return Bridge.Writing(text: JSONValue.object(object).pretty() + "\n", losses: losses.list)
    }

    private mutating func setParameters(_ object: inout JSONObject) {
        for parameter in Parameter.allCases {
            guard let value = document.config[parameter] else { continue }
            switch parameter {
            case .maxCompletionTokens: object["max_output_tokens"] = value
            case .maxTokens:
                if document.config[.maxCompletionTokens] == nil { object["max_output_tokens"] = value }
                losses.add("max_tokens", "it is called max_output_tokens, which is max_completion_tokens")
            case .reasoningEffort: object["reasoning"] = ["effort": value]
            case .verbosity: break
            case _ where Self.same.contains(parameter): object[parameter.rawValue] = value
            default: losses.add(parameter.rawValue, "the Responses API has no such field")
            }
        }
    }

    private mutating func setText(_ object: inout JSONObject) {
        var text = JSONObject()
        switch document.config.responseFormat {
        case .jsonSchema(let named):
            var format: JSONObject = ["type": "json_schema", "name": .string(named.name)]
            format["description"] = named.description.map(JSONValue.string)
            format["strict"] = named.strict.map(JSONValue.bool)
            format["schema"] = named.schema
            text["format"] = .object(format)
        case let format: text["format"] = format?.json
        }
        text["verbosity"] = document.config[.verbosity]
        if !text.isEmpty { object["text"] = .object(text) }
    }

    private mutating func tools() -> [JSONValue] {
        document.config.enabledTools.map { tool in
            var flat = (tool.raw?["custom"] ?? tool.flatJSON(.canonical)).objectValue ?? JSONObject()
            let type = tool.raw == nil ? "function" : "custom"
            if tool.raw != nil, tool.raw?["custom"] == nil {
                losses.add("tools.\(tool.name)", "it is neither a function nor custom")
            }
            flat["type"] = nil
            return .object(JSONObject([("type", .string(type))] + flat.members.map { ($0.key, $0.value) }))
        }
    }

    // MARK: Messages

    private mutating func items() -> [JSONValue] {
        PromptFormat.messages(of: document).enumerated().flatMap { index, message -> [JSONValue] in
            let field = "messages[\(index)]"
            if message.name != nil { losses.add("\(field).name", "an item has none") }
            if message.role == .tool {
                return [
                    [
                        "type": "function_call_output", "call_id": .string(message.toolCallID ?? ""),
                        "output": .string(
                            TemplateLanguage.plain.text(ofEtude: message.text, field: field, &losses)),
                    ]
                ]
            }
            let parts = message.content.enumerated().compactMap {
                part($0.element, message.role, "\(field).content[\($0.offset)]")
            }
            var items: [JSONValue] = []
            if !parts.isEmpty || message.toolCalls.isEmpty {
                items.append(["type": "message", "role": .string(message.role.rawValue), "content": .array(parts)])
            }
            if message.refusal != nil { losses.add("\(field).refusal", "it is left out") }
            return items
                + message.toolCalls.map { call in
                    [
                        "type": "function_call", "call_id": .string(call.id), "name": .string(call.name),
                        "arguments": .string(call.arguments),
                    ]
                }
        }
    }

    private mutating func part(_ part: ContentPart, _ role: Role, _ field: String) -> JSONValue? {
        switch part {
        case .text(let text):
            let written = TemplateLanguage.plain.text(ofEtude: text, field: field, &losses)
            return ["type": role == .assistant ? "output_text" : "input_text", "text": .string(written)]
        case .image(let image):
            var object: JSONObject = ["type": "input_image", "image_url": .string(image.url)]
            object["detail"] = image.detail.map(JSONValue.string)
            return .object(object)
        case .other(let value):
            losses.add(field, "a part of the type \(value["type"]?.stringValue ?? "?") is left out")
            return Optional.none
        }
    }
}
