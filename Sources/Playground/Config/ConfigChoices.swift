import JSON
import Prompts
import RequestCore

/// The lists that the config pane opens, and what choosing from them does.
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

    /// The model list (F2).
    package mutating func openModels() {
        var items = ModelChoices.items(ModelCatalog.shared.models, today: .today)
        let current = draft.config.model
        if let current, !items.contains(where: { $0.value == current }) {
            items.insert(Dropdown.Item(current, value: current, note: ModelChoices.unknownNote), at: 0)
        }
        return openDropdown(
            Dropdown(
                title: "Model", purpose: .model, items: items, current: current ?? modelName, allowsTyped: true,
                typedNote: ModelChoices.unknownNote))
    }

    package mutating func openProviders() {
        var items = [Dropdown.Item("–", value: nil, note: "as settings and environment say")]
        items += settings.providers.names.map { name in
            switch settings.providers.resolved(name) {
            case .ready(let provider):
                Dropdown.Item(name, columns: [provider.kind == .simulator ? "offline" : provider.baseURL], value: name)
            case .missing(let error):
                Dropdown.Item(name, columns: ["not ready"], value: name, note: error.description, isDim: true)
            }
        }
        return openDropdown(
            Dropdown(title: "Provider", purpose: .provider, items: items, current: draft.config.provider))
    }

    package mutating func openOutputs() {
        let items = [
            Dropdown.Item("–", value: nil, note: "not sent: the model answers in text"),
            Dropdown.Item("text", value: "text", note: "said outright; the same as unset"),
            Dropdown.Item("json_object", value: "json_object", note: "the word \"json\" must stand in a message"),
            Dropdown.Item(
                "json_schema", value: "json_schema", note: "the answer fits a schema, which is edited as JSON"),
        ]
        return openDropdown(
            Dropdown(title: "Output", purpose: .output, items: items, current: draft.config.responseFormat?.typeName))
    }

    private mutating func openToolChoices() {
        let current =
            switch draft.config.toolChoice {
            case .function(let name): "\(name)()"
            case let choice: choice?.shownName
            }
        let items = [Dropdown.Item("–", value: nil, note: "not sent")] + toolChoices
        return openDropdown(Dropdown(title: "Choice", purpose: .toolChoice, items: items, current: current))
    }

    /// Runs once with another tool choice; the draft stays as it is.
    package mutating func openRunChoices() {
        guard draft.config.tools.contains(where: \.isEnabled) else { return say("no tool is enabled", .warning) }
        return openDropdown(
            Dropdown(title: "Run once with", purpose: .runChoice, items: toolChoices, current: "required"))
    }

    private var toolChoices: [Dropdown.Item] {
        let words = [
            Dropdown.Item("auto", value: "auto", note: "the model decides"),
            Dropdown.Item("none", value: "none", note: "no tool is called"),
            Dropdown.Item("required", value: "required", note: "at least one tool is called"),
        ]
        return words
            + draft.config.tools.map { tool in
                Dropdown.Item(
                    "ƒ \(tool.name)", value: "\(tool.name)()", note: "this tool is called", isDim: !tool.isEnabled)
            }
    }

    private mutating func openWords(of parameter: Parameter) {
        guard case .choice(let words) = parameter.shape else { return }
        let row = ConfigRow.value(parameter)
        let items = [Dropdown.Item("–", value: nil, note: "not sent")] + words.map { Dropdown.Item($0, value: $0) }
        return openDropdown(
            Dropdown(
                title: row.title, purpose: .parameter(parameter), items: items, current: configText(of: row),
                allowsTyped: true,
                typedNote: "a word of the server's own"))
    }

    /// The fields that are not in the pane yet.
    package mutating func openFields() {
        let shown = Set(configRows)
        let items = Parameter.allCases.filter { !shown.contains(.value($0)) }.map { parameter in
            Dropdown.Item(parameter.rawValue, value: parameter.rawValue)
        }
        return openDropdown(
            Dropdown(
                title: "Set a field", purpose: .field, items: items, current: nil, allowsTyped: true,
                typedNote: "sent as it is, in extra"))
    }

    /// Does what an item of a list stands for; nil unsets.
    package mutating func take(_ value: String?, for purpose: Dropdown.Purpose) {
        switch purpose {
        case .model: return changeConfig { $0.model = value }
        case .provider: return changeConfig { $0.provider = value }
        case .parameter(let parameter): return changeConfig { $0[parameter] = value.map(JSONValue.string) }
        case .output: return takeOutput(value)
        case .toolChoice: return changeConfig { $0.toolChoice = value.map(Self.toolChoice) }
        case .field: if let value { addField(value) }
        case .deployment(let id):
            if let value { deploy(id, to: value) }
        case .confirmation(let move): return value == nil ? say("nothing was moved") : carryOut(move)
        case .program: if let value { showProgram(in: value) }
        case .formType:
            if let value { takeFormType(value) }
        case .preset: if let value { takePreset(value) }
        case .runChoice: return startRun(choice: value.map(Self.toolChoice))
        case .server: if let value { listTools(ofServer: value) }
        case .result(let ref):
            if let value { fill(ref, with: value) }
        case .theme:
            guard let theme = settings.themes.first(where: { $0.name == value }) else { return }
            return chooseTheme(theme)
        }
    }

    private static func toolChoice(_ value: String) -> ToolChoice {
        value.hasSuffix("()") ? .function(name: String(value.dropLast(2))) : ToolChoice(json: .string(value))
    }

    private mutating func takeOutput(_ value: String?) {
        switch value {
        case "text": return takeFormat(.text)
        case "json_object": return takeFormat(.jsonObject)
        case "json_schema":
            if draft.config.responseFormat?.typeName == "json_schema" { return openSchemaEditor() }
            let base = draft.base.responseFormat
            takeFormat(
                base?.typeName == "json_schema"
                    ? base ?? .jsonSchema(SchemaText.starter) : .jsonSchema(SchemaText.starter))
            moveConfigCursor(to: .schema)
            return openSchemaEditor()
        default: return changeConfig { $0.responseFormat = nil }
        }
    }

    private mutating func addField(_ key: String) {
        show(.config)
        let parameter = Parameter(rawValue: key)
        let row = parameter.map(ConfigRow.value) ?? .field(key)
        if row.isSwitch, let parameter { return changeConfig { $0[parameter] = true } }
        if row.hasChoices { return openChoices(of: row) }
        openField(row, text: "")
    }
}
