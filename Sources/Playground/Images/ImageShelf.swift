package import Prompts
package import TextUI

/// The drawn images that were used last. An image is drawn when it first comes into view.
package struct ImageShelf: Sendable {
    package var mode = ImageMode.described
    /// Whether pixels are shown if the terminal supports them.
    package var allowsPixels = true
    /// What the terminal has reported about itself.
    private var reports: Set<TerminalReport> = []
    private var looks: [ImageKey: ImageLook] = [:]
    /// The keys, the oldest first.
    private var order: [ImageKey] = []
    /// The reasons why images could not be drawn.
    package private(set) var failures: [ImageKey: String] = [:]
    /// The facts about remote images that were fetched for display, by URL.
    package private(set) var fetched: [String: ImageFacts] = [:]

    private var lastSerial = 0

    /// The most drawn images that are kept. Those in pixels are large.
    private var capacity: Int { mode == .pixels ? 60 : 300 }
    /// The terminals that show images in ordinary cells (placeholders). Others that speak the protocol do not.
    private static let placeholderTerminals = ["kitty", "ghostty"]

    package init() {}

    package func look(_ key: ImageKey) -> ImageLook? { looks[key] }

    /// The image with a number at the terminal.
    package func pixels(_ id: UInt8) -> PixelImage? {
        for case .pixels(let image) in looks.values where image.id == id { return image }
        return nil
    }

    /// Whether pixels are shown as sixels, because the terminal has them and no placeholders.
    package private(set) var usesSixels = false

    /// Takes a report of the terminal. Pixels are shown once the terminal is known to support them.
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

    /// Gives an image the next number. There are many more numbers than kept images.
    private mutating func numbered(_ image: PixelImage) -> PixelImage {
        lastSerial += 1
        var image = image
        image.serial = lastSerial
        image.id = PixelImage.ids.lowerBound + UInt8(lastSerial % PixelImage.ids.count)
        return image
    }

    /// The image with the facts known here. A remote image has facts after it was fetched.
    package func known(_ image: ImagePart) -> ImagePart {
        var image = image
        image.facts = image.facts ?? fetched[image.url]
        return image
    }

    package mutating func keep(_ facts: ImageFacts, of url: String) {
        fetched[url] = facts
        failures = failures.filter { $0.key.sha256 != facts.sha256 }
    }

    /// Forgets failures, so that images are tried again: the program that draws them may be installed by now.
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
    /// Takes the facts about a fetched image.
    mutating func imageFetched(_ url: String, _ facts: ImageFacts) {
        images.keep(facts, of: url)
        return say("fetched: \(facts.width)×\(facts.height), \(facts.byteText)")
    }

    /// Takes the outcome of drawing an image.
    mutating func imageDrawn(_ key: ImageKey, _ outcome: ImageOutcome) {
        images.take(outcome, for: key)
    }
}

extension Canvas {
    /// Draws rows of an image, or notes that it has to be drawn first.
    ///
    /// - Parameter point: the place of its first row.
    package mutating func image(_ key: ImageKey, rows: Range<Int>, at point: Point, clip: Rect) {
        switch images.look(key) {
        case .art(let art)?:
            for row in rows { frame.put(art, row: row, at: Point(x: point.x, y: point.y + row), clip: clip) }
        case .pixels(let image)?:
            for row in rows { frame.put(image, row: row, at: Point(x: point.x, y: point.y + row), clip: clip) }
        case nil:
            if !metrics.wantedImages.contains(key) { metrics.wantedImages.append(key) }
            guard rows.contains(0) else { return }
            frame.put("…", at: point, style: theme[.dim], clip: clip)
        }
    }
}
