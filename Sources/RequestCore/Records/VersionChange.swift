/// What a version is, beside its number.
package struct VersionChange: Sendable, Hashable {
    /// What it changes against its parent, such as `temperature 0.2 → 0.7`.
    package var phrase: String
    /// The model that it asks; nil where the settings decide.
    package var model: String?

    package init(phrase: String, model: String? = nil) {
        self.phrase = phrase
        self.model = model
    }
}
