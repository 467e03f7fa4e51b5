import Prompts
import RequestCore

/// Looks at the draft's file every two seconds, and tells when its content is another one.
///
/// It asks for the file's times and size, and reads the file when they have changed. That works on every file system, over
/// the network too, and for editors that put a new file in the place of the old one.
@MainActor final class FileWatch {
    private let world: World
    private let send: @MainActor (Action) -> Void
    private var task: Task<Void, Never>?

    init(world: World, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.send = send
    }

    /// Watches this file and no other; nil for none.
    func watch(_ file: WatchedFile?) {
        task?.cancel()
        task = file.map { file in
            Task { [world, send] in
                var (stamp, told) = (String?.none, Sight.text(fingerprint: file.fingerprint))
                while !Task.isCancelled {
                    let now = await Self.stamp(file.path, world.files)
                    if now != stamp {
                        stamp = now
                        let (sight, change) = await Self.look(at: file, unless: told, world)
                        if sight != told, !Task.isCancelled {
                            told = sight
                            send(.files(.changed(file, change)))
                        }
                    }
                    try? await Task.sleep(for: .seconds(2), tolerance: .seconds(1))
                }
            }
        }
    }

    /// What a look at the file finds.
    private enum Sight: Hashable {
        case nothing
        case text(fingerprint: String)
        case unreadable
    }

    /// Not on the main actor: a file system that is far away may take its time.
    @concurrent private nonisolated static func stamp(_ path: String, _ files: any PromptFileAccess) async -> String? {
        files.stamp(path)
    }

    /// Reads the file once.
    ///
    /// - Parameter known: what needs no further look.
    /// - Returns: what was found, and what that means for the draft; nil where the file is again as the draft knows it.
    @concurrent private nonisolated static func look(
        at file: WatchedFile, unless known: Sight, _ world: World
    ) async -> (Sight, DiskChange?) {
        do {
            guard let text = try await world.files.text(of: file.path) else { return (.nothing, .gone) }
            let fingerprint = text.fingerprint
            let sight = Sight.text(fingerprint: fingerprint)
            if sight == known || fingerprint == file.fingerprint { return (sight, nil) }
            do {
                return (sight, .changed(try await world.files.open(text, blobs: try await world.stores())))
            } catch {
                return (sight, .broken("\(error)"))
            }
        } catch {
            return (.unreadable, .broken("\(error)"))
        }
    }
}
