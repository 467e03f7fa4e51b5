/// Draws pictures: implemented at the edge, by another program.
package protocol PictureArtist: Sendable {
    /// Draws a picture in the size and manner of a key; its first frame, if it moves.
    func draw(_ bytes: [UInt8], as key: PictureKey) async -> PictureOutcome
}

/// Where no program draws pictures.
package struct NoArtist: PictureArtist {
    package init() {}

    package func draw(_ bytes: [UInt8], as key: PictureKey) async -> PictureOutcome {
        .failed("nothing here draws pictures")
    }
}

/// Has the pictures drawn that are in view, two at a time; what was scrolled away before its turn is forgotten.
@MainActor final class PictureEffects {
    private let world: World
    private let send: @MainActor (Action) -> Void
    private var queue: [PictureKey] = []
    private var underWay: Set<PictureKey> = []

    private static let atOnce = 2

    init(world: World, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.send = send
    }

    /// - Parameter keys: the pictures in view that have not been drawn.
    func want(_ keys: [PictureKey]) {
        queue = keys.filter { !underWay.contains($0) }
        while underWay.count < Self.atOnce, !queue.isEmpty { begin(queue.removeFirst()) }
    }

    private func begin(_ key: PictureKey) {
        underWay.insert(key)
        Task {
            let outcome = await draw(key)
            underWay.remove(key)
            send(.pictureDrawn(key, outcome))
            want(queue)
        }
    }

    private func draw(_ key: PictureKey) async -> PictureOutcome {
        do {
            guard let bytes = try await world.stores().blob(sha256: key.sha256) else {
                return .failed("its bytes are not in the store")
            }
            return await world.artist.draw(bytes, as: key)
        } catch {
            return .failed("\(error)")
        }
    }
}
