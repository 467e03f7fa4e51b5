package import Prompts

/// What is asked of the world about images.
package enum ImageEffect: Sendable, Hashable {
    /// Reads images by path, pattern, URL or data URL and keeps their bytes.
    case read([String], into: ImageTarget, relativeTo: String?)
    case readClipboard(ImageTarget)
    /// Opens an image in the system's viewer.
    case open(ImagePart)
    /// Fetches a remote image, to be seen here; what is sent stays its URL.
    case fetch(String)
    /// Puts a smaller copy in the place of an image.
    case shrink(ImagePart, ImageSpot, to: Int)
}

/// What becomes of images.
package enum ImageAction: Sendable {
    case read(ImagePart, into: ImageTarget = .end)
    /// An image that was just attached has a smaller copy, as the settings want.
    case shrunk(ImagePart, ImagePart)
    /// A remote image was fetched to be seen.
    case fetched(url: String, ImageFacts)
    /// An image that was in view has been drawn, or cannot be.
    case drawn(ImageKey, ImageOutcome)
}

/// Where an image goes that was read.
package enum ImageTarget: Sendable, Hashable {
    /// Where the cursor is when it is asked for: ``AppState/imageTarget``.
    case end
    /// Behind those of the message being written, by how many were sent before it.
    case written(Int)
    /// Behind those of a message.
    case message(EntryRef)
    case spot(ImageSpot)

    /// Whether it goes behind others, wherever the cursor was.
    var isInOrder: Bool { if case .spot = self { false } else { true } }
}
