internal import JSON

/// Writes Google's Dotprompt.
struct DotpromptWriter {
    private let document: PromptDocument
    private var losses = Losses()

    static func write(_ document: PromptDocument) -> Bridge.Writing {
        var writer = DotpromptWriter(document: document)
        return writer.written()
    }

    private init(document: PromptDocument) {
        self.document = document
    }

    private static let attributeKeys = ["description", "variant", "version", "metadata", "ext"]

    private mutating func written() -> Bridge.Writing {
        losses.addOwn(of: document, in: .dotprompt)
        let config = document.config
        let attributes = document.unknown["attributes"]?.objectValue ?? JSONObject()
        var members = JSONObject()
        members["name"] = document.name.map(JSONValue.string)
        for key in Self.attributeKeys { members[key] = attributes[key] }
        for key in attributes.keys where !(Self.attributeKeys + ["input_schema", "model_version"]).contains(key) {
            losses.add("attributes.\(key)", "Dotprompt has no place for it")
        }
        if let model = config.model {
            members["model"] = .string(config.provider.map { "\($0)/\(model)" } ?? model)
        } else if config.provider != nil {
            losses.add("provider", "Dotprompt names it before a model, and there is none")
        }
        let (named, other) = CamelOptions.write(config)
        var options = named
        if let version = attributes["model_version"] { options["version"] = version }
        for member in other.members { options[member.key] = member.value }
        let format = output(&options)
        if !options.isEmpty { members["config"] = .object(options) }
        if !config.enabledTools.isEmpty { setTools(&members) }
        var input = JSONObject()
        if !document.inputs.isEmpty { input["default"] = .object(document.inputs) }
        input["schema"] = attributes["input_schema"]
        if !input.isEmpty { members["input"] = .object(input) }
        members["output"] = format
        let body = body()
        return Bridge.Writing(text: ForeignFrontMatter.text(members, body: body), losses: losses.list)
    }

    private mutating func output(_ options: inout JSONObject) -> JSONValue? {
        switch document.config.responseFormat {
        case nil: return Optional.none
        case .text: return ["format": "text"]
        case .jsonObject: return ["format": "json"]
        case .jsonSchema(let named):
            if named.strict != nil { losses.add("response_format.json_schema.strict", "Dotprompt has no place for it") }
            if named.description != nil {
                losses.add("response_format.json_schema.description", "Dotprompt has no place for it")
            }
            if named.name != document.name ?? "output" {
                losses.add("response_format.json_schema.name", "Dotprompt has no place for it")
            }
            return ["format": "json", "schema": named.schema ?? [:]]
        case .other(let value):
            options["response_format"] = value
            return Optional.none
        }
    }

    private mutating func setTools(_ members: inout JSONObject) {
        var (names, definitions) = ([JSONValue](), [JSONValue]())
        for tool in document.config.enabledTools {
            guard tool.raw == nil else {
                losses.add("tools.\(tool.name)", "it is no function")
                continue
            }
            if tool.strict != nil { losses.add("tools.\(tool.name).strict", "Dotprompt has no place for it") }
            names.append(.string(tool.name))
            guard tool.description != nil || tool.parameters != nil else { continue }
            var keys: JSONObject = ["name": .string(tool.name)]
            keys["description"] = tool.description.map(JSONValue.string)
            keys["inputSchema"] = tool.parameters
            definitions.append(.object(keys))
        }
        if !names.isEmpty { members["tools"] = .array(names) }
        if !definitions.isEmpty { members["toolDefs"] = .array(definitions) }
    }

    // MARK: Messages

    private mutating func body() -> String {
        let messages = PromptFormat.messages(of: document)
        var text = ""
        for (index, message) in messages.enumerated() {
            let field = "messages[\(index)]"
            if !message.toolCalls.isEmpty { losses.add("\(field).tool_calls", "Dotprompt's templates have none") }
            guard message.role != .tool else {
                losses.add(field, "Dotprompt's templates have no results of tools; it is left out")
                continue
            }
            if message.name != nil { losses.add("\(field).name", "Dotprompt has no place for it") }
            if message.refusal != nil { losses.add("\(field).refusal", "Dotprompt has no place for it") }
            if message.role == .developer {
                losses.add("\(field).role", "Dotprompt has no developer; it is of the system")
            }
            if message.content.isEmpty { continue }
            text += "{{role \"\(role(message.role))\"}}\n" + self.text(of: message, field) + "\n"
        }
        return text
    }

    private func role(_ role: Role) -> String {
        switch role {
        case .assistant: "model"
        case .developer: "system"
        default: role.rawValue
        }
    }

    private mutating func text(of message: Message, _ field: String) -> String {
        var parts: [String] = []
        for part in message.content {
            switch part {
            case .text(let text):
                if text.hasPrefix("\n") || text.hasSuffix("\n") {
                    losses.add(field, "the line breaks at its ends are not kept")
                }
                parts.append(TemplateLanguage.handlebars.text(ofEtude: text, field: field, &losses))
            case .image(let image):
                if image.detail != nil { losses.add("\(field).image.detail", "Dotprompt has no place for it") }
                parts.append("{{media url=\(image.variableName ?? "\"\(image.url)\"")}}")
            case .other(let value):
                losses.add("\(field).content", "a part of the type \(value["type"]?.stringValue ?? "?") is left out")
            }
        }
        return parts.joined(separator: "\n")
    }
}
