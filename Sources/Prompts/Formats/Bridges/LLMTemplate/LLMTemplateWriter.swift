internal import JSON

/// Writes a template of the `llm` command: one system text and one user text.
struct LLMTemplateWriter {
    private let document: PromptDocument
    private var losses = Losses()

    static func write(_ document: PromptDocument) -> Bridge.Writing {
        var writer = LLMTemplateWriter(document: document)
        return writer.written()
    }

    private init(document: PromptDocument) {
        self.document = document
    }

    private mutating func written() -> Bridge.Writing {
        losses.addOwn(of: document, in: .llm)
        let config = document.config
        if config.provider != nil { losses.add("provider", "a template of llm has no place for it") }
        for tool in config.enabledTools {
            losses.add("tools.\(tool.name)", "a template of llm only names plugins' tools")
        }
        var members = JSONObject()
        members["name"] = document.name.map(JSONValue.string)
        members["model"] = config.model.map(JSONValue.string)
        setMessages(&members)
        if !document.inputs.isEmpty {
            members["defaults"] = .object(
                JSONObject(document.inputs.members.map { (TemplateLanguage.dollar.name($0.key), $0.value) }))
        }
        let options = options()
        if !options.isEmpty { members["options"] = .object(options) }
        if case .jsonSchema(let named) = config.responseFormat {
            members["schema_object"] = named.schema
            for (key, isSet) in [("strict", named.strict != nil), ("description", named.description != nil)] where isSet
            {
                losses.add("response_format.json_schema.\(key)", "a template of llm has no place for it")
            }
            if named.name != "output" {
                losses.add("response_format.json_schema.name", "a template of llm has no place for it")
            }
        }
        for member in document.unknown["attributes"]?.objectValue?.members ?? [] {
            if ["extract", "extract_last"].contains(member.key) {
                members[member.key] = member.value
            } else {
                losses.add("attributes.\(member.key)", "a template of llm has no place for it")
            }
        }
        return Bridge.Writing(text: ForeignFrontMatter.text(members), losses: losses.list)
    }

    private mutating func options() -> JSONObject {
        let config = document.config
        var options = JSONObject()
        for parameter in Parameter.allCases { options[parameter.rawValue] = config[parameter] }
        for member in config.extra.members { options[member.key] = member.value }
        switch config.responseFormat {
        case .jsonObject: options["json_object"] = true
        case .other(let value): options["response_format"] = value
        case .jsonSchema, .text, nil: break
        }
        if config.toolChoice != nil { losses.add("tool_choice", "a template of llm has no place for it") }
        return options
    }

    private mutating func setMessages(_ members: inout JSONObject) {
        let messages = PromptFormat.messages(of: document)
        for (index, message) in messages.enumerated() {
            let field = "messages[\(index)]"
            let isSystem = message.role == .system || message.role == .developer
            guard isSystem || message.role == .user, members[isSystem ? "system" : "prompt"] == nil else {
                losses.add(field, "a template of llm has one system text and one prompt; it is left out")
                continue
            }
            if message.role == .developer {
                losses.add("\(field).role", "llm has no developer; it is the system's text")
            }
            if message.name != nil { losses.add("\(field).name", "a template of llm has no place for it") }
            let text = TemplateLanguage.dollar.text(ofEtude: message.text, field: field, &losses)
            if !text.isEmpty { members[isSystem ? "system" : "prompt"] = .string(text) }
            if !message.images.isEmpty { setImages(of: message, field, &members) }
            if message.content.contains(where: { if case .other = $0 { true } else { false } }) {
                losses.add("\(field).content", "only its texts and images are kept")
            }
        }
    }

    private mutating func setImages(of message: Message, _ field: String, _ members: inout JSONObject) {
        var urls: [JSONValue] = []
        for image in message.images {
            if let name = image.variableName {
                losses.add("\(field).image", "the image {{\(name)}} is left out: attachments are no variables")
            } else {
                urls.append(.string(image.url))
            }
            if image.detail != nil { losses.add("\(field).image.detail", "a template of llm has no place for it") }
        }
        if !urls.isEmpty { members["attachments"] = .array(urls) }
        let texts = message.content.count - message.images.count
        if texts > 1 || (texts == 1 && message.content.first.map { if case .text = $0 { false } else { true } } == true)
        {
            losses.add("\(field).content", "the order of its texts and images is not kept")
        }
    }
}
