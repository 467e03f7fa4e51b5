internal import Prompts

/// The images of a request: their bytes and their facts, each image once.
struct ImageSet {
    private struct Image {
        var url: String
        var facts: ImageFacts
        var bytes: [UInt8]
        /// The data URL that is sent in place of `url`.
        var dataURL: String?
    }

    private var images: [Image] = []
    private var seen: Set<String> = []
    private var unreadable: [RunPreparationError.UnreadableImage] = []

    /// Reads all images that the server does not fetch itself.
    mutating func read(
        _ messages: [Message], _ source: @Sendable (ImagePart) async throws -> [UInt8]?
    ) async {
        for message in messages {
            for image in message.images where image.source != .remote && seen.insert(image.url).inserted {
                await read(image, source)
            }
        }
    }

    /// Throws if images could not be read, and names all of them.
    func check() throws(RunPreparationError) {
        if !unreadable.isEmpty { throw .unreadableImages(unreadable) }
    }

    /// The messages with the facts about their images.
    func withFacts(_ messages: [Message]) -> [Message] {
        guard !images.isEmpty else { return messages }
        let known = Dictionary(images.map { ($0.url, $0.facts) }) { first, _ in first }
        return messages.changingImages { image in
            var image = image
            image.facts = known[image.url] ?? image.facts
            return image
        }
    }

    /// The URLs that are sent, by the URLs that the person wrote.
    var dataURLs: [String: String] {
        Dictionary(images.compactMap { image in image.dataURL.map { (image.url, $0) } }) { first, _ in first }
    }

    /// The URLs in the log, by the URLs that the person wrote.
    var hashURLs: [String: String] {
        Dictionary(images.map { ($0.url, "sha256:" + $0.facts.sha256) }) { first, _ in first }
    }

    /// The facts, once for each image even if it has two names.
    var facts: [ImageFacts] {
        var hashes: Set<String> = []
        return images.map(\.facts).filter { hashes.insert($0.sha256).inserted }
    }

    var bytesByHash: [String: [UInt8]] {
        Dictionary(images.map { ($0.facts.sha256, $0.bytes) }) { first, _ in first }
    }

    private mutating func read(
        _ image: ImagePart, _ source: @Sendable (ImagePart) async throws -> [UInt8]?
    ) async {
        if image.source == .data {
            // A data URL is sent as it is, but base64 of another kind becomes the kind that servers take. The facts are for
            // the version and the log.
            let isOfOtherKind = image.url.utf8.contains { $0 <= 0x20 } || DataURL.decode(image.url) == nil
            let corrected = isOfOtherKind ? DataURL.corrected(image.url) : nil
            guard let bytes = DataURL.decode(corrected ?? image.url)?.bytes,
                let facts = try? ImageFacts(attaching: bytes, name: nil)
            else { return }
            images.append(Image(url: image.url, facts: facts, bytes: bytes, dataURL: corrected))
            return
        }
        do {
            guard let bytes = try await source(image) else {
                return fail(image, name(of: image) == nil ? "its bytes are not in the store" : "there is no such file")
            }
            let facts = try ImageFacts(attaching: bytes, name: image.facts?.name ?? name(of: image))
            let dataURL = DataURL.encode(mediaType: facts.mediaType, bytes: bytes)
            images.append(Image(url: image.url, facts: facts, bytes: bytes, dataURL: dataURL))
        } catch {
            fail(image, "\(error)")
        }
    }

    private func name(of image: ImagePart) -> String? {
        if case .path = image.source { image.displayName } else { nil }
    }

    private mutating func fail(_ image: ImagePart, _ reason: String) {
        var name = image.displayName
        if case .path(let path) = image.source { name = path }
        unreadable.append(RunPreparationError.UnreadableImage(name: name, reason: reason))
    }
}
