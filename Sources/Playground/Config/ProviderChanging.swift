import Prompts
import RequestCore

/// The provider's row, and what a change of it means.
extension AppState {
    package mutating func openProviders() {
        let usual = settings.providers.resolved(nil).provider?.name
        var items = [
            Dropdown.Item("–", value: nil, note: "default (from settings or environment): \(usual ?? "no API key")") {
                $0.changeProvider(to: nil)
            }
        ]
        let running = Set(models.local.map(\.name))
        items += settings.providers.names.map { name in
            let (column, note, isDim) =
                switch settings.providers.resolved(name) {
                case .ready(let provider):
                    (
                        provider.kind == .simulator ? "offline" : provider.baseURL,
                        running.contains(name) ? "running on this machine" : "", false
                    )
                case .missing(let error): ("no API key", error.description, true)
                }
            return Dropdown.Item(name, columns: [column], value: name, note: note, isDim: isDim) { state in
                state.changeProvider(to: name)
            }
        }
        layers.push(Dropdown(title: "Provider", anchor: .provider, items: items, current: draft.config.provider))
    }

    /// Changes the provider, and says what the new one leaves out of the config.
    private mutating func changeProvider(to name: String?) {
        let before = Set(lintInput.findings.map(\.text))
        chooseConfig { $0.provider = name }
        guard let provider = provider.provider else { return }
        let lost = lintInput.findings.filter { $0.severity != .note && !before.contains($0.text) }
        guard let first = lost.first else { return }
        let more = lost.count > 1 ? " (and \(lost.count - 1) more)" : ""
        let key = settings.keymap.label(of: "findings").map { "; \($0) lists them" } ?? ""
        say("\(provider.name) does not take everything: \(first.place): \(first.text)\(more)\(key)", .warning)
    }
}
