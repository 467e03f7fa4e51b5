package import JSON
package import Prompts

/// Tools as JSON: adding, changing, switching and deleting them.
extension AppState {
    /// Opens the editor on a small tool that works as it stands.
    package mutating func addTool() -> [Effect] {
        var name = "look_up"
        var count = 1
        while draft.config.tool(named: name) != nil {
            count += 1
            name = "look_up_\(count)"
        }
        openEditor(TextEditor(title: "New tool", purpose: .newTool, text: ToolText.starter(name: name)))
        return []
    }

    package mutating func openToolEditor(_ index: Int) -> [Effect] {
        guard draft.config.tools.indices.contains(index) else { return [] }
        let tool = draft.config.tools[index]
        openEditor(
            TextEditor(title: "Tool \(tool.name)", purpose: .tool(index), text: tool.flatJSON(.canonical).pretty()))
        return []
    }

    /// Puts tools in the place of one, or at the end where `index` is nil.
    package mutating func takeTools(_ tools: [Tool], at index: Int?) -> [Effect] {
        var tools = tools
        let place = index ?? draft.config.tools.count
        if let index, draft.config.tools.indices.contains(index), !draft.config.tools[index].isEnabled {
            for position in tools.indices { tools[position].isEnabled = false }
        }
        var effects = changeConfig { config in
            let end = index == nil ? place : min(place + 1, config.tools.count)
            config.tools.replaceSubrange(min(place, end)..<end, with: tools)
        }
        moveConfigCursor(to: .tool(place))
        if let warning = toolWarning(tools) { effects += say(warning, .warning) }
        return effects
    }

    private func toolWarning(_ tools: [Tool]) -> String? {
        for tool in tools {
            if draft.config.tools.filter({ $0.name == tool.name }).count > 1 {
                return "two tools are called \(tool.name); the API wants each name once"
            }
            if tool.raw == nil, !ToolText.isName(tool.name) {
                return "'\(tool.name)': the API wants a name of 1 to 64 letters, digits, _ and -"
            }
        }
        return nil
    }

    package mutating func toggleTool(_ index: Int) -> [Effect] {
        changeConfig { config in
            if config.tools.indices.contains(index) { config.tools[index].isEnabled.toggle() }
        }
    }

    /// Takes a tool away; Ctrl-_ brings it back.
    package mutating func deleteTool(_ index: Int) -> [Effect] {
        guard draft.config.tools.indices.contains(index) else { return [] }
        let name = draft.config.tools[index].name
        return changeConfig { $0.tools.remove(at: index) } + say("deleted \(name); ^_ brings it back")
    }
}

/// A tool as a person writes it.
package enum ToolText {
    private static let knownKeys: Set<String> = [
        "name", "description", "strict", "parameters", "enabled", "type", "function",
    ]

    /// Reads one tool or several: the bare function, the API's wrapper, or an array of these.
    ///
    /// - Throws: ``FieldError`` that names what is missing, and any key that would be lost.
    package static func tools(_ json: JSONValue) throws(FieldError) -> [Tool] {
        guard let items = json.arrayValue else { return [try tool(json, place: "tool")] }
        guard !items.isEmpty else {
            throw FieldError(message: "the list has no tool; d deletes one in the config pane")
        }
        var tools: [Tool] = []
        for (index, item) in items.enumerated() { tools.append(try tool(item, place: "tools[\(index)]")) }
        return tools
    }

    private static func tool(_ json: JSONValue, place: String) throws(FieldError) -> Tool {
        let tool = try Tool(json: json, place: place)
        guard tool.raw == nil else { return tool }
        let keys = (json.objectValue?.keys ?? []) + (json["function"]?.objectValue?.keys ?? [])
        if let unknown = keys.first(where: { !knownKeys.contains($0) }) {
            throw FieldError(
                field: place, message: "a tool has no '\(unknown)'; it has name, description, strict and parameters")
        }
        return tool
    }

    /// Whether the API takes a name.
    package static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
                    || byte == 45
            }
    }

    /// A tool to begin with.
    package static func starter(name: String) -> String {
        let tool: JSONValue = [
            "name": .string(name), "description": "What it does, for the model to know when to call it", "strict": true,
            "parameters": [
                "type": "object", "properties": ["query": ["type": "string", "description": "What to look up"]],
                "required": ["query"], "additionalProperties": false,
            ],
        ]
        return tool.pretty()
    }
}
