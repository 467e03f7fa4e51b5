internal import Prompts

extension Lint {
    /// The most images in one request (API guide "Images and vision", image input requirements).
    private static let mostImages = 500
    private static let mostBytes = 50_000_000
    /// The size of a single image that the API has long refused.
    private static let mostBytesOfOne = 20_000_000

    /// Checks the number of images and their size as sent.
    static func imageFindings(_ messages: [Message]) -> [Finding] {
        var findings: [Finding] = []
        var count = 0
        var bytes = 0
        for (index, message) in messages.enumerated() {
            for image in message.images {
                count += 1
                if let detail = image.detail, !["auto", "low", "high"].contains(detail) {
                    let text = "detail is '\(detail)'; the API takes auto, low and high"
                    findings.append(Finding(.warning, "messages[\(index)]", text))
                }
                guard image.source != .remote, let facts = image.facts else { continue }
                bytes += (facts.byteCount + 2) / 3 * 4
                if facts.byteCount > mostBytesOfOne {
                    let text = "\(image.displayName) has \(facts.byteText); servers take 20 MB of one image at most"
                    findings.append(Finding(.warning, "messages[\(index)]", text))
                }
            }
        }
        if count > mostImages {
            findings.append(
                Finding(.error, "messages", "\(count) images; the API takes \(mostImages) in one request"))
        }
        if bytes > mostBytes {
            let text = "the images make \(bytes / 1_000_000) MB as they are sent; the API takes 50 MB in one request"
            findings.append(Finding(.error, "messages", text))
        }
        return findings
    }
}
