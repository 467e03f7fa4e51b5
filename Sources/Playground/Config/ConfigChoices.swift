import JSON
import Prompts
import RequestCore

/// The lists that the config pane opens, and the effect of a choice.
extension AppState {
    /// Opens the list of a row that has one.
    package mutating func openChoices(of row: ConfigRow) {
        switch row {
        case .model: return openModels()
        case .provider: return openProviders()
        case .output: return openOutputs()
        case .choice: return openToolChoices()
        case .value(let parameter): return openWords(of: parameter)
        default: break
        }
    }

    package mutating func openOutputs() {
        let items = [
            Dropdown.Item("–", value: nil, note: "not sent: the model answers in text") { state in
                state.chooseConfig { $0.responseFormat = nil }
            },
            Dropdown.Item("text", value: "text", note: "the default, sent explicitly") { $0.takeFormat(.text) },
            Dropdown.Item("json_object", value: "json_object", note: "the word \"json\" must stand in a message") {
                $0.takeFormat(.jsonObject)
            },
            Dropdown.Item(
                "json_schema", value: "json_schema", note: "the answer must fit a schema, edited as JSON"
            ) { $0.takeSchemaFormat() },
        ]
        layers.push(
            Dropdown(title: "Output", anchor: .output, items: items, current: draft.config.responseFormat?.typeName))
    }

    private mutating func openToolChoices() {
        let current =
            switch draft.config.toolChoice {
            case .function(let name): "\(name)()"
            case let choice: choice?.shownName
            }
        let unset = Dropdown.Item("–", value: nil, note: "not sent") { state in
            state.chooseConfig { $0.toolChoice = nil }
        }
        let choices = toolChoices { state, choice in state.chooseConfig { $0.toolChoice = choice } }
        layers.push(Dropdown(title: "Choice", anchor: .choice, items: [unset] + choices, current: current))
    }

    /// Runs once with another tool choice. The draft stays as it is.
    package mutating func openRunChoices() {
        guard draft.config.tools.contains(where: \.isEnabled) else { return say("no tool is enabled", .warning) }
        let items = toolChoices { state, choice in state.startRun(choice: choice) }
        layers.push(Dropdown(title: "Run once with", items: items, current: "required"))
    }

    private func toolChoices(
        _ take: @escaping @Sendable (inout AppState, ToolChoice) -> Void
    ) -> [Dropdown.Item] {
        let words: [(ToolChoice, String)] = [
            (.auto, "the model decides"), (.none, "no tool is called"), (.required, "at least one tool is called"),
        ]
        let general = words.map { choice, note in
            Dropdown.Item(choice.shownName, value: choice.shownName, note: note) { take(&$0, choice) }
        }
        return general
            + draft.config.tools.map { tool in
                Dropdown.Item(
                    "ƒ \(tool.name)", value: "\(tool.name)()", note: "this tool is called", isDim: !tool.isEnabled
                ) { take(&$0, .function(name: tool.name)) }
            }
    }

    private mutating func openWords(of parameter: Parameter) {
        guard case .choice(let words) = parameter.shape else { return }
        let row = ConfigRow.value(parameter)
        func item(_ label: String, _ value: String?, note: String = "") -> Dropdown.Item {
            Dropdown.Item(label, value: value, note: note) { state in
                state.chooseConfig { $0[parameter] = value.map(JSONValue.string) }
            }
        }
        let typed = Dropdown.Typed(note: "this server's own value") { state, word in
            state.chooseConfig { $0[parameter] = .string(word) }
        }
        layers.push(
            Dropdown(
                title: row.title, anchor: row, items: [item("–", nil, note: "not sent")] + words.map { item($0, $0) },
                current: configText(of: row), typed: typed))
    }

    /// Opens the list of fields that are not in the pane.
    package mutating func openFields() {
        let shown = Set(configRows)
        let items = Parameter.allCases.filter { !shown.contains(.value($0)) }.map { parameter in
            Dropdown.Item(parameter.rawValue, value: parameter.rawValue) { $0.addField(parameter.rawValue) }
        }
        let typed = Dropdown.Typed(note: "sent as it is, under extra") { $0.addField($1) }
        layers.push(Dropdown(title: "Set a field", items: items, current: nil, typed: typed))
    }

    /// Asks for an answer by a schema, and opens the schema.
    private mutating func takeSchemaFormat() {
        guard !draft.config.hasSchema else { return openSchemaEditor() }
        // The example that nobody has saved yet is no part of the config.
        guard let base = draft.base.responseFormat, draft.base.hasSchema else {
            return openSchemaEditor(of: .jsonSchema(SchemaText.starter))
        }
        takeFormat(base)
        openSchemaEditor()
    }

    private mutating func addField(_ key: String) {
        show(.config)
        let parameter = Parameter(rawValue: key)
        let row = parameter.map(ConfigRow.value) ?? .field(key)
        if row.isSwitch, let parameter { return chooseConfig { $0[parameter] = true } }
        if row.hasChoices { return openChoices(of: row) }
        openField(row, text: "")
    }
}
