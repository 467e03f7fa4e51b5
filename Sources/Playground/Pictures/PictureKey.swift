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
