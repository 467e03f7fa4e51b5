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
        case .save(let save, let draft): self.save(save, draft: draft)
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
                let file = try await world.files.open(path: path, blobs: try await world.stores())
                store.write { [files = world.files] stores in
                    let taken = try await stores.takeConversation(of: .file(files.place(path)))
                    return .files(.loaded(file, taken, taken.tree))
                }
            } catch {
                send(.files(.inputRefused(.open, text: path, "\(error)")))
            }
        }
    }

    private func save(_ save: DocumentSave, draft: Int) {
        store.write { [files = world.files] stores in
            do {
                return .files(.saved(try await files.save(save, blobs: stores), draft: draft))
            } catch let refusal as DocumentSave.Refusal {
                return .files(.saveRefused(refusal, draft: draft, path: save.path))
            } catch {
                return .files(.inputRefused(.save, text: save.path, "\(error)"))
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
