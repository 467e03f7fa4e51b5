package import Prompts
package import TextUI

/// What the layout of messages needs to know about images.
package struct ImagePlan: Sendable, Hashable {
    package var mode = ImageMode.described
    /// The most rows of an image.
    package var mostRows = 0
    /// Why images are not shown.
    package var failures: [ImageKey: String] = [:]
    package var fetched: [String: ImageFacts] = [:]
    /// The hosts whose images are fetched for display.
    package var trustedHosts: [String] = []
    /// The model of a run, for estimates.
    package var model = ""

    package init() {}

    /// Descriptions only.
    package static let described = ImagePlan()

    /// The key of the image in its size within `width` columns; nil if only its description is shown.
    package func key(of image: ImagePart, width: Int) -> ImageKey? {
        key(of: image, in: Size(width: width, height: mostRows))
    }

    /// Whether a remote image is fetched as soon as it is in view.
    package func fetches(_ image: ImagePart) -> Bool {
        guard !trustedHosts.isEmpty, mode != .described, image.source == .remote, known(image).facts == nil else {
            return false
        }
        return RemoteHost.matches(image.url, trustedHosts)
    }

    /// The description of an image.
    package func description(of image: ImagePart) -> String { known(image).summary }

    /// The facts at the right of the description: the tokens, or that a remote image was not fetched.
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

    /// The key of the image in a given room.
    package func key(of image: ImagePart, in room: Size) -> ImageKey? {
        wanted(image, in: room).flatMap { failures[$0] == nil ? $0 : nil }
    }

    /// Why the image is not drawn within `width` columns; nil if it is.
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
    /// How messages show images on this screen: in a third of its height, at most twelve rows.
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
