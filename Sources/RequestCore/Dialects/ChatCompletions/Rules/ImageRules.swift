internal import Prompts

extension RuleID {
    /// An image asks for a detail that the API does not know.
    package static let imageDetail = RuleID("image-detail")
    /// One image is larger than servers take.
    package static let imageTooLarge = RuleID("image-too-large")
    /// The data of an image is nearly what servers take.
    package static let imageData = RuleID("image-data")
    /// The request has more images than the API takes.
    package static let tooManyImages = RuleID("too-many-images")
    /// The images of the request are larger together than the API takes.
    package static let imagesTooLarge = RuleID("images-too-large")
}

extension Lint {
    /// The API's limits for one request ("Images and vision", image input requirements).
    private static let mostImages = 500
    private static let mostBytes = 50_000_000
    /// The size beyond which servers refuse a single image.
    private static let mostBytesOfOne = 20_000_000

    /// Checks the data of images that stand in the request: another kind of base64, or a media type that the bytes are
    /// not of. In the template it can be corrected.
    static func imageDataFindings(_ config: Config, _ messages: [Message]) -> [Finding] {
        var findings: [Finding] = []
        for (index, message) in messages.enumerated() {
            for image in message.images {
                guard let problem = DataURL.problem(with: image.url), let corrected = DataURL.corrected(image.url)
                else { continue }
                let isInTemplate =
                    config.template.indices.contains(index)
                    && config.template[index].images.contains { $0.url == image.url }
                let fix = config.fix("correct the image's data") { config in
                    guard isInTemplate else { return }
                    config.template[index] = config.template[index].changingImages { part in
                        var part = part
                        if part.url == image.url { part.url = corrected }
                        return part
                    }
                }
                findings.append(
                    Finding(
                        .imageData, .warning, .message(index, .whole), "the image's data is not right: " + problem,
                        fix: isInTemplate ? fix : nil))
            }
        }
        return findings
    }

    /// Checks how many images there are, and how large they are as they are sent.
    static func imageFindings(_ messages: [Message]) -> [Finding] {
        var findings: [Finding] = []
        var count = 0
        var bytes = 0
        for (index, message) in messages.enumerated() where message.role != .assistant {
            for image in message.images {
                count += 1
                if let detail = image.detail, !["auto", "low", "high"].contains(detail) {
                    let text = "detail is '\(detail)'; the API takes auto, low and high"
                    findings.append(Finding(.imageDetail, .warning, .message(index, .whole), text))
                }
                guard image.source != .remote, let facts = image.facts else { continue }
                bytes += (facts.byteCount + 2) / 3 * 4
                if facts.byteCount > mostBytesOfOne {
                    let text = "\(image.displayName) has \(facts.byteText); servers take 20 MB of one image at most"
                    findings.append(Finding(.imageTooLarge, .warning, .message(index, .whole), text))
                }
            }
        }
        if count > mostImages {
            let text = "\(count) images; the API takes \(mostImages) in one request"
            findings.append(Finding(.tooManyImages, .error, .messages, text))
        }
        if bytes > mostBytes {
            let text = "the images make \(bytes / 1_000_000) MB as they are sent; the API takes 50 MB in one request"
            findings.append(Finding(.imagesTooLarge, .error, .messages, text))
        }
        return findings
    }
}
