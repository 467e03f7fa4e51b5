import JSON
import Prompts
package import RequestCore

/// Keeps the lists of models as files in a folder of the person's home, one for each provider and base URL.
package struct ModelListFiles: ModelListCache {
    private let folder: String
    private static let sizeLimit = 4 << 20

    /// - Parameter folder: is made with the first list.
    package init(folder: String) { self.folder = folder }

    package func models(of provider: Provider) -> KnownModels? {
        guard let bytes = try? Posix.read(path(of: provider), atMost: Self.sizeLimit),
            let json = try? JSONValue(parsing: bytes), let readAt = json["read_at"]?.doubleValue,
            let names = json["models"]?.arrayValue?.compactMap(\.stringValue)
        else { return nil }
        return KnownModels(names: names, readAt: readAt)
    }

    package func keep(_ models: KnownModels, of provider: Provider) {
        let json: JSONValue = [
            "provider": .string(provider.name),
            "read_at": JSONNumber(models.readAt).map(JSONValue.number) ?? .null,
            "models": .array(models.names.map(JSONValue.string)),
        ]
        try? Posix.makeDirectories(folder)
        _ = try? Posix.writeAtomically(Array((json.pretty() + "\n").utf8), to: path(of: provider), mode: 0o600)
    }

    /// The URL is in the name as a hash only, because a key may stand in it.
    private func path(of provider: Provider) -> String {
        let hash = SHA256.hex(of: Array((provider.name + "\n" + provider.baseURL).utf8))
        return "\(folder)/\(hash.prefix(16)).json"
    }
}
