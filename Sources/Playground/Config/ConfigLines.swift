import JSON
package import Prompts
import TextUI

/// The lines of the config pane.
extension AppState {
    /// Fields that are shown only if they are set.
    private static let rareParameters: [Parameter] = [
        .maxCompletionTokens, .verbosity, .n, .logprobs, .topLogprobs, .logitBias,
    ]

    /// The most versions in the pane. F4 lists them all.
    private static let listedVersions = 30

    /// The lines from top to bottom.
    package var configLines: [ConfigLine] {
        var lines: [ConfigLine] = [
            .row(.model), .row(.provider), .row(.value(.temperature)), .row(.value(.maxTokens)), .row(.value(.topP)),
            .row(.value(.stop)),
            .penalties, .row(.value(.seed)), .row(.value(.reasoningEffort)), .row(.output),
        ]
        if draft.config.hasSchema { lines.append(.row(.schema)) }
        lines += rareRows.map(ConfigLine.row)
        lines += [.blank, .row(.toolsHeading)]
        lines += draft.config.tools.indices.map { .row(.tool($0)) }
        lines += [.row(.choice), .row(.value(.parallelToolCalls))]
        let names = configVariables
        lines += [.blank, .heading("Variables (\(names.count))")]
        lines += names.map { .row(.variable($0)) }
        lines += [.blank, .row(.versionsHeading)]
        lines += versionRows.prefix(Self.listedVersions).map(ConfigLine.row)
        return lines
    }

    /// The versions; those that were never run, named, saved or deployed stand for one row.
    private var versionRows: [ConfigRow] {
        var rows: [ConfigRow] = []
        for version in versions {
            if stays(version) {
                rows.append(.version(version.id))
            } else if case .foldedVersions(let first, let count)? = rows.last {
                rows[rows.count - 1] = .foldedVersions(from: first, count: count + 1)
            } else {
                rows.append(.foldedVersions(from: version.id, count: 1))
            }
        }
        return rows
    }

    /// The rows that the cursor can stand on.
    package var configRows: [ConfigRow] { configLines.flatMap(\.rows) }

    private var rareRows: [ConfigRow] {
        var rows = Self.rareParameters.filter { draft.config[$0] != nil }.map(ConfigRow.value)
        rows += draft.config.extra.keys.map(ConfigRow.field)
        if let open = config.field?.row, !rows.contains(open) {
            switch open {
            case .value(let parameter) where Self.rareParameters.contains(parameter): rows.append(open)
            case .field: rows.append(open)
            default: break
            }
        }
        return rows
    }

    /// The variables of the template, then those that have only a value.
    package var configVariables: [String] {
        let used = draft.config.variableNames
        return used + draft.inputs.keys.filter { !used.contains($0) }
    }

    /// The value of a row as text; nil if it is not set.
    package func configText(of row: ConfigRow) -> String? {
        let config = draft.config
        switch row {
        case .model: return config.model
        case .provider: return config.provider
        case .value(let parameter): return config[parameter].map { FieldText.text(of: $0, parameter) }
        case .output: return config.responseFormat?.typeName
        case .schema: return config.responseFormat?.schemaName
        case .field(let key): return config.extra[key].map(FieldText.text(of:))
        case .choice: return config.toolChoice?.shownName
        case .variable(let name): return Variables.value(name, in: draft.inputs).map(FieldText.text(of:))
        case .tool(let index): return config.tools.indices.contains(index) ? config.tools[index].name : nil
        case .version(let id): return id.hex
        case .toolsHeading, .versionsHeading, .foldedVersions: return nil
        }
    }

    /// The API's complaint about a row's value; nil if nothing is wrong.
    package func configComplaint(about row: ConfigRow) -> String? {
        guard case .value(let parameter) = row, let value = draft.config[parameter] else { return nil }
        return parameter.complaint(about: value)
    }

    /// Whether a row differs from the draft's base.
    package func isChanged(_ row: ConfigRow) -> Bool {
        let (now, base) = (draft.config, draft.base)
        switch row {
        case .model: return now.model != base.model
        case .provider: return now.provider != base.provider
        case .value(let parameter): return now[parameter]?.canonical != base[parameter]?.canonical
        case .output: return now.responseFormat?.typeName != base.responseFormat?.typeName
        case .schema: return now.responseFormat != base.responseFormat
        case .field(let key): return now.extra[key] != base.extra[key]
        case .toolsHeading: return base.tools.contains { now.tool(named: $0.name) == nil }
        case .tool(let index):
            guard now.tools.indices.contains(index) else { return false }
            return base.tool(named: now.tools[index].name) != now.tools[index]
        case .choice: return now.toolChoice != base.toolChoice
        case .variable, .versionsHeading, .version, .foldedVersions: return false
        }
    }
}

extension ResponseFormat {
    /// The `type` of the format, as the API calls it.
    package var typeName: String {
        switch self {
        case .text: "text"
        case .jsonObject: "json_object"
        case .jsonSchema: "json_schema"
        case .other(let json): json["type"]?.stringValue ?? "other"
        }
    }

    /// The name of its schema, if it has one.
    package var schemaName: String? {
        switch self {
        case .jsonSchema(let named): named.name
        case .other(let json): json["json_schema"]?["name"]?.stringValue
        default: nil
        }
    }
}

extension ToolChoice {
    /// The word of the choice, or the function's name.
    package var shownName: String {
        switch self {
        case .auto: "auto"
        case .none: "none"
        case .required: "required"
        case .function(let name): name
        case .other(let json): json["type"]?.stringValue ?? "other"
        }
    }
}
