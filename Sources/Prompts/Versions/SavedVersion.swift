/// A stored version of a prompt, by its id and its number.
public struct SavedVersion: Sendable, Hashable {
    /// The hash of the config's canonical JSON.
    public var id: VersionID
    /// The number of the version within its prompt, from 1: `v12`.
    public var number: Int

    /// Makes a stored version from its id and its number.
    public init(id: VersionID, number: Int) {
        self.id = id
        self.number = number
    }
}
