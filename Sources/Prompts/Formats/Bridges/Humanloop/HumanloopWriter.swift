internal import JSON

/// Writes a version of a prompt in the form of Humanloop's API.
enum HumanloopWriter {
    /// The fields for which Humanloop's prompts have a place. Others go under `other`, which is passed on as it is.
    private static let parameters: [Parameter] = [
        .maxTokens, .temperature, .topP, .stop, .presencePenalty, .frequencyPenalty, .seed, .reasoningEffort,
    ]
    private static let described: Set<String> = [
        "description", "tags", "readme", "version_name", "version_description", "path", "directory_path",
    ]

    static func write(_ document: PromptDocument) -> Bridge.Writing {
        var losses = Losses()
        losses.addOwn(of: document, in: .humanloop)
        let config = document.config
        for key in document.inputs.keys { losses.add("inputs.\(key)", "Humanloop keeps no values of variables") }
        var object = JSONObject()
        var attributes = document.unknown["attributes"]?.objectValue ?? JSONObject()
        object["path"] = attributes.removeValue(forKey: "path") ?? document.name.map(JSONValue.string)
        object["name"] = document.name.map(JSONValue.string)
        for key in described.sorted() where key != "path" { object[key] = attributes.removeValue(forKey: key) }
        object["model"] = config.model.map(JSONValue.string)
        object["endpoint"] = "chat"
        let style = MessageStyle.api { $0.url }
        object["template"] = .array(
            PromptFormat.messages(of: document).enumerated().map { index, message in
                let written = message.changingTexts {
                    TemplateLanguage.plain.text(ofEtude: $0, field: "messages[\(index)]", &losses)
                }
                return .object(written.json(style))
            })
        object["template_language"] = document.unknown["template_language"] ?? "default"
        object["provider"] = config.provider.map(JSONValue.string)
        var other = JSONObject()
        for parameter in Parameter.allCases {
            if parameters.contains(parameter) {
                object[parameter.rawValue] = config[parameter]
            } else {
                other[parameter.rawValue] = config[parameter]
            }
        }
        other["tool_choice"] = config.toolChoice?.json
        for member in config.extra.members { other[member.key] = member.value }
        object["response_format"] = config.responseFormat?.json
        setTools(of: config, in: &object, &losses)
        if !other.isEmpty { object["other"] = .object(other) }
        if !attributes.isEmpty { object["attributes"] = .object(attributes) }
        object["inputs"] = .array(config.variableNames.map { ["name": .string($0)] })
        return Bridge.Writing(text: JSONValue.object(object).pretty() + "\n", losses: losses.list)
    }

    private static func setTools(of config: Config, in object: inout JSONObject, _ losses: inout Losses) {
        let tools = config.enabledTools
        for tool in tools where tool.raw != nil { losses.add("tools.\(tool.name)", "it is no function") }
        let functions = tools.filter { $0.raw == nil }.map { $0.flatJSON(.canonical) }
        if !functions.isEmpty { object["tools"] = .array(functions) }
    }
}
