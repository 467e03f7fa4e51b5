/// What a version freezes: a config, its canonical JSON and the id that this JSON hashes to.
///
/// Making one encodes and hashes the config. Whoever needs the id and saves the version hands this value along, so that
/// this happens once.
package struct VersionContent: Sendable, Hashable {
    /// The config.
    package let config: Config
    /// The canonical JSON of the config.
    package let canonicalJSON: String
    /// The hash of the canonical JSON.
    package let id: VersionID

    /// Makes the content of the version that a config is.
    package init(_ config: Config) {
        self.config = config
        canonicalJSON = config.canonicalJSON
        id = VersionID(canonical: canonicalJSON)
    }
}
