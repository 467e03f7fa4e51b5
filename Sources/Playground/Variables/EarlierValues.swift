package import JSON
import Prompts
import TextUI

/// What is asked about variables.
package enum VariableEffect: Sendable, Hashable {
    /// The values that a variable had in the last runs of a prompt.
    case recall(String, prompt: String)
    /// The rows of a dataset.
    ///
    /// - Parameter directory: where a relative path starts; nil for the working folder.
    case readRows(String, relativeTo: String?)
}

/// What becomes of it.
package enum VariableAction: Sendable {
    /// The last value first; each once.
    case recalled(String, [JSONValue])
    case rowsRead(DatasetRows)
}

extension AppState {
    /// Asks for the values that the selected variable had in earlier runs.
    package mutating func askForEarlierValues() {
        guard let name = selectedVariable else { return }
        ask(.variable(.recall(name, prompt: draft.name)))
    }

    /// Lists values of earlier runs. One that is chosen becomes the value.
    mutating func recalled(_ name: String, _ values: [JSONValue]) {
        guard !values.isEmpty else { return say("No earlier run has a value for \(name).", .warning) }
        guard layers.isEmpty, selectedVariable == name else { return }
        let items = values.map { value in
            let text = FieldText.text(of: value)
            return Dropdown.Item(Sanitiser.oneLine(text), value: text) { $0.setVariable(name, to: value) }
        }
        layers.push(
            Dropdown(
                title: "Values of \(Sanitiser.oneLine(name))", anchor: .variable(name), items: items,
                current: configText(of: .variable(name))))
    }
}
