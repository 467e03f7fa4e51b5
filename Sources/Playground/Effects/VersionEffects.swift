import Prompts
import RequestCore

/// What the browser of versions asks for.
extension EffectRunner {
    func perform(versionEffect effect: Effect) {
        switch effect {
        case .loadVersionFacts(let prompt):
            write { stores in
                let facts = VersionFacts(
                    statistics: try await stores.statistics(ofPrompt: prompt),
                    deployed: try await stores.deployed(ofPrompt: prompt),
                    history: try await stores.deployments(ofPrompt: prompt))
                return .versionFactsLoaded(prompt: prompt, facts)
            }
        case .compare(let old, let new, let prompt):
            read { stores in
                let before = try await Self.side(old, prompt, stores)
                let after = try await Self.side(new, prompt, stores)
                return .compared(before.name, after.name, await Self.difference(before.config, after.config))
            }
        case .annotate(let id, let prompt, let name, let note):
            write { stores in
                try await stores.annotate(id, prompt: prompt, name: name, note: note)
                return .versionsLoaded(prompt: prompt, try await stores.versions(ofPrompt: prompt))
            }
        case .deploy(let id, let prompt, let environment, let who):
            write { stores in try await Self.deploy(id, prompt, environment, who, stores) }
        default: break
        }
    }

    private nonisolated static func deploy(
        _ id: VersionID?, _ prompt: String, _ environment: String, _ who: String, _ stores: any Stores
    ) async throws -> Action {
        var (target, note, kind) = (id, "", Deployment.Kind.deploy)
        if target == nil {
            let moves = try await stores.deployments(ofPrompt: prompt).filter { $0.environment == environment }
            target = Deployment.beforeLast(moves)?.version
            (note, kind) = (moves.last.map { "back from v\($0.number)" } ?? "", .rollback)
        }
        guard let target else { return .failed("\(prompt)@\(environment) has nothing to go back to") }
        try await stores.deploy(target, prompt: prompt, to: environment, by: who, note: note, kind: kind)
        guard let place = try await stores.deployed(ofPrompt: prompt).first(where: { $0.environment == environment })
        else { return .failed("\(prompt)@\(environment) is gone") }
        return .deployed(prompt: prompt, place)
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
