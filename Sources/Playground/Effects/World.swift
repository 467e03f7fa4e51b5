package import Evaluations
package import Logbook
package import Prompts
package import RequestCore

/// All that is stored, behind one value.
package typealias Stores = BlobStore & ConversationStore & DeploymentStore & EvaluationStore & GridStore & LogFeedback
    & LogKeeper & LogNumbersReader & LogReader & LogStore
    & PromptKeeper
    & SavedFilterStore & SessionStore & ToolRecord
    & VersionStore

/// What the playground asks of the world, implemented at its edges.
package struct World: Sendable {
    /// Opens the store on first use; throws its reason in the person's words.
    package var stores: @Sendable () async throws -> any Stores
    /// What carries the requests of a provider.
    package var transport: @Sendable (Provider) -> any Transport
    package var files: any PromptFileAccess
    package var editor: any ExternalEditor
    package var tools: any ToolBench
    package var images: any ImageBench
    /// The files of evaluations.
    package var evaluations: any EvaluationBench = NoEvaluationBench()
    package var texts: any TextBench = NoTextBench()
    /// The files that logs are exported to.
    package var logFiles: any LogFiles = NoLogFiles()
    /// Runs the command that prints a provider's key. The terminal is free meanwhile.
    package var readKey: KeyKeeper.Run
    /// The lists of models that providers have sent; nil where none are kept.
    package var modelLists: (any ModelListCache)?
    /// What the person's settings say of models.
    package var models: [ModelSettings] = []
    /// The keys that commands print.
    package var keys: KeyKeeper

    package init(
        stores: @escaping @Sendable () async throws -> any Stores,
        transport: @escaping @Sendable (Provider) -> any Transport,
        files: any PromptFileAccess, editor: any ExternalEditor, tools: any ToolBench,
        images: any ImageBench = NoImageBench(),
        readKey: @escaping KeyKeeper.Run = { command in
            throw FieldError(field: "api_key_command", message: "\(command.program) cannot be run here")
        }
    ) {
        self.stores = stores
        self.transport = transport
        self.files = files
        self.editor = editor
        self.tools = tools
        self.images = images
        self.readKey = readKey
        keys = KeyKeeper(run: readKey)
    }
}

extension World {
    /// What sends runs, with their versions and logs in the store.
    ///
    /// - Parameter limiter: lets requests wait for their turn; nil sends them at once.
    func runService(
        _ stores: any Stores, pacing limiter: ProviderLimiter? = nil, _ send: @escaping @MainActor (Action) -> Void
    ) -> RunService {
        RunService(
            versions: stores, blobs: stores, logs: stores, keys: keys, catalog: ModelCatalog.shared.overlaid(models),
            transport: { [transport] provider in
                let plain = transport(provider)
                return limiter.map { PacedTransport(plain, limiter: $0) } ?? plain
            }
        ) { error in
            Task { @MainActor in send(.failed("the log could not be written: \(error)")) }
        }
    }
}

/// Prompts and images on disk.
package protocol PromptFileAccess: Sendable {
    /// Reads the text of a file once; nil where there is no such file.
    func text(of path: String) async throws -> FileText?
    /// Reads what the text of a `.prompt` file, or of one in another format, says, with the facts of its images. The bytes of
    /// the images go into `blobs`. The file itself is not read again.
    func open(_ file: FileText, blobs: any BlobStore) async throws -> OpenedFile
    /// Writes a document. Stored images stand in it as data URLs, files by paths that start at it.
    ///
    /// - Returns: the file as it was written.
    /// - Throws: ``DocumentSave/Refusal`` where the file has a content that the save may not write over.
    func save(_ save: DocumentSave, blobs: any BlobStore) async throws -> OpenedFile
    /// Adds rows to the file of a dataset, which is made where there is none.
    ///
    /// - Returns: what the file has now.
    func add(_ rows: [DataRow], to path: String) async throws -> DatasetText.Addition
    /// The path of a file from the root, links resolved: its conversation is known by it.
    func place(_ path: String) -> String
    /// Returns a cheap token that changes when the file is written (inode, size, time); nil where there is no file.
    func stamp(_ path: String) -> String?
    /// The document with the facts of its images, whose bytes go into `blobs`.
    func readingImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument
    /// The document with its images that are files as data URLs.
    func inliningImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument
    /// Reads an image and keeps its bytes; a remote one is left alone.
    ///
    /// - Parameter directory: where a relative path starts.
    func read(_ image: ImagePart, relativeTo directory: String?, blobs: any BlobStore) async throws -> ImagePart
    /// The files that a pattern with `*`, `?` or `[` names, sorted; none for a path that is a file itself.
    func matches(of pattern: String) -> [String]
    /// The tools that came with Étude, by their files' names.
    func presets() async -> [Tool]
    /// Paths that begin like the text, folders with a `/` at their end; sorted, at most 200.
    func completions(of text: String) async -> [String]
}

extension PromptFileAccess {
    /// Reads a file; see ``open(_:blobs:)``.
    ///
    /// - Throws: `FieldError` where there is no such file.
    package func open(path: String, blobs: any BlobStore) async throws -> OpenedFile {
        guard let file = try await text(of: path) else {
            throw FieldError(file: path, message: "there is no such file")
        }
        return try await open(file, blobs: blobs)
    }
}

/// The person's own editor.
package protocol ExternalEditor: Sendable {
    /// Opens the text and waits; the terminal is free meanwhile. nil when it was left unchanged.
    ///
    /// - Parameter suffix: the ending of the file's name, such as `.json`.
    func edit(_ text: String, suffix: String) async throws -> String?
}
