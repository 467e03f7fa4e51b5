package import JSON
package import Prompts

/// The prompt being worked on: its config and everything that belongs to its file.
///
/// Fields that depend on each other change together, by the verbs below.
package struct Draft: Sendable, Hashable {
    /// Tells one opened document from the next. Saving under another name keeps it.
    package var documentID = 0
    /// The stored conversation of the document; nil until one was stored.
    package var conversation: String?
    /// The prompt's name, for example `weather`.
    package internal(set) var name: String
    package var config: Config
    /// The values of variables.
    package var inputs = JSONObject()
    /// Étude's own settings in the file, such as tool commands and notes. A save writes them back.
    package var etude = JSONObject()
    package var unknown = JSONObject()
    /// The file as it was read or written last; nil before the first save.
    package internal(set) var file: OpenedFile?
    /// The draft's own text with its comments and layout, which the fields know nothing of; nil where there is none, or none
    /// that can be edited here.
    package internal(set) var text: String?
    /// Whether a save writes the name into the file. Otherwise the file's path gives the name.
    package internal(set) var isNameInFile = true
    /// The config that was opened, restored or saved last, with which `*` and "changed since" compare.
    package internal(set) var base: Config
    /// The version number of ``base``.
    package internal(set) var baseNumber: Int?
    /// The saved version that the config was last known to be. While the saving of a new version is under way it is still the
    /// one before.
    package internal(set) var version: SavedVersion?
    /// The id of the config when it last settled; nil before it ever did.
    package internal(set) var settledID: VersionID?
    /// The id that the config had before, from which it was made.
    package internal(set) var parentID: VersionID?

    /// The name of a prompt that nobody has named yet.
    package static let unnamed = "untitled"

    /// Makes a draft without a file.
    package init(name: String, config: Config) {
        self.name = name
        self.config = config
        base = config
    }

    /// Makes the draft of a new user: it has a model and nothing else.
    package static func fresh(model: String?) -> Draft {
        Draft(name: unnamed, config: Config(model: model))
    }

    /// The path of the file.
    package var path: String? { file?.path }

    /// Whether the text was edited since it was read or saved.
    package var isTextEdited: Bool { text != file?.text }

    /// The draft as a file holds it.
    package var document: PromptDocument {
        PromptDocument(
            name: isNameInFile ? name : nil, config: config, inputs: inputs, etude: etude, unknown: unknown)
    }

    /// The draft as text: what the fields say, with the comments and the layout of its own text.
    package var fileText: String {
        text.map { PromptFormat.updating($0, to: document) } ?? PromptFormat.text(of: document)
    }

    /// Whether the settled config is another one than the saved version that the header names.
    package var isDraft: Bool { version == nil || version?.id != settledID }

    /// The version that the draft is; nil if it is another than the one that the header names.
    var unchangedVersion: SavedVersion? { isDraft ? nil : version }
}

// MARK: - What happens to a draft

extension Draft {
    /// Takes what a document says. The file stays the one that it was.
    ///
    /// - Parameters:
    ///   - name: the prompt's name, which the document need not give.
    ///   - text: the text that the document was read from; nil keeps the draft's own.
    package mutating func take(_ document: PromptDocument, named name: String, text: String? = nil) {
        becomes(named: name)
        isNameInFile = document.name != nil || file == nil
        config = document.config
        inputs = document.inputs
        etude = document.etude
        unknown = document.unknown
        self.text = text ?? self.text
    }

    /// Takes what a file says, and follows that file from now on.
    package mutating func take(_ file: OpenedFile, named name: String) {
        begin(file.document, named: name, file: file, text: file.text)
    }

    /// Begins with a document that is not in a file yet.
    package mutating func begin(_ document: PromptDocument, named name: String, text: String? = nil) {
        begin(document, named: name, file: nil, text: text)
    }

    private mutating func begin(_ document: PromptDocument, named name: String, file: OpenedFile?, text: String?) {
        self.file = file
        self.text = text
        take(document, named: name)
        base = config
        baseNumber = nil
    }

    /// Becomes another prompt's draft, whose versions are not known yet.
    package mutating func becomes(named name: String) {
        guard name != self.name else { return }
        self.name = name
        forgetVersion()
    }

    /// Becomes the draft of a copy, which has a name of its own and no file yet.
    package mutating func becomesCopy(named name: String) {
        becomes(named: name)
        isNameInFile = true
        file = nil
        parentID = nil
    }

    /// Follows the stored prompt, whose versions stay what they were, to its new name.
    package mutating func wasRenamed(to name: String) {
        self.name = name
        isNameInFile = true
    }

    /// Notes that the file says this now, because it was saved or because somebody else wrote the same. What was changed since
    /// is not in the file.
    package mutating func wasSaved(as file: OpenedFile) {
        let written = file.document
        config = config.withPaths(of: written.config)
        self.file = file
        text = file.text
        isNameInFile = written.name != nil
        base = written.config
        // The first save names a prompt.
        if let name = written.name, self.name == Self.unnamed { becomes(named: name) }
        baseNumber = config == base ? version?.number : nil
    }

    /// Takes a stored version.
    package mutating func restore(_ version: Version) {
        config = version.config
        base = version.config
        baseNumber = version.number
        self.version = SavedVersion(id: version.id, number: version.number)
        settledID = version.id
        parentID = version.parent
    }

    /// Goes back to what the draft was at an earlier moment.
    ///
    /// The text of the same document stays: a step must not drop comments that came meanwhile, from here or from disk.
    package mutating func goBack(to earlier: Draft) {
        guard earlier.documentID == documentID else {
            self = earlier
            return forgetVersion()
        }
        config = earlier.config
        inputs = earlier.inputs
        etude = earlier.etude
        unknown = earlier.unknown
    }

    /// Notes that the config is complete.
    ///
    /// - Returns: what to save as a version; nil where the config is the saved version.
    package mutating func settle() -> VersionContent? {
        let content = VersionContent(config)
        if content.id != settledID {
            parentID = settledID
            settledID = content.id
        }
        return version?.id == content.id ? nil : content
    }

    /// Notes that the settled config is stored as a version. A version of another config is an earlier one, and no news.
    ///
    /// - Returns: whether it is the draft's.
    package mutating func wasStored(as version: SavedVersion) -> Bool {
        guard version.id == settledID else { return false }
        self.version = version
        if config == base { baseNumber = version.number }
        return true
    }

    private mutating func forgetVersion() {
        version = nil
        settledID = nil
    }
}
