import Prompts
package import RequestCore
import TextUI

/// The rows of the model list, with the facts for a choice.
package enum ModelChoices {
    /// The note about a name that the catalogue does not have.
    package static let unknownNote = "Unknown model; the server decides."

    /// What the columns mean.
    package static let legend =
        "context · vis images, tool calls, json, reason or seed · $ in / out per million tokens · retirement"
    /// The columns of a screen from which on prices and retirement have a column each.
    package static let wideScreen = 110

    /// The provider's own models in its order, then those that the catalogue knows of it. Without a list of its own,
    /// retired models come last.
    ///
    /// - Parameters:
    ///   - own: the names that the provider has sent; nil if they are not known.
    ///   - provider: nil if none can be used.
    static func items(
        own: [String]?, of provider: Provider?, in catalog: ModelCatalog, today: Day, isWide: Bool
    ) -> [Dropdown.Item] {
        let listed = (own ?? []).map { name in
            var info = catalog.info(for: name) ?? ModelInfo(name: name)
            info.name = name
            return item(info, today, isWide: isWide)
        }
        let names = Set(own ?? [])
        let preset = provider?.preset
        let known = catalog.models.filter { model in
            !names.contains(model.name) && (preset == nil || model.provider == nil || model.provider == preset)
        }
        let hasResponses = provider.map { $0.preset == "openai" } ?? false
        return listed + items(known, today: today, isWide: isWide, takesResponses: hasResponses)
    }

    /// Chat models in the catalogue's order, retired ones last.
    package static func items(
        _ models: [ModelInfo], today: Day, isWide: Bool = false, takesResponses: Bool = false
    ) -> [Dropdown.Item] {
        let usable = models.filter { model in
            (model.mode == "chat" && model.hasChatEndpoint != false)
                || (takesResponses && model.needsResponses == .always)
        }
        let alive = usable.filter { !isRetired($0, today) }
        return (alive + usable.filter { isRetired($0, today) }).map { item($0, today, isWide: isWide) }
    }

    private static func item(_ model: ModelInfo, _ today: Day, isWide: Bool) -> Dropdown.Item {
        let (price, fate) = (prices(model), fate(model, today))
        let last = isWide ? [price, fate ?? ""] : [fate ?? price]
        var item = Dropdown.Item(
            model.name,
            columns: model.isDescribed ? [model.maxInputTokens.map(size) ?? "", abilities(model)] + last : [],
            value: model.name, note: model.isDescribed ? note(model, price, today) : unknownNote,
            isDim: isRetired(model, today)
        ) { state in state.chooseConfig { $0.model = model.name } }
        item.model = ListedModel(name: model.name)
        return item
    }

    /// A model that the catalogue does not have.
    static func item(_ name: String, note: String) -> Dropdown.Item {
        var item = Dropdown.Item(name, value: name, note: note) { state in state.chooseConfig { $0.model = name } }
        item.model = ListedModel(name: name)
        return item
    }

    /// A model of a server on this machine. Taking it also takes the server.
    static func item(_ name: String, at server: String) -> Dropdown.Item {
        let note = "runs on this machine; takes \(server) as provider"
        var item = Dropdown.Item(name, columns: [server], value: name, note: note) { state in
            state.chooseConfig { config in
                config.model = name
                config.provider = server
            }
        }
        item.model = ListedModel(name: name, provider: server)
        return item
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

    /// When the model is retired, and what takes its place.
    private static func fate(_ model: ModelInfo, _ today: Day) -> String? {
        guard let day = model.deprecationDate.flatMap(Day.init(iso:)) else { return nil }
        let successor = model.successor.map { " → \($0)" } ?? ""
        return (day <= today ? "retired" : "retires \(day)") + successor
    }

    private static func note(_ model: ModelInfo, _ price: String, _ today: Day) -> String {
        let tools =
            switch (model.supportsTools, model.supportsParallelTools) {
            case (true?, true?): "tools on this model: yes, several in one answer"
            case (true?, _): "tools on this model: yes, one in an answer"
            case (false?, _): "tools on this model: no"
            case (nil, _): "tools on this model: not known"
            }
        let isLeaving = fate(model, today) != nil && !price.isEmpty
        return isLeaving ? "\(tools) · \(price)" : tools
    }
}
