import Prompts
import RequestCore

/// The model list (F2), which is filled as lists arrive.
extension AppState {
    package mutating func openModels() {
        let current = draft.config.model
        let typed = Dropdown.Typed(note: ModelChoices.unknownNote) { state, name in
            state.changeConfig { $0.model = name }
        }
        var list = Dropdown(
            title: "Model", anchor: .model, items: modelItems, current: current ?? modelName, typed: typed)
        list.legend = modelLegend
        layers.push(list)
        if let provider = provider.provider, provider.kind == .http { ask(.models(.list(provider))) }
        let local = ProviderPreset.all.filter(\.isLocal).compactMap { settings.providers.resolved($0.name).provider }
        if !local.isEmpty { ask(.models(.search(local))) }
    }

    /// The rows of the list: the provider's own models, the catalogue's, those of servers on this machine.
    private var modelItems: [Dropdown.Item] {
        let asked = provider.provider
        var items = ModelChoices.items(
            own: asked.flatMap { models.own[$0.name] }, of: asked, in: settings.catalog, today: .today,
            isWide: size.width >= ModelChoices.wideScreen)
        if let current = draft.config.model, !items.contains(where: { $0.value == current }) {
            items.insert(ModelChoices.item(current, note: ModelChoices.unknownNote), at: 0)
        }
        for server in models.local where server.name != asked?.name {
            items += server.models.map { ModelChoices.item($0, at: server.name) }
        }
        return items
    }

    /// The last line of the list: what its columns mean, or how it stands with the provider's own names.
    private var modelLegend: String {
        guard let name = provider.provider?.name else { return ModelChoices.legend }
        if models.asking.contains(name) { return "Reading the models of \(name)…" }
        if models.own[name] == nil, let problem = models.problems[name] {
            return "The models of \(name) could not be read: \(problem)"
        }
        return ModelChoices.legend
    }

    package mutating func route(_ action: ModelAction) {
        switch action {
        case .listed(let provider, let names): models.own[provider] = names
        case .asked(let provider): models.asking.insert(provider)
        case .ended(let provider, let problem):
            models.asking.remove(provider)
            models.problems[provider] = problem
        case .found(let server):
            models.local.removeAll { $0.name == server.name }
            models.local.append(server)
        }
        let (items, legend) = (modelItems, modelLegend)
        layers.change(Dropdown.self) { list in
            guard list.anchor == .model else { return }
            list.renew(items)
            list.legend = legend
        }
    }
}
