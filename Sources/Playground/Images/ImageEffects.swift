import Prompts
import RequestCore

/// Reads, draws and opens images.
///
/// It draws the images in view two at a time, and forgets those that are scrolled away before their turn.
@MainActor final class ImageEffects {
    private let world: World
    private let send: @MainActor (Action) -> Void
    private var queue: [ImageKey] = []
    private var underWay: Set<ImageKey> = []
    private var fetchedOnSight: Set<String> = []

    private static let atOnce = 2

    init(world: World, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.send = send
    }

    /// - Parameter keys: the images in view that have not been drawn.
    func want(_ keys: [ImageKey]) {
        queue = keys.filter { !underWay.contains($0) }
        while underWay.count < Self.atOnce, !queue.isEmpty { begin(queue.removeFirst()) }
    }

    /// Fetches each remote image that comes into view once.
    func fetch(_ urls: [String]) {
        for url in urls where fetchedOnSight.insert(url).inserted { perform(.fetch(url)) }
    }

    func perform(_ effect: ImageEffect) {
        switch effect {
        case .read(let names, let target, let directory): read(names, into: target, relativeTo: directory)
        case .readClipboard(let target):
            attempt { [world] in
                let image = try await Self.keep(try await world.images.clipboard(), name: "clipboard", in: world)
                return .image(.read(image, into: target))
            }
        case .open(let image):
            attempt { [world] in
                if image.facts == nil, image.source == .remote {
                    try await world.images.open(url: image.url)
                } else {
                    let (bytes, facts) = try await Self.bytes(of: image, in: world)
                    try await world.images.open(bytes, facts: facts)
                }
                return nil
            }
        case .fetch(let url):
            attempt { [world] in
                let bytes = try await world.images.fetch(url)
                let kept = try await Self.keep(bytes, name: ImagePart(url: url).displayName, in: world)
                return kept.facts.map { .image(.fetched(url: url, $0)) }
            }
        case .shrink(let image, let spot, let side):
            attempt { [world] in
                let (bytes, facts) = try await Self.bytes(of: image, in: world)
                let smaller = try await world.images.shrink(bytes, to: side)
                var kept = try await Self.keep(smaller, name: facts.name ?? image.displayName, in: world)
                kept.detail = image.detail
                return .image(.read(kept, into: .spot(spot)))
            }
        }
    }

    /// Reads the named images. Names that cannot be read return to the dialog. Files of a pattern that are not images
    /// are skipped, and a notice says so.
    private func read(_ names: [String], into target: ImageTarget, relativeTo directory: String?) {
        Task {
            for name in names {
                let matching = await Self.matches(of: name, in: world)
                var refusals: [String] = []
                for path in matching.isEmpty ? [name] : matching {
                    do {
                        let image = try await Self.image(named: path, relativeTo: directory, in: world)
                        send(.image(.read(image, into: target)))
                        await shrink(image, from: target)
                    } catch {
                        refusals.append("\(error)")
                    }
                }
                guard let first = refusals.first else { continue }
                if refusals.count >= max(1, matching.count) {
                    let text = PathText.isPath(name) ? name : String(name.prefix(2_000))
                    send(.files(.inputRefused(.image(target.isInOrder ? .end : target), text: text, first)))
                } else {
                    let more = refusals.count > 1 ? ", and \(refusals.count - 1) more" : ""
                    send(.failed("not attached: \(first)\(more)"))
                }
            }
        }
    }

    @concurrent private nonisolated static func matches(of name: String, in world: World) async -> [String] {
        world.files.matches(of: name)
    }

    /// The image at a path or URL, with its bytes kept. Not on the main actor, because it may be large.
    @concurrent private nonisolated static func image(
        named name: String, relativeTo directory: String?, in world: World
    ) async throws -> ImagePart {
        let stores = try await world.stores()
        return withoutData(try await world.files.read(ImagePart(url: name), relativeTo: directory, blobs: stores))
    }

    /// Replaces an image that is larger than the settings allow by a smaller copy, and says so.
    private func shrink(_ image: ImagePart, from target: ImageTarget) async {
        guard let side = world.images.longestSide, let facts = image.facts, max(facts.width, facts.height) > side
        else { return }
        do {
            let (bytes, _) = try await Self.bytes(of: image, in: world)
            let smaller = try await world.images.shrink(bytes, to: side)
            let kept = try await Self.keep(smaller, name: facts.name ?? image.displayName, in: world)
            send(.image(.shrunk(image, kept)))
        } catch {
            send(.failed("\(image.displayName) is attached as it is: \(error)"))
        }
    }

    /// Replaces a data URL by its bytes in the store, because its text may have megabytes.
    private nonisolated static func withoutData(_ image: ImagePart) -> ImagePart {
        guard image.source == .data, let facts = image.facts else { return image }
        var image = image
        image.url = "sha256:" + facts.sha256
        return image
    }

    private func attempt(_ work: @escaping @Sendable () async throws -> Action?) {
        Task {
            do {
                if let action = try await work() { send(action) }
            } catch {
                send(.failed("\(error)"))
            }
        }
    }

    /// Stores the bytes of an image.
    private nonisolated static func keep(_ bytes: [UInt8], name: String, in world: World) async throws -> ImagePart {
        let facts = try ImageFacts(attaching: bytes, name: name)
        try await world.stores().saveBlob(bytes, sha256: facts.sha256)
        return ImagePart(url: "sha256:" + facts.sha256, facts: facts)
    }

    private nonisolated static func bytes(
        of image: ImagePart, in world: World
    ) async throws -> (bytes: [UInt8], facts: ImageFacts) {
        guard let facts = image.facts, let bytes = try await world.stores().blob(sha256: facts.sha256) else {
            throw FieldError(message: "\(image.displayName): its bytes are not in the store")
        }
        return (bytes, facts)
    }

    private func begin(_ key: ImageKey) {
        underWay.insert(key)
        Task {
            let outcome = await draw(key)
            underWay.remove(key)
            send(.image(.drawn(key, outcome)))
            want(queue)
        }
    }

    private func draw(_ key: ImageKey) async -> ImageOutcome {
        do {
            guard let bytes = try await world.stores().blob(sha256: key.sha256) else {
                return .failed("its bytes are not in the store")
            }
            return await world.images.draw(bytes, as: key)
        } catch {
            return .failed("\(error)")
        }
    }
}
