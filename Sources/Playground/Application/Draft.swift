package import JSON
package import Prompts

/// The prompt being worked on: its config and what belongs to its file.
package struct Draft: Sendable, Hashable {
    /// Tells one opened document from the next; saving under another name keeps it.
    package var documentID = 0
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
    /// Of that file when it was read or written last, to see whether it was changed outside.
    package var fingerprint: String?
    /// The text that it was read from, edited as, or saved as: comments and layout, which the fields know nothing of. nil where
    /// there is none, or none that can be edited here.
    package var text: String?
    /// Whether that text was edited since it was read or saved.
    package var isTextEdited = false
    /// The version it was opened, restored or saved as: what `*` and "changed since" compare with.
    package var base: Config
    package var baseNumber: Int?
    /// Whether the name stands in the file; else it is the file's stem and is not written into it.
    package var isNameInFile = true
    /// The saved version that the config was last known to be; another config's while the saving of this one is under way.
    package var version: SavedVersion?
    /// The id of the config when it last settled; nil before it ever did.
    package var settledID: VersionID?
    /// The id it had before: what it was made from.
    package var parentID: VersionID?

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
        PromptDocument(
            name: isNameInFile ? name : nil, config: config, inputs: inputs, etude: etude, unknown: unknown)
    }

    /// The draft as text: what the fields say, with the comments and the layout of its own text.
    package var fileText: String {
        text.map { PromptFormat.updating($0, to: document) } ?? PromptFormat.text(of: document)
    }

    /// Whether the settled config is not the saved version that the header names.
    package var isDraft: Bool { version == nil || version?.id != settledID }
}
