package import RequestCore
import TextUI

/// The rows of the model list, with the facts for a choice.
package enum ModelChoices {
    /// The note about a name that the catalogue does not have.
    package static let unknownNote = "Unknown model; the server decides."

    /// Chat models in the catalogue's order, retired ones last.
    package static func items(_ models: [ModelInfo], today: Day) -> [Dropdown.Item] {
        let usable = models.filter { $0.mode == "chat" && $0.hasChatEndpoint != false }
        let alive = usable.filter { !isRetired($0, today) }
        return (alive + usable.filter { isRetired($0, today) }).map { item($0, today) }
    }

    private static func item(_ model: ModelInfo, _ today: Day) -> Dropdown.Item {
        Dropdown.Item(
            model.name,
            columns: [model.maxInputTokens.map(size) ?? "", abilities(model), fate(model, today) ?? prices(model)],
            value: model.name, note: note(model), isDim: isRetired(model, today)
        ) { state in state.changeConfig { $0.model = model.name } }
    }

    /// A model that the catalogue does not have.
    static func item(_ name: String, note: String) -> Dropdown.Item {
        Dropdown.Item(name, value: name, note: note) { state in state.changeConfig { $0.model = name } }
    }

    private static func isRetired(_ model: ModelInfo, _ today: Day) -> Bool {
        guard let day = model.deprecationDate.flatMap(Day.init(iso:)) else { return false }
        return day <= today
    }

    /// `128 k`, `1.0 M`.
    private static func size(_ tokens: Int) -> String {
        tokens < 1_000_000 ? "\(tokens / 1000) k" : Readable.fixed(Double(tokens) / 1_000_000, digits: 1) + " M"
    }

    /// `vis tool json seed`, each in its place.
    private static func abilities(_ model: ModelInfo) -> String {
        let vision = model.supportsVision == true ? "vis" : "   "
        let tools = model.supportsTools == true ? "tool" : "    "
        // JSON mode is older than schemas and than the catalogue: all models that call tools have it.
        let json = model.supportsTools == true || model.supportsResponseSchema == true ? "json" : "    "
        return [vision, tools, json, model.supportsReasoning == true ? "reason" : "seed"].joined(separator: " ")
    }

    /// US dollars for a million tokens in and out.
    private static func prices(_ model: ModelInfo) -> String {
        guard let input = model.inputPrice, let output = model.outputPrice else { return "" }
        return "$\(Readable.fixed(input * 1e6, digits: 2)) / $\(Readable.fixed(output * 1e6, digits: 2))"
    }

    /// The note that the model is retired, or will be within a year.
    private static func fate(_ model: ModelInfo, _ today: Day) -> String? {
        guard let day = model.deprecationDate.flatMap(Day.init(iso:)) else { return nil }
        if day <= today { return "retired" }
        return "retires \(day)"
    }

    private static func note(_ model: ModelInfo) -> String {
        switch (model.supportsTools, model.supportsParallelTools) {
        case (true?, true?): "tools on this model: yes, several in one answer"
        case (true?, _): "tools on this model: yes, one in an answer"
        case (false?, _): "tools on this model: no"
        case (nil, _): "tools on this model: not known"
        }
    }
}
