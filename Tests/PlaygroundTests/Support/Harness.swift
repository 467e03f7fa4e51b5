import Evaluations
import Playground
import Prompts
import RequestCore
import Simulator
import Storage
import TextUI

/// The playground on a terminal in memory and a store in memory: keys in, screen out.
@MainActor final class Harness {
    let terminal: MemoryTerminal
    let program: Program
    let store: Store
    private let ending = Ending()
    var hasQuit: Bool { ending.hasCome }

    @MainActor private final class Ending {
        var hasCome = false
    }

    /// Why a screen was not as awaited.
    struct Unseen: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - store: to go on where another harness ended.
    ///   - transport: in place of the simulator.
    ///   - tools: what answers calls by machine.
    convenience init(
        width: Int = 80, height: Int = 24, store: Store? = nil, transport: (any Transport)? = nil,
        document: PromptDocument? = nil, tools: any ToolBench = ScriptedBench(), images: (any ImageBench)? = nil,
        settings: AppSettings = AppSettings(providers: .simulatorOnly, keymap: .standard),
        change: (inout World) -> Void = { _ in }
    ) async throws {
        let store = try store ?? Store.inMemory()
        try self.init(
            width: width, height: height, store: store, opening: { store }, transport: transport, document: document,
            tools: tools, images: images, settings: settings, change: change)
        try await wait("the version") { $0.program.state.draft.version != nil }
    }

    /// A program whose store may be slow to open, or may not; nothing is awaited.
    init(
        width: Int = 80, height: Int = 24, store: Store, opening: @escaping @Sendable () async throws -> Store,
        transport: (any Transport)? = nil, document: PromptDocument? = nil, tools: any ToolBench = ScriptedBench(),
        images: (any ImageBench)? = nil,
        settings: AppSettings = AppSettings(providers: .simulatorOnly, keymap: .standard),
        change: (inout World) -> Void = { _ in }
    ) throws {
        terminal = MemoryTerminal(size: Size(width: width, height: height))
        self.store = store
        let carrier = transport ?? SimulatorTransport()
        var world = World(
            stores: { try await opening() }, transport: { _ in carrier }, files: MemoryFiles(),
            editor: UpperCaseEditor(), tools: tools, images: images ?? NoImageBench())
        change(&world)
        var state = AppState(size: terminal.size, settings: settings)
        if images != nil { state.images.mode = .cells(colors: 256, isUnicode: true) }
        program = Program(state: state, terminal: terminal, world: world) { [ending] in ending.hasCome = true }
        try terminal.open()
        program.run { document.map { [.files(.piped($0, text: nil))] } ?? [] }
    }

    var state: AppState { program.state }

    /// Presses keys by their names, separated by spaces.
    func press(_ names: String) async throws {
        terminal.send(keys: names)
        try await settle()
    }

    func type(_ text: String) async throws {
        terminal.type(text)
        try await settle()
    }

    /// Waits until all that was sent has been read.
    private func settle() async throws {
        try await wait("the keys to be read") { !$0.terminal.hasUnreadEvents }
    }

    /// Waits until the screen holds all the texts.
    func see(_ texts: String...) async throws {
        try await wait("'\(texts.joined(separator: "', '"))'") { harness in
            texts.allSatisfy { harness.terminal.text.contains($0) }
        }
    }

    func seeGone(_ text: String) async throws {
        try await wait("no '\(text)'") { !$0.terminal.text.contains(text) }
    }

    /// Waits until nothing runs.
    func idle() async throws {
        try await wait("the end of the run") { $0.state.run == nil }
    }

    func wait(_ what: String, until isSo: @MainActor (Harness) -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while !isSo(self) {
            if ContinuousClock.now > end {
                throw Unseen(description: "awaited \(what), the screen is:\n\(terminal.text)")
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}

extension Store {
    /// Keeps a whole conversation.
    func keep(_ conversation: StoredConversation, prompt: String, file: String? = nil) async throws {
        var change = ConversationChange(id: conversation.id, prompt: prompt, file: file)
        change.draft = conversation.draft
        change.writing = conversation.writing
        change.messages = conversation.messages
        change.isWhole = true
        _ = try await save(change)
    }
}

/// No files; images are what their name says.
struct MemoryFiles: PromptFileAccess {
    func text(of path: String) -> FileText? { nil }

    func open(_ file: FileText, blobs: any BlobStore) throws -> OpenedFile {
        OpenedFile(file, document: try PromptFormat.parse(file.text))
    }

    func save(_ save: DocumentSave, blobs: any BlobStore) -> OpenedFile {
        let path = save.path.hasPrefix("/") ? save.path : "/home/" + save.path
        return OpenedFile(save.document, path: path, fingerprint: "saved")
    }

    func add(_ rows: [DataRow], to path: String) throws -> DatasetText.Addition {
        try DatasetText.adding(rows, to: nil, file: path)
    }

    func place(_ path: String) -> String { path.hasPrefix("/") ? path : "/home/" + path }

    func stamp(_ path: String) -> String? { nil }

    func readingImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument { document }

    func inliningImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument {
        var document = document
        for message in document.config.template.indices {
            document.config.template[message].content = document.config.template[message].content.map { part in
                guard case .image(var image) = part else { return part }
                image.url = "data:image/png;base64,AAAA"
                return .image(image)
            }
        }
        return document
    }

    func read(_ image: ImagePart, relativeTo directory: String?, blobs: any BlobStore) async throws -> ImagePart {
        guard case .path = image.source else { return image }
        var image = image
        image.facts = ImageFacts(
            sha256: String(repeating: "ab", count: 32), mediaType: "image/png", width: 812, height: 600,
            byteCount: 143_000,
            name: image.displayName)
        return image
    }

    func matches(of pattern: String) -> [String] { pattern == "*.png" ? ["/home/a.png", "/home/b.png"] : [] }

    func presets() async -> [Tool] { [Tool(name: "web_search", description: "Searches"), Tool(name: "geocode")] }

    func completions(of text: String) async -> [String] { ["chart.png", "chest.png"].filter { $0.hasPrefix(text) } }
}

/// An editor that makes capitals of everything.
struct UpperCaseEditor: ExternalEditor {
    func edit(_ text: String, suffix: String) async throws -> String? { text.uppercased() }
}
