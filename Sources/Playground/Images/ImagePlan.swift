package import Prompts
package import TextUI

/// What the layout of messages has to know of images.
package struct ImagePlan: Sendable, Hashable {
    package var mode = ImageMode.described
    /// The most rows that an image may take.
    package var mostRows = 0
    /// Why images are not shown.
    package var failures: [ImageKey: String] = [:]
    package var fetched: [String: ImageFacts] = [:]
    /// Hosts whose images are fetched when they are looked at.
    package var trustedHosts: [String] = []
    /// The model that would be asked, for estimates.
    package var model = ""

    package init() {}

    /// Nothing but descriptions.
    package static let described = ImagePlan()

    /// The image in the size that it has among `width` columns; nil where only its description is shown.
    package func key(of image: ImagePart, width: Int) -> ImageKey? {
        key(of: image, in: Size(width: width, height: mostRows))
    }

    /// Whether an image is a remote one that is fetched as soon as it is looked at.
    package func fetches(_ image: ImagePart) -> Bool {
        guard !trustedHosts.isEmpty, mode != .described, image.source == .remote, known(image).facts == nil else {
            return false
        }
        return RemoteHost.matches(image.url, trustedHosts)
    }

    /// What a line says of an image.
    package func description(of image: ImagePart) -> String { known(image).summary }

    /// What stands at the right of that line: its tokens, or that a remote one was not fetched.
    package func facts(of image: ImagePart) -> String {
        guard let facts = known(image).facts else { return image.source == .remote ? "not fetched" : "" }
        let tokens = ImageTokens.estimate(facts, detail: image.detail, model: model)
        return tokens.map { "~ \(Readable.count($0)) tok" } ?? ""
    }

    private func known(_ image: ImagePart) -> ImagePart {
        var image = image
        image.facts = image.facts ?? fetched[image.url]
        return image
    }

    /// The same in a room of one's own.
    package func key(of image: ImagePart, in room: Size) -> ImageKey? {
        wanted(image, in: room).flatMap { failures[$0] == nil ? $0 : nil }
    }

    /// Why the image is not drawn among `width` columns; nil where it is.
    package func failure(of image: ImagePart, width: Int) -> String? {
        failure(of: image, in: Size(width: width, height: mostRows))
    }

    package func failure(of image: ImagePart, in room: Size) -> String? {
        wanted(image, in: room).flatMap { failures[$0] }
    }

    private func wanted(_ image: ImagePart, in room: Size) -> ImageKey? {
        guard let facts = image.facts ?? fetched[image.url], mode != .described,
            let size = ImageSize.fitting(facts, in: room)
        else { return nil }
        return ImageKey(sha256: facts.sha256, size: size, mode: mode)
    }
}

extension AppState {
    /// How messages show images on this screen: in a third of its height, but not above a dozen rows.
    package var imagePlan: ImagePlan {
        var plan = ImagePlan()
        plan.mode = images.mode
        plan.mostRows = min(12, max(4, (size.height - 4) / 3))
        plan.failures = images.failures
        plan.fetched = images.fetched
        plan.model = modelName
        plan.trustedHosts = settings.fetchImages
        return plan
    }
}
