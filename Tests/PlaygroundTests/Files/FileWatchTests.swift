import Evaluations
import Prompts
import RequestCore
import Storage
import Synchronization
import Testing

@testable import Playground

@MainActor @Suite("The watch over the draft's file")
struct FileWatchTests {
    /// A file with another content at each read, as if other programs wrote it all the time.
    private final class RestlessFiles: PromptFileAccess {
        private let memory = MemoryFiles()
        private let reads = Mutex(0)

        var readCount: Int { reads.withLock { $0 } }

        func text(of path: String) -> FileText? {
            let number = reads.withLock { count in
                count += 1
                return count
            }
            return FileText("<system>\nContent \(number)\n</system>\n", path: path)
        }

        func open(_ file: FileText, blobs: any BlobStore) throws -> OpenedFile { try memory.open(file, blobs: blobs) }

        func save(_ save: DocumentSave, blobs: any BlobStore) -> OpenedFile { memory.save(save, blobs: blobs) }

        func add(_ rows: [DataRow], to path: String) throws -> DatasetText.Addition {
            try DatasetText.adding(rows, to: nil, file: path)
        }

        func place(_ path: String) -> String { path }

        func stamp(_ path: String) -> String? { "written" }

        func readingImages(
            of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
        ) async throws -> PromptDocument { document }

        func inliningImages(
            of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
        ) async throws -> PromptDocument { document }

        func read(_ image: ImagePart, relativeTo directory: String?, blobs: any BlobStore) async throws -> ImagePart {
            image
        }

        func matches(of pattern: String) -> [String] { [] }

        func presets() async -> [Tool] { [] }

        func completions(of text: String) async -> [String] { [] }
    }

    private func world(_ files: RestlessFiles) throws -> World {
        let store = try Store.inMemory()
        return World(
            stores: { store }, transport: { _ in fatalError("nothing is sent") }, files: files,
            editor: UpperCaseEditor(), tools: ScriptedBench())
    }

    @Test("what is said of a changed file comes from one read: its text, its fingerprint and what it means")
    func change() async throws {
        let files = RestlessFiles()
        let (actions, continuation) = AsyncStream.makeStream(of: Action.self)
        let watch = FileWatch(world: try world(files)) { continuation.yield($0) }
        let file = WatchedFile(path: "/x/a.prompt", fingerprint: "before")
        watch.watch(file)
        var iterator = actions.makeAsyncIterator()
        guard case .files(.changed(file, .changed(let opened)))? = await iterator.next() else {
            Issue.record("no change was told")
            return
        }
        watch.watch(nil)
        #expect(files.readCount == 1)
        let text = "<system>\nContent 1\n</system>\n"
        #expect(opened.text == text && opened.fingerprint == FileText(text, path: file.path).fingerprint)
        #expect(opened.document.config.template == [Message(.system, "Content 1")])
    }

    @Test("a file that is opened is read once")
    func opening() async throws {
        let files = RestlessFiles()
        let opened = try await files.open(path: "/x/a.prompt", blobs: try Store.inMemory())
        #expect(files.readCount == 1 && opened.text == "<system>\nContent 1\n</system>\n")
    }
}
