package import Prompts
package import TextUI

/// The images that have been drawn, the ones used last; an image is drawn when it first comes into view.
package struct ImageShelf: Sendable {
    package var mode = ImageMode.described
    /// Whether pixels are shown where the terminal says that it can.
    package var allowsPixels = true
    /// What the terminal has said of itself.
    private var reports: Set<TerminalReport> = []
    private var looks: [ImageKey: ImageLook] = [:]
    /// Oldest first.
    private var order: [ImageKey] = []
    /// Why they could not be drawn.
    package private(set) var failures: [ImageKey: String] = [:]
    /// What remote images turned out to be that were fetched to be seen, by URL.
    package private(set) var fetched: [String: ImageFacts] = [:]

    private var lastSerial = 0

    /// How many drawn images are kept; those in pixels are large.
    private var capacity: Int { mode == .pixels ? 60 : 300 }
    /// Terminals that show images in ordinary cells (placeholders); others that speak the protocol do not.
    private static let placeholderTerminals = ["kitty", "ghostty"]

    package init() {}

    package func look(_ key: ImageKey) -> ImageLook? { looks[key] }

    /// The image that has a number at the terminal.
    package func pixels(_ id: UInt8) -> PixelImage? {
        for case .pixels(let image) in looks.values where image.id == id { return image }
        return nil
    }

    /// Whether pixels are shown as sixels: the terminal has no placeholders, and takes these.
    package private(set) var usesSixels = false

    /// Takes what the terminal says of itself; pixels are shown once it is known to be able to.
    package mutating func take(_ report: TerminalReport) {
        reports.insert(report)
        let isKnown = reports.contains { report in
            guard case .name(let name) = report else { return false }
            return Self.placeholderTerminals.contains { name.lowercased().contains($0) }
        }
        guard allowsPixels, mode != .described else { return }
        if isKnown, reports.contains(.kittyGraphics) {
            mode = .pixels
            usesSixels = false
        } else if mode != .pixels, reports.contains(.sixel), reports.contains(where: \.isCellSize) {
            mode = .pixels
            usesSixels = true
        }
    }

    /// Gives an image the next number; there are many more than images that are kept.
    private mutating func numbered(_ image: PixelImage) -> PixelImage {
        lastSerial += 1
        var image = image
        image.serial = lastSerial
        image.id = PixelImage.ids.lowerBound + UInt8(lastSerial % PixelImage.ids.count)
        return image
    }

    /// The image with what is known of it here; a remote one has facts once it was fetched.
    package func known(_ image: ImagePart) -> ImagePart {
        var image = image
        image.facts = image.facts ?? fetched[image.url]
        return image
    }

    package mutating func keep(_ facts: ImageFacts, of url: String) {
        fetched[url] = facts
        failures = failures.filter { $0.key.sha256 != facts.sha256 }
    }

    /// Lets images that could not be drawn be tried again: the program that draws them may be there by now.
    mutating func forgetFailures() { failures = [:] }

    package mutating func take(_ outcome: ImageOutcome, for key: ImageKey) {
        switch outcome {
        case .failed(let reason): failures[key] = reason
        case .drawn(var look):
            if case .pixels(let image) = look { look = .pixels(numbered(image)) }
            if looks.updateValue(look, forKey: key) == nil { order.append(key) }
            if order.count > capacity { looks[order.removeFirst()] = nil }
        }
    }
}

extension TerminalReport {
    fileprivate var isCellSize: Bool { if case .cellSize = self { true } else { false } }
}

extension AppState {
    /// A remote image was fetched and can be seen.
    mutating func imageFetched(_ url: String, _ facts: ImageFacts) {
        images.keep(facts, of: url)
        return say("fetched: \(facts.width)×\(facts.height), \(facts.byteText)")
    }

    /// An image was drawn, or could not be.
    mutating func imageDrawn(_ key: ImageKey, _ outcome: ImageOutcome) {
        images.take(outcome, for: key)
    }
}

extension Canvas {
    /// Draws rows of an image, or notes that it has to be drawn first.
    ///
    /// - Parameter point: where its first row would stand.
    package mutating func image(_ key: ImageKey, rows: Range<Int>, at point: Point, clip: Rect) {
        switch images.look(key) {
        case .art(let art)?:
            for row in rows { frame.put(art, row: row, at: Point(x: point.x, y: point.y + row), clip: clip) }
        case .pixels(let image)?:
            for row in rows { frame.put(image, row: row, at: Point(x: point.x, y: point.y + row), clip: clip) }
        case nil:
            if !metrics.wantedImages.contains(key) { metrics.wantedImages.append(key) }
            guard rows.contains(0) else { return }
            _ = frame.put("…", at: point, style: theme[.dim], clip: clip)
        }
    }
}
