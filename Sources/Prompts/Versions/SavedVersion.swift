/// A stored version of a prompt, by its id and its number.
package struct SavedVersion: Sendable, Hashable {
    /// The hash of the config's canonical JSON.
    package var id: VersionID
    /// The number of the version within its prompt, from 1: `v12`.
    package var number: Int

    /// Makes a stored version from its id and its number.
    package init(id: VersionID, number: Int) {
        self.id = id
        self.number = number
    }
}
