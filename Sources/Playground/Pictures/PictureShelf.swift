package import Prompts
package import TextUI

/// How pictures are shown on this terminal.
package enum PictureMode: Sendable, Hashable {
    /// By their description only.
    case described
    /// Drawn with characters, in as many colours.
    case cells(colors: Int, isUnicode: Bool)
    /// In pixels, by the terminal itself.
    case pixels
}

/// A picture in one size: what the cache of drawn pictures knows it by.
package struct PictureKey: Sendable, Hashable {
    /// SHA-256 of its bytes.
    package var sha256: String
    /// Columns and rows.
    package var size: Size
    package var mode: PictureMode

    package init(sha256: String, size: Size, mode: PictureMode) {
        self.sha256 = sha256
        self.size = size
        self.mode = mode
    }
}

/// A picture as it can be shown.
package enum PictureLook: Sendable, Hashable {
    case art(CellArt)
    case pixels(PixelImage)
}

/// What became of drawing a picture.
package enum PictureOutcome: Sendable, Hashable {
    case drawn(PictureLook)
    /// Why there is none, in the person's words.
    case failed(String)
}

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
    /// By the hash of the picture.
    package private(set) var failures: [String: String] = [:]
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

    /// Takes what the terminal says of itself; pixels are shown once it is known to be able to.
    package mutating func take(_ report: TerminalReport) {
        reports.insert(report)
        let isKnown = reports.contains { report in
            guard case .name(let name) = report else { return false }
            return Self.placeholderTerminals.contains { name.lowercased().contains($0) }
        }
        if allowsPixels, mode != .described, isKnown, reports.contains(.kittyGraphics) { mode = .pixels }
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
        failures[facts.sha256] = nil
    }

    package mutating func take(_ outcome: PictureOutcome, for key: PictureKey) {
        switch outcome {
        case .failed(let reason): failures[key.sha256] = reason
        case .drawn(var look):
            if case .pixels(let image) = look { look = .pixels(numbered(image)) }
            if looks.updateValue(look, forKey: key) == nil { order.append(key) }
            if order.count > capacity { looks[order.removeFirst()] = nil }
        }
    }
}

/// What the layout of messages has to know of pictures.
package struct PicturePlan: Sendable, Hashable {
    package var mode = PictureMode.described
    /// The most rows that a picture may take.
    package var mostRows = 0
    /// Why pictures are not shown, by hash.
    package var failures: [String: String] = [:]
    package var fetched: [String: ImageFacts] = [:]
    /// The model that would be asked, for estimates.
    package var model = ""

    package init() {}

    /// Nothing but descriptions.
    package static let described = PicturePlan()

    /// The picture in the size that it has among `width` columns; nil where only its description is shown.
    package func key(of image: ImagePart, width: Int) -> PictureKey? {
        key(of: image, in: Size(width: width, height: mostRows))
    }

    /// What a line says of a picture.
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
    package func key(of image: ImagePart, in room: Size) -> PictureKey? {
        guard let facts = image.facts ?? fetched[image.url], mode != .described, failures[facts.sha256] == nil,
            let size = PictureSize.fitting(facts, in: room)
        else { return nil }
        return PictureKey(sha256: facts.sha256, size: size, mode: mode)
    }
}

/// How many cells a picture takes.
package enum PictureSize {
    /// The most columns: what the marks of kitty's placeholders can count is more, what an eye wants is less.
    private static let widest = 200
    private static let highest = 100

    /// The largest size in `room` that keeps the proportions, a cell being twice as high as wide. A small picture is not
    /// made larger than two pixels to a column.
    ///
    /// - Returns: nil where there is no room, or no size is known.
    package static func fitting(_ facts: ImageFacts, in room: Size) -> Size? {
        let (width, height) = (facts.width, facts.height)
        guard width > 0, height > 0, room.width > 0, room.height > 0 else { return nil }
        let most = Size(
            width: min(room.width, widest, max(1, (width + 1) / 2)),
            height: min(room.height, highest, max(1, (height + 3) / 4)))
        let columns = (2 * most.height * width + height / 2) / height
        if columns <= most.width { return Size(width: max(1, columns), height: most.height) }
        let rows = (most.width * height + width) / (2 * width)
        return Size(width: most.width, height: min(most.height, max(1, rows)))
    }
}

extension AppState {
    /// How messages show pictures on this screen: in a third of its height, but not above a dozen rows.
    package var picturePlan: PicturePlan {
        var plan = PicturePlan()
        plan.mode = pictures.mode
        plan.mostRows = min(12, max(4, (size.height - 4) / 3))
        plan.failures = pictures.failures
        plan.fetched = pictures.fetched
        plan.model = modelName
        return plan
    }

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
