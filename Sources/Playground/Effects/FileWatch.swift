import Prompts
import RequestCore

/// Looks at the draft's file every two seconds, and tells when its content is another one.
///
/// It asks for the file's times and size, and reads it when they have changed: that works on every file system, over the
/// network too, and for editors that put a new file in the place of the old one.
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
                var (stamp, told) = (String?.none, String?.some(file.fingerprint))
                while !Task.isCancelled {
                    let now = await Self.stamp(file.path, world.files)
                    if now != stamp {
                        stamp = now
                        let found = await Self.fingerprint(file.path, world.files)
                        if found != told, !Task.isCancelled {
                            told = found
                            send(.files(.changed(file, await Self.change(file, found, world))))
                        }
                    }
                    try? await Task.sleep(for: .seconds(2), tolerance: .seconds(1))
                }
            }
        }
    }

    /// Not on the main actor: a file system that is far away may take its time.
    @concurrent private nonisolated static func stamp(_ path: String, _ files: any PromptFileAccess) async -> String? {
        files.stamp(path)
    }

    @concurrent private nonisolated static func fingerprint(
        _ path: String, _ files: any PromptFileAccess
    ) async -> String? {
        files.fingerprint(path)
    }

    private nonisolated static func change(_ file: WatchedFile, _ found: String?, _ world: World) async -> DiskChange? {
        guard let found else { return .gone }
        guard found != file.fingerprint else { return nil }
        do {
            let document = try await world.files.load(path: file.path, blobs: try await world.stores())
            return .changed(document, fingerprint: found, text: world.files.editableText(of: file.path))
        } catch {
            return .broken("\(error)", fingerprint: found)
        }
    }
}
