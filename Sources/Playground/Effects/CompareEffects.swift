import Prompts
import RequestCore

/// Loads what comparisons show. Their runs are performed by ``RunEffects``.
@MainActor struct CompareEffects {
    let store: StoreQueue

    func perform(_ effect: CompareEffect) {
        switch effect {
        case .loadVersions(let ids, let prompt):
            // After what was asked to be written: a version may be among it.
            store.write { stores in
                let versions = try await Self.versions(ids, prompt, stores)
                if let gone = ids.first(where: { id in !versions.contains { $0.id == id } }) {
                    return .failed("there is no version \(gone.short) of \(prompt)")
                }
                return .compare(.versionsLoaded(prompt: prompt, versions))
            }
        case .recall(let document, let ids, let logs, let prompt):
            store.read { stores in
                let versions = try await Self.versions(ids, prompt, stores)
                var records: [LogRecord] = []
                for id in logs { if let record = try await stores.log(id: id) { records.append(record) } }
                // The versions that were sent know what tools and format the answers are held against.
                let sent = Set(records.map(\.version)).subtracting(versions.map(\.id))
                let others = try await Self.versions(Array(sent), prompt, stores)
                return .compare(.recalled(document: document, versions + others, records))
            }
        }
    }

    private nonisolated static func versions(
        _ ids: [VersionID], _ prompt: String, _ stores: any Stores
    ) async throws -> [Version] {
        var versions: [Version] = []
        for id in ids { if let version = try await stores.version(id, prompt: prompt) { versions.append(version) } }
        return versions
    }
}
