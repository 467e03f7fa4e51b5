import JSON
package import Prompts

/// A row that the cursor of the config pane can stand on.
package enum ConfigRow: Hashable, Sendable {
    case model
    case provider
    /// A plain request field. The two penalties share a line.
    case value(Parameter)
    /// The response format.
    case output
    /// The schema of a `json_schema` format.
    case schema
    /// A request field without a place of its own, by its API name.
    case field(String)
    case toolsHeading
    /// The tool's place in the config.
    case tool(Int)
    case choice
    case variable(String)
    case versionsHeading
    case version(VersionID)
    /// Versions that were never run, named, saved or deployed, the newest of them by its id.
    case foldedVersions(from: VersionID, count: Int)
}

extension ConfigRow {
    /// The label of the row: at most 12 columns, except for names that a person chose.
    package var label: String {
        switch self {
        case .model: "Model"
        case .provider: "Provider"
        case .value(let parameter): Self.label(of: parameter)
        case .output: "Output"
        case .schema: "schema"
        case .field(let key): key
        case .choice: "Choice"
        case .variable(let name): name
        case .toolsHeading: "Tools"
        case .versionsHeading: "Versions"
        case .tool, .version, .foldedVersions: ""
        }
    }

    /// The row's name in a sentence.
    package var title: String {
        switch self {
        case .value(.presencePenalty): "Presence penalty"
        case .value(.frequencyPenalty): "Frequency penalty"
        case .value(.maxCompletionTokens): "Max completion tokens"
        case .value(.parallelToolCalls): "Parallel calls"
        case .schema: "Schema"
        default: label
        }
    }

    private static func label(of parameter: Parameter) -> String {
        switch parameter {
        case .temperature: "Temperature"
        case .topP: "Top P"
        case .maxTokens: "Max tokens"
        case .maxCompletionTokens: "Max compl."
        case .stop: "Stop"
        case .presencePenalty, .frequencyPenalty: "Penalties"
        case .seed: "Seed"
        case .reasoningEffort: "Reasoning"
        case .verbosity: "Verbosity"
        case .n: "Choices"
        case .logprobs: "Logprobs"
        case .topLogprobs: "Top logprobs"
        case .logitBias: "Logit bias"
        case .parallelToolCalls: "Parallel"
        }
    }

    /// Whether Enter opens a list on it.
    package var hasChoices: Bool {
        switch self {
        case .model, .provider, .output, .choice: return true
        case .value(let parameter):
            if case .choice = parameter.shape { return true }
            return false
        default: return false
        }
    }

    /// Whether Enter switches between three states.
    package var isSwitch: Bool {
        if case .value(let parameter) = self, parameter.shape == .boolean { true } else { false }
    }

    /// Whether a digit begins its value.
    package var isNumber: Bool {
        guard case .value(let parameter) = self else { return false }
        switch parameter.shape {
        case .number, .integer: return true
        default: return false
        }
    }
}

/// A line of the config pane.
package enum ConfigLine: Hashable, Sendable {
    case blank
    case heading(String)
    case row(ConfigRow)
    /// Presence and frequency, side by side.
    case penalties

    /// The rows of the line, from left to right.
    package var rows: [ConfigRow] {
        switch self {
        case .blank, .heading: []
        case .row(let row): [row]
        case .penalties: [.value(.presencePenalty), .value(.frequencyPenalty)]
        }
    }
}
