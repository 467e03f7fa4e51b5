/// What a version freezes: a config, its canonical JSON and the id that this JSON hashes to.
///
/// Making one encodes and hashes the config. Whoever needs the id and saves the version hands this value along, so that
/// this happens once.
public struct VersionContent: Sendable, Hashable {
    /// The config.
    public let config: Config
    /// The canonical JSON of the config.
    public let canonicalJSON: String
    /// The hash of the canonical JSON.
    public let id: VersionID

    /// Makes the content of the version that a config is.
    public init(_ config: Config) {
        self.config = config
        canonicalJSON = config.canonicalJSON
        id = VersionID(canonical: canonicalJSON)
    }
}
