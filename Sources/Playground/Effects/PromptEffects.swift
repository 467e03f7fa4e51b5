import RequestCore

/// Lists, renames and moves stored prompts.
@MainActor struct PromptEffects {
    let store: StoreQueue

    func perform(_ effect: PromptEffect) {
        switch effect {
        case .list: store.read { stores in .prompts(.listed(try await stores.prompts())) }
        case .rename(let old, let name):
            store.write { stores in
                try await stores.rename(prompt: old, to: name)
                return .prompts(.renamed(old, to: name))
            }
        case .move(let prompt, let move):
            store.write { stores in
                try await stores.move(prompt: prompt, move)
                return .prompts(.moved(prompt, move))
            }
        }
    }
}
