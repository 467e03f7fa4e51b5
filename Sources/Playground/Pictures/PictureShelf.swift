package import Prompts
package import TextUI

/// The pictures that have been drawn, the ones used last; a picture is drawn when it first comes into view.
package struct PictureShelf: Sendable {
    package var mode = PictureMode.described
    /// Whether pixels are shown where the terminal says that it can.
    package var allowsPixels = true
    /// What the terminal has said of itself.
    private var reports: Set<TerminalReport> = []
    private var looks: [PictureKey: PictureLook] = [:]
    /// Oldest first.
    private var order: [PictureKey] = []
    /// Why they could not be drawn.
    package private(set) var failures: [PictureKey: String] = [:]
    /// What remote pictures turned out to be that were fetched to be seen, by URL.
    package private(set) var fetched: [String: ImageFacts] = [:]

    private var lastSerial = 0

    /// How many drawn pictures are kept; those in pixels are large.
    private var capacity: Int { mode == .pixels ? 60 : 300 }
    /// Terminals that show pictures in ordinary cells (placeholders); others that speak the protocol do not.
    private static let placeholderTerminals = ["kitty", "ghostty"]

    package init() {}

    package func look(_ key: PictureKey) -> PictureLook? { looks[key] }

    /// The picture that has a number at the terminal.
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

    /// Gives a picture the next number; there are many more than pictures that are kept.
    private mutating func numbered(_ image: PixelImage) -> PixelImage {
        lastSerial += 1
        var image = image
        image.serial = lastSerial
        image.id = PixelImage.ids.lowerBound + UInt8(lastSerial % PixelImage.ids.count)
        return image
    }

    /// The picture with what is known of it here; a remote one has facts once it was fetched.
    package func known(_ image: ImagePart) -> ImagePart {
        var image = image
        image.facts = image.facts ?? fetched[image.url]
        return image
    }

    package mutating func keep(_ facts: ImageFacts, of url: String) {
        fetched[url] = facts
        failures = failures.filter { $0.key.sha256 != facts.sha256 }
    }

    /// Lets pictures that could not be drawn be tried again: the program that draws them may be there by now.
    mutating func forgetFailures() { failures = [:] }

    package mutating func take(_ outcome: PictureOutcome, for key: PictureKey) {
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
    /// A remote picture was fetched and can be seen.
    mutating func pictureFetched(_ url: String, _ facts: ImageFacts) -> [Effect] {
        pictures.keep(facts, of: url)
        return say("fetched: \(facts.width)×\(facts.height), \(facts.byteText)")
    }

    /// A picture was drawn, or could not be.
    mutating func pictureDrawn(_ key: PictureKey, _ outcome: PictureOutcome) -> [Effect] {
        pictures.take(outcome, for: key)
        return []
    }
}

extension Canvas {
    /// Draws rows of a picture, or notes that it has to be drawn first.
    ///
    /// - Parameter point: where its first row would stand.
    package mutating func picture(_ key: PictureKey, rows: Range<Int>, at point: Point, clip: Rect) {
        switch pictures.look(key) {
        case .art(let art)?:
            for row in rows { frame.put(art, row: row, at: Point(x: point.x, y: point.y + row), clip: clip) }
        case .pixels(let image)?:
            for row in rows { frame.put(image, row: row, at: Point(x: point.x, y: point.y + row), clip: clip) }
        case nil:
            if !metrics.wantedPictures.contains(key) { metrics.wantedPictures.append(key) }
            guard rows.contains(0) else { return }
            _ = frame.put("…", at: point, style: theme[.dim], clip: clip)
        }
    }
}
