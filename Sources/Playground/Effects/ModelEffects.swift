import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads lists of models in the background.
@MainActor final class ModelEffects {
    private let world: World
    private let send: @MainActor (Action) -> Void
    /// The providers that are being asked.
    private var asking: Set<String> = []

    init(world: World, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.send = send
    }

    func perform(_ effect: ModelEffect) {
        switch effect {
        case .list(let provider): Task { await list(provider) }
        case .search(let providers):
            let found = LocalServers.search(providers, over: world.transport(.init(name: "local", kind: .http)))
            Task {
                for await server in found { send(.models(.found(server))) }
            }
        }
    }

    /// A list that cannot be read is no error here: what is known already stays, and the list says why it is not more.
    private func list(_ provider: Provider) async {
        guard asking.insert(provider.name).inserted else { return }
        defer { asking.remove(provider.name) }
        let known = world.modelLists?.models(of: provider)
        if let known { send(.models(.listed(provider: provider.name, known.names))) }
        let now = Date().timeIntervalSince1970
        guard known?.isOld(now: now) ?? true else { return }
        // A password manager is not opened for a list: its key comes with the first run.
        guard let filled = await world.keys.known(provider) else { return }
        send(.models(.asked(provider: provider.name)))
        var problem: String?
        do {
            let names = try await ModelList.names(at: filled, over: world.transport(filled))
            world.modelLists?.keep(KnownModels(names: names, readAt: now), of: provider)
            send(.models(.listed(provider: provider.name, names)))
        } catch {
            problem = error.message
        }
        send(.models(.ended(provider: provider.name, problem: problem)))
    }
}
