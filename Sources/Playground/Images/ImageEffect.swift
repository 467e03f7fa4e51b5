package import Prompts

/// An effect that concerns images.
package enum ImageEffect: Sendable, Hashable {
    /// Reads images by path, pattern, URL or data URL and keeps their bytes.
    case read([String], into: ImageTarget, relativeTo: String?)
    case readClipboard(ImageTarget)
    /// Opens an image in the system's viewer.
    case open(ImagePart)
    /// Fetches a remote image for display. The request still sends its URL.
    case fetch(String)
    /// Replaces an image by a smaller copy.
    case shrink(ImagePart, ImageSpot, to: Int)
}

/// What becomes of images.
package enum ImageAction: Sendable {
    case read(ImagePart, into: ImageTarget = .end)
    /// The smaller copy of an image that was just attached, as the settings require.
    case shrunk(ImagePart, ImagePart)
    /// A remote image was fetched for display.
    case fetched(url: String, ImageFacts)
    /// An image in view was drawn, or could not be.
    case drawn(ImageKey, ImageOutcome)
}

/// The place for an image that was read.
package enum ImageTarget: Sendable, Hashable {
    /// The place of the cursor: ``AppState/imageTarget``.
    case end
    /// After the images of the message being written, identified by the number of messages sent before it.
    case written(Int)
    /// After the images of a message.
    case message(EntryRef)
    case spot(ImageSpot)

    /// Whether the image goes after others, wherever the cursor was.
    var isInOrder: Bool { if case .spot = self { false } else { true } }
}
