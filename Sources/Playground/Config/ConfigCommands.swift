import Prompts

extension Command {
    static let configCommands: [Command] = paneCommands + fieldCommands

    /// One command for each request field, so that the palette finds them all.
    private static let fieldCommands: [Command] =
        Parameter.allCases.map { parameter in
            let row = ConfigRow.value(parameter)
            return Command(
                CommandID("set.\(parameter.rawValue)"), "Set \(row.title)",
                help: "Changes \(parameter.rawValue) of the request.",
                perform: { $0.goAndEdit(row) })
        } + [
            Command(
                "set.tool_choice", "Set Tool choice", help: "Whether the model may, must or must not call tools.",
                perform: { $0.goAndEdit(.choice) }),
            Command(
                "set.cache_control", "Switch prompt caching",
                help: "Asks Anthropic's API to keep the beginning of the request for the next one.",
                perform: { $0.switchPromptCaching() }),
        ]

    private static let paneCommands: [Command] = [
        Command(
            "config.model", "Model", help: "The model list, filtered as you type.", keys: ["f2"], popup: "m",
            perform: { $0.openModels() }),
        Command(
            "config.tools", "Tools", help: "Goes to the tools in the config.", keys: ["f3"], popup: "t",
            perform: { $0.goToTools() }),
        Command(
            "config.output", "Output format", help: "Text, a JSON object, or an answer that fits a schema.", popup: "f",
            perform: { $0.openOutputs() }),
        Command(
            "config.schema", "Edit the schema", help: "The schema that the answer must fit, as JSON.",
            disabledReason: {
                $0.draft.config.responseFormat?.typeName == "json_schema" ? nil : "the output format is not json_schema"
            },
            perform: { $0.openSchemaEditor() }),
        Command(
            "config.provider", "Provider", help: "Where this prompt's runs go. Unset: the default from settings.",
            perform: { $0.openProviders() }),
        Command(
            "config.field", "Set another field", help: "A request field without a row, by its API name.",
            keys: ["+"],
            place: .config, perform: { $0.openFields() }),
        Command(
            "config.down", "Next row", help: "Moves down in the config.", keys: ["j", "down"], place: .config,
            perform: { $0.moveConfigCursor(by: 1) }),
        Command(
            "config.up", "Row above", help: "Moves up in the config.", keys: ["k", "up"], place: .config,
            perform: { $0.moveConfigCursor(by: -1) }),
        Command(
            "config.right", "Next cell", help: "To the frequency penalty.", keys: ["right"], place: .config,
            perform: { $0.moveConfigCursorSideways(1) }),
        Command(
            "config.left", "Previous cell", help: "To the presence penalty.", keys: ["left"], place: .config,
            perform: { $0.moveConfigCursorSideways(-1) }),
        Command(
            "config.pageDown", "Ten rows down", help: "Moves down in the config.", keys: ["pagedown", "ctrl-d"],
            place: .config,
            perform: { $0.moveConfigCursor(by: 10) }),
        Command(
            "config.pageUp", "Ten rows up", help: "Moves up in the config.", keys: ["pageup", "ctrl-u"], place: .config,
            perform: { $0.moveConfigCursor(by: -10) }),
        Command(
            "config.first", "First row", help: "Moves to the model.", keys: ["g", "home"], place: .config,
            perform: { $0.moveConfigCursor(by: -100_000) }),
        Command(
            "config.last", "Last row", help: "Moves to the oldest version listed.", keys: ["G", "end"], place: .config,
            perform: { $0.moveConfigCursor(by: 100_000) }),
        Command(
            "config.edit", "Edit the row",
            help: "Types into it, or opens its list or editor; on a version, restores it.",
            keys: ["enter", "e"], place: .config, perform: { $0.editConfigRow() }),
        Command(
            "config.toggle", "Switch the row", help: "Enables a tool or disables it; Parallel on, off, unset.",
            keys: ["space"],
            place: .config, perform: { $0.switchConfigRow() }),
        Command(
            "config.unset", "Unset the row", help: "An unset field is not sent at all.", keys: ["x", "delete"],
            place: .config,
            perform: { $0.unsetConfigRow() }),
        Command(
            "findings", "Findings", help: "What the API or the model is known to reject, and how to fix it.",
            keys: ["f8"], over: [FindingList.place], perform: { $0.toggle(FindingList()) }),
        Command(
            "config.fix", "Fix the problem", help: "Makes the change suggested for this row.",
            keys: ["!"], place: .config,
            disabledReason: { $0.findings(on: $0.configRow).isEmpty ? "no problem on this row" : nil },
            perform: { $0.fixRow() }),
        Command(
            "config.copy", "Copy the row",
            help: "Copies its value: a tool or schema as JSON, a version as its whole id.",
            keys: ["y"], place: .config, perform: { $0.copyConfigRow() }),
        Command(
            "tool.add", "Add a tool", help: "Opens the form with a tool to start from.", keys: ["a"], place: .config,
            perform: { $0.addTool() }),
        Command(
            "tool.presets", "Add a preset tool", help: "From a list of useful ones: weather, search, SQL and others.",
            keys: ["p"], place: .config, perform: { $0.openPresets() }),
        Command(
            "tool.generate", "Write a tool or schema from a sentence",
            help: "The chosen model writes the definition. You see the difference before you accept it.",
            keys: ["w"], place: .config, perform: { $0.openGenerating() }),
        Command(
            "tool.duplicate", "Duplicate the tool", help: "Puts a copy below it, under another name.", keys: ["D"],
            place: .config, disabledReason: AppState.whyNoTool, perform: { $0.duplicateTool() }),
        Command(
            "tool.down", "Move the tool down", help: "The model reads tools in this order.", keys: ["J"],
            place: .config, disabledReason: AppState.whyNoTool, perform: { $0.moveTool(by: 1) }),
        Command(
            "tool.up", "Move the tool up", help: "The model reads tools in this order.", keys: ["K"], place: .config,
            disabledReason: AppState.whyNoTool, perform: { $0.moveTool(by: -1) }),
        Command(
            "tool.servers", "Add an MCP server's tools",
            help: "Starts a server named in the prompt or config.yaml and adds the tools it lists.",
            keys: ["M"],
            place: .config, perform: { $0.openServers() }),
        Command(
            "tool.delete", "Delete the tool", help: "The tool under the cursor. Ctrl-_ restores it.", keys: ["d"],
            place: .config,
            disabledReason: AppState.whyNoTool,
            perform: { $0.unsetConfigRow() }),
    ]
}

extension AppState {
    fileprivate static let whyNoTool: @Sendable (AppState) -> String? = { state in
        if case .tool = state.configRow { nil } else { "no tool is selected" }
    }

    fileprivate mutating func goToTools() {
        show(.config)
        guard config.field == nil else { return }
        moveConfigCursor(to: draft.config.tools.isEmpty ? .toolsHeading : .tool(0))
    }

    fileprivate mutating func copyConfigRow() {
        let text: String?
        switch configRow {
        case .tool(let index) where draft.config.tools.indices.contains(index):
            text = draft.config.tools[index].flatJSON(.canonical).pretty()
        case .schema: text = draft.config.responseFormat?.json["json_schema"]?.pretty()
        case let row: text = configText(of: row)
        }
        guard let text else { return say("nothing to unset here") }
        ask(.terminal(.copy(text)))
    }
}

extension AppState {
    /// Goes to a row of the config and does what Enter does there. A field without a row gets one.
    mutating func goAndEdit(_ row: ConfigRow) {
        show(.config)
        moveConfigCursor(to: row)
        guard configRow == row else {
            openField(row, text: configText(of: row) ?? "")
            return
        }
        editConfigRow()
    }
}
