import Prompts
import RequestCore

/// Saves, loads, compares and deploys versions.
@MainActor struct VersionEffects {
    let store: StoreQueue

    func perform(_ effect: VersionEffect) {
        switch effect {
        case .save(let content, let prompt, let parent):
            store.write { stores in
                .version(.saved(prompt: prompt, try await stores.save(content, prompt: prompt, parent: parent)))
            }
        case .load(let id, let prompt, let opens):
            // After what was asked to be written: the conversation may be among it.
            store.write { stores in
                guard let version = try await stores.version(id, prompt: prompt) else {
                    return .failed("there is no version \(id.short) of \(prompt)")
                }
                let taken = opens ? try await stores.takeConversation(of: .prompt(prompt)) : nil
                return .version(.loaded(version, taken, taken?.tree))
            }
        case .list(let prompt):
            store.write { stores in .version(.listed(prompt: prompt, try await stores.versions(ofPrompt: prompt))) }
        case .loadFacts(let prompt):
            store.write { stores in
                let facts = VersionFacts(
                    statistics: try await stores.statistics(ofPrompt: prompt),
                    changes: try await stores.changes(ofPrompt: prompt),
                    deployed: try await stores.deployed(ofPrompt: prompt),
                    history: try await stores.deployments(ofPrompt: prompt))
                return .version(.factsLoaded(prompt: prompt, facts))
            }
        case .compare(let old, let new, let prompt):
            store.read { stores in
                let before = try await Self.side(old, prompt, stores)
                let after = try await Self.side(new, prompt, stores)
                return .version(.compared(before.name, after.name, await Self.difference(before.config, after.config)))
            }
        case .annotate(let id, let prompt, let name, let note):
            store.write { stores in
                try await stores.annotate(id, prompt: prompt, name: name, note: note)
                return .version(.listed(prompt: prompt, try await stores.versions(ofPrompt: prompt)))
            }
        case .deploy(let move, let prompt, let who):
            store.write { stores in
                try await stores.deploy(
                    move.version, prompt: prompt, to: move.environment, by: who, note: move.note, kind: move.kind)
                let place = try await stores.deployed(ofPrompt: prompt).first { $0.environment == move.environment }
                return place.map { .version(.deployed(prompt: prompt, $0)) }
            }
        }
    }

    private nonisolated static func side(
        _ side: ComparedSide, _ prompt: String, _ stores: any Stores
    ) async throws -> (name: String, config: Config) {
        switch side {
        case .draft(let config): return ("draft", config)
        case .version(let id):
            guard let version = try await stores.version(id, prompt: prompt) else {
                throw FieldError(message: "there is no version \(id.short) of \(prompt)")
            }
            return ("v\(version.number) \(id.short)", version.config)
        }
    }

    @concurrent private nonisolated static func difference(_ old: Config, _ new: Config) async -> ConfigDiff {
        ConfigDiff(from: old, to: new)
    }
}
