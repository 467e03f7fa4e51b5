internal import JSON
internal import Prompts

/// Writes tools and tool choice for this wire, and notes what has no counterpart.
struct MessagesTools {
    /// Tools of OpenAI's that only its own servers run.
    private static let foreign: Set<String> = [
        "web_search", "web_search_preview", "file_search", "code_interpreter", "image_generation", "mcp", "shell",
        "local_shell", "apply_patch", "computer", "computer_use_preview", "tool_search", "namespace",
    ]

    /// `tools` of the body.
    private(set) var tools: [JSONValue] = []
    /// `tool_choice` of the body; nil if none is sent.
    private(set) var choice: JSONObject?
    /// What has no counterpart.
    private(set) var findings: [Finding] = []

    /// Writes the tools of a config.
    init(_ config: Config) {
        let allowed = Self.allowedTools(config.toolChoice)
        for (index, tool) in config.tools.enumerated() where tool.isEnabled {
            if let allowed, !allowed.names.contains(tool.name) { continue }
            if let raw = tool.raw {
                add(raw: raw, tool.name, index)
            } else {
                tools.append(Self.json(tool))
            }
        }
        if allowed != nil {
            findings.append(
                Finding(
                    .noCounterpart, .note, .choice,
                    "Messages has no allowed_tools: only those tools are sent, which changes what a cache can reuse"))
        }
        tools += config.extra["tools"]?.arrayValue ?? []
        setChoice(config, allowed?.mode)
    }

    private static func json(_ tool: Tool) -> JSONValue {
        var object: JSONObject = ["name": .string(tool.name)]
        object["description"] = tool.description.map(JSONValue.string)
        object["input_schema"] = schema(tool.parameters)
        object["strict"] = tool.strict.map(JSONValue.bool)
        return .object(object)
    }

    /// The schema of a tool's input, which has to say that it is an object.
    private static func schema(_ parameters: JSONValue?) -> JSONValue {
        guard let schema = parameters?.objectValue else { return ["type": "object", "properties": [:]] }
        guard schema["type"] == nil else { return .object(schema) }
        return .object(JSONObject([("type", "object")] + schema.members.map { ($0.key, $0.value) }))
    }

    private mutating func add(raw: JSONValue, _ name: String, _ index: Int) {
        let type = raw["type"]?.stringValue ?? ""
        let isCustom = type == "custom" && raw["input_schema"] == nil
        guard isCustom || Self.foreign.contains(type) else { return tools.append(raw) }
        findings.append(
            Finding(
                .noCounterpart, .warning, .tool(index, .name),
                "\(name) is left out: Messages has no tools of type \(type)"))
    }

    private static func allowedTools(_ choice: ToolChoice?) -> (names: Set<String>, mode: String?)? {
        guard case .some(.other(let json)) = choice, json["type"]?.stringValue == "allowed_tools" else { return nil }
        let allowed = json["allowed_tools"] ?? json
        let names = (allowed["tools"]?.arrayValue ?? []).compactMap { tool in
            (tool["function"]?["name"] ?? tool["name"])?.stringValue
        }
        return (Set(names), allowed["mode"]?.stringValue)
    }

    private mutating func setChoice(_ config: Config, _ allowedMode: String?) {
        // Without tools, a choice is refused.
        guard !tools.isEmpty else { return }
        switch config.toolChoice {
        case nil: break
        case .some(.auto): choice = ["type": "auto"]
        case .some(.none): choice = ["type": "none"]
        case .some(.required): choice = ["type": "any"]
        case .some(.function(let name)): choice = ["type": "tool", "name": .string(name)]
        case .some(.other(let json)):
            switch json["type"]?.stringValue {
            case "allowed_tools": choice = ["type": allowedMode == "required" ? "any" : "auto"]
            case "custom":
                findings.append(
                    Finding(.noCounterpart, .warning, .choice, "is left out: Messages has no custom tools"))
            default: choice = json.objectValue
            }
        }
        if config[.parallelToolCalls]?.boolValue == false, choice?["type"]?.stringValue != "none" {
            var one = choice ?? ["type": "auto"]
            one["disable_parallel_tool_use"] = true
            choice = one
        }
    }
}
