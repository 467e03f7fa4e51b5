package import JSON
package import Prompts
import RequestCore
import TextUI

/// Tools as JSON: adding, changing, switching and deleting them.
extension AppState {
    /// Opens the form with a small tool that works as it is.
    package mutating func addTool() {
        var name = "look_up"
        var count = 1
        while draft.config.tool(named: name) != nil {
            count += 1
            name = "look_up_\(count)"
        }
        openForm(
            SchemaForm(title: "New tool", purpose: .newTool, json: ToolText.starter(name: name), taken: toolNames()))
    }

    /// The names of the draft's tools, except that of the one being changed.
    func toolNames(except index: Int? = nil) -> Set<String> {
        Set(draft.config.tools.enumerated().filter { $0.offset != index }.map(\.element.name))
    }

    /// Opens the form of a function, or any other tool as JSON.
    package mutating func openToolEditor(_ index: Int) {
        guard draft.config.tools.indices.contains(index) else { return }
        let tool = draft.config.tools[index]
        let (title, json) = ("Tool \(tool.name)", tool.flatJSON(.canonical))
        if tool.raw == nil, let object = json.objectValue {
            openForm(SchemaForm(title: title, purpose: .tool(index), json: object, taken: toolNames(except: index)))
        } else {
            openEditor(TextEditor(title: title, purpose: .tool(index), text: json.pretty()))
        }
    }

    /// Puts a definition where it belongs: in place of a tool, at the end of the tools, or into the response format.
    ///
    /// - Throws: ``FieldError`` if it is not a definition. Nothing is changed then.
    mutating func takeDefinition(_ json: JSONValue, for purpose: TextEditor.Purpose) throws(FieldError) {
        if purpose == .prompt { return setSystemMessage(json["system"]?.stringValue ?? "") }
        guard purpose == .schema else { return takeTools(try ToolDefinitions.read(json), at: purpose.toolIndex) }
        let name = draft.config.responseFormat?.schemaName ?? SchemaText.starter.name
        return takeFormat(try SchemaDefinitions.read(json, name: name))
    }

    /// Puts tools in place of one, or at the end if `index` is nil.
    package mutating func takeTools(_ tools: [Tool], at index: Int?) {
        var tools = tools
        let place = index ?? draft.config.tools.count
        if let index, draft.config.tools.indices.contains(index), !draft.config.tools[index].isEnabled {
            for position in tools.indices { tools[position].isEnabled = false }
        }
        let old = index.flatMap { draft.config.tools.indices.contains($0) ? draft.config.tools[$0].name : nil }
        let etude = draft.etude
        changeConfig { config in
            let end = index == nil ? place : min(place + 1, config.tools.count)
            config.tools.replaceSubrange(min(place, end)..<end, with: tools)
            if let old, let new = tools.first?.name, config.tool(named: old) == nil {
                config.followRenaming(of: old, to: new)
            }
        }
        if let old, let new = tools.first?.name { renameAnswering(of: old, to: new, in: draft.config) }
        if etude != draft.etude { isSessionDirty = true }
        moveConfigCursor(to: .tool(place))
        if let warning = toolWarning(tools) { say(warning, .warning) }
    }

    /// Moves what answers a tool to its new name.
    ///
    /// - Parameter config: has the tool under its new name.
    mutating func renameAnswering(of old: String, to new: String, in config: Config) {
        draft.etude = ToolSettings.renaming(
            old, to: new, keepsOld: config.tool(named: old) != nil, in: draft.etude)
    }

    private func toolWarning(_ tools: [Tool]) -> String? {
        for tool in tools {
            if draft.config.tools.filter({ $0.name == tool.name }).count > 1 {
                return "two tools are called \(tool.name); each name may be used only once"
            }
            if tool.raw == nil, !Lint.isName(tool.name) {
                return "'\(tool.name)': the API takes names of 1 to 64 letters, digits, _ and -"
            }
        }
        return nil
    }

    package mutating func toggleTool(_ index: Int) {
        chooseConfig { config in
            if config.tools.indices.contains(index) { config.tools[index].isEnabled.toggle() }
        }
    }

    /// Inserts a copy of a tool below it, with a new name.
    package mutating func duplicateTool() {
        guard case .tool(let index) = configRow, draft.config.tools.indices.contains(index) else { return }
        let copies = named(apart: [draft.config.tools[index]])
        changeConfig { $0.tools.insert(contentsOf: copies, at: index + 1) }
        moveConfigCursor(to: .tool(index + 1))
    }

    /// Moves the tool under the cursor up or down. The model reads tools in this order.
    package mutating func moveTool(by step: Int) {
        guard case .tool(let index) = configRow else { return }
        let place = index + step
        guard draft.config.tools.indices.contains(index), draft.config.tools.indices.contains(place) else { return }
        changeConfig { $0.tools.swapAt(index, place) }
        moveConfigCursor(to: .tool(place))
    }

    /// Adds the tools of a text that is pasted on the rows of tools; false if the text is not a definition.
    mutating func pasteTools(_ text: String) -> Bool {
        switch configRow {
        case .tool, .toolsHeading: break
        default: return false
        }
        guard config.field == nil, let json = try? JSONValue(parsing: text) else { return false }
        do throws(FieldError) {
            let tools = named(apart: try ToolDefinitions.read(json))
            takeTools(tools, at: nil)
            say(tools.count == 1 ? "added \(tools[0].name)" : "added \(tools.count) tools")
        } catch {
            say(error.description, .error)
        }
        return true
    }

    /// The tools with names that no tool of the draft has.
    private func named(apart tools: [Tool]) -> [Tool] {
        var taken = Set(draft.config.tools.map(\.name))
        return tools.map { tool in
            var tool = tool
            var count = 1
            let name = tool.name
            while taken.contains(tool.name) {
                count += 1
                tool.name = "\(name)_\(count)"
            }
            taken.insert(tool.name)
            return tool
        }
    }

    /// Removes a tool. Ctrl-_ brings it back.
    package mutating func deleteTool(_ index: Int) {
        guard draft.config.tools.indices.contains(index) else { return }
        let name = draft.config.tools[index].name
        changeConfig { $0.tools.remove(at: index) }
        say("deleted \(name); ^_ restores it")
    }
}

/// The tools that come with Étude.
extension AppState {
    package mutating func openPresets() {
        ask(.tools(.loadPresets))
    }

    package mutating func presetsLoaded(_ presets: [Tool]) {
        guard !presets.isEmpty else {
            return say("no presets are installed (share/etude/sample-configs/tools); a adds a tool as JSON", .warning)
        }
        let items = presets.map { tool in
            Dropdown.Item(
                tool.name, value: tool.name, note: Sanitiser.oneLine(tool.description ?? "")
            ) { $0.takePreset(tool) }
        }
        layers.push(Dropdown(title: "Preset tools", items: items, current: nil))
    }

    private mutating func takePreset(_ tool: Tool) {
        show(.config)
        takeTools(named(apart: [tool]), at: nil)
    }
}

/// A tool as a person writes it.
package enum ToolText {
    /// The first version of a new tool.
    package static func starter(name: String) -> JSONObject {
        [
            "name": .string(name), "description": "What it does, so that the model knows when to call it",
            "strict": true,
            "parameters": [
                "type": "object", "properties": ["query": ["type": "string", "description": "What to look up"]],
                "required": ["query"], "additionalProperties": false,
            ],
        ]
    }
}
