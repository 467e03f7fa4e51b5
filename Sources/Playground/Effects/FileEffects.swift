import Prompts
import RequestCore

/// Opens, saves and watches prompt files, and reads the images that they name.
@MainActor final class FileEffects {
    private let world: World
    private let store: StoreQueue
    private let send: @MainActor (Action) -> Void
    private let watch: FileWatch

    init(world: World, store: StoreQueue, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.store = store
        self.send = send
        watch = FileWatch(world: world, send: send)
    }

    func perform(_ effect: FileEffect) {
        switch effect {
        case .load(let path): load(path)
        case .save(let save): self.save(save)
        case .watch(let file): watch.watch(file)
        case .readImages(let serial, let document, let directory):
            readImages(serial, document) { [files = world.files] document, stores in
                try await files.readingImages(of: document, relativeTo: directory, blobs: stores)
            }
        case .inlineImages(let serial, let document, let directory):
            readImages(serial, document) { [files = world.files] document, stores in
                try await files.inliningImages(of: document, relativeTo: directory, blobs: stores)
            }
        case .completePath(let serial, let text):
            Task { send(.files(.pathsCompleted(serial, await world.files.completions(of: text)))) }
        }
    }

    /// Opens the file that was named in a dialog. If that fails, the dialog opens again with the path.
    private func load(_ path: String) {
        Task {
            do {
                let files = world.files
                let stores = try await world.stores()
                let fingerprint = files.fingerprint(path)
                let document = try await files.load(path: path, blobs: stores)
                send(
                    .files(
                        .loaded(
                            document, path: files.absolute(path), fingerprint: fingerprint,
                            text: files.editableText(of: path), losses: files.losses(of: path))))
            } catch {
                send(.files(.inputRefused(.open, text: path, "\(error)")))
            }
        }
    }

    private func save(_ save: DocumentSave) {
        let path = save.path
        store.write { [files = world.files] stores in
            let found = files.fingerprint(path)
            switch (save.replacing, found) {
            case (.anything, _), (_, nil): break
            case (.nothing, .some): return .files(.saveRefused(draft: save.draft, path: path, hasChanged: false))
            case (.known(let known), .some(let found)):
                if known != found { return .files(.saveRefused(draft: save.draft, path: path, hasChanged: true)) }
            }
            do {
                let written = try await files.save(save, blobs: stores)
                return .files(
                    .saved(
                        written, draft: save.draft, path: files.absolute(path), fingerprint: files.fingerprint(path),
                        text: files.editableText(of: path)))
            } catch {
                return .files(.inputRefused(.save, text: path, "\(error)"))
            }
        }
    }

    private func readImages(
        _ serial: Int, _ document: PromptDocument,
        _ read: @escaping @Sendable (PromptDocument, any Stores) async throws -> PromptDocument
    ) {
        Task {
            do {
                send(.files(.imagesRead(serial, try await read(document, try await world.stores()))))
            } catch {
                send(.files(.imagesRefused(serial, document, "\(error)")))
            }
        }
    }
}
