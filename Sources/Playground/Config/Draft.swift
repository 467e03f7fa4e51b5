package import JSON
package import Prompts

/// The prompt being worked on: its config and what belongs to its file.
package struct Draft: Sendable, Hashable {
    /// The prompt's name, for example `weather`.
    package var name: String
    package var config: Config
    /// Values of variables.
    package var inputs = JSONObject()
    /// What the file says besides: tool commands, notes; written back on save.
    package var etude = JSONObject()
    package var unknown = JSONObject()
    /// The file it was opened from, or saved to.
    package var path: String?
    /// The version it was opened, restored or saved as: what `*` and "changed since" compare with.
    package var base: Config
    package var baseNumber: Int?
    /// The saved version that the settled config is; nil while its saving is under way.
    package var version: SavedVersion?

    /// A version as the header shows it.
    package struct SavedVersion: Sendable, Hashable {
        package var id: VersionID
        package var number: Int
    }

    package init(name: String, config: Config) {
        self.name = name
        self.config = config
        base = config
    }

    /// What a new user gets: a name, a model, nothing else.
    package static func fresh(model: String?) -> Draft {
        Draft(name: "untitled", config: Config(model: model))
    }

    /// The draft as a file holds it.
    package var document: PromptDocument {
        PromptDocument(name: name, config: config, inputs: inputs, etude: etude, unknown: unknown)
    }

    /// Whether the config is not the saved version that the header names.
    package var isDraft: Bool { version == nil || version?.id != config.versionID }
}
