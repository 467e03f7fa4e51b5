package import TextUI

/// How images are shown on this terminal.
package enum ImageMode: Sendable, Hashable {
    /// Only by their description.
    case described
    /// Drawn with characters, in this many colours.
    case cells(colors: Int, isUnicode: Bool)
    /// In pixels, by the terminal itself.
    case pixels
}

/// An image in one size: the key of the cache of drawn images.
package struct ImageKey: Sendable, Hashable {
    /// SHA-256 of its bytes.
    package var sha256: String
    /// Columns and rows.
    package var size: Size
    package var mode: ImageMode

    package init(sha256: String, size: Size, mode: ImageMode) {
        self.sha256 = sha256
        self.size = size
        self.mode = mode
    }
}

/// An image as it can be shown.
package enum ImageLook: Sendable, Hashable {
    case art(CellArt)
    case pixels(PixelImage)
}

/// The outcome of drawing an image.
package enum ImageOutcome: Sendable, Hashable {
    case drawn(ImageLook)
    /// The reason why there is no drawing, in plain words.
    case failed(String)
}
