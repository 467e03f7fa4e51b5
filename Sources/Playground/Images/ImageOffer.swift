import Prompts
package import TextUI

/// A paste or drop that names images. It stays text until the person decides otherwise.
package struct ImageOffer: Sendable {
    package var images: [String]
    /// The text as it was before the paste.
    package var before: TextBuffer
    /// The paste itself, if it was too long to insert without asking.
    package var heldBack: String?
}

extension AppState {
    /// The longest data URL that is inserted at once. A longer one has to be pasted twice.
    private static let longestInlineURL = 4_096

    /// Whether a paste goes into a user message.
    private var pastesIntoUserMessage: Bool {
        switch thread.cursor {
        case .composer: thread.composer.role == .user
        case .editing(let ref): message(ref)?.role == .user
        case .result, .selected: false
        }
    }

    /// Keeps an image's long data URL out of the text and says what can be done with it; false for any other paste.
    mutating func holdBack(_ text: String) -> Bool {
        guard pastesIntoUserMessage, text.utf8.count > Self.longestInlineURL, let buffer = thread.buffer,
            thread.offer?.heldBack != text, let image = PathText.offered(in: text).first, !PathText.isPath(image)
        else { return false }
        thread.offer = ImageOffer(images: [image], before: buffer, heldBack: text)
        let key = settings.keymap.label(of: "thread.image") ?? "the palette"
        say("an image was pasted as a data URL; \(key) attaches it, pasting again inserts it as text")
        return true
    }

    /// Offers to attach the pasted text as images, if it names any.
    mutating func offerImages(in text: String, before: TextBuffer) {
        thread.offer = nil
        guard pastesIntoUserMessage else { return }
        let images = PathText.offered(in: text)
        guard let first = images.first else { return }
        thread.offer = ImageOffer(images: images, before: before)
        let what = images.count > 1 ? "\(images.count) images" : "\(ImagePart(url: first).displayName) as an image"
        let key = settings.keymap.label(of: "thread.image") ?? "Attach an image in the palette"
        return say("\(key) attaches \(what)")
    }

    /// Removes the pasted text and attaches the images that it names; false if there is no offer.
    mutating func takeOffer() -> Bool {
        guard let offer = thread.offer, layers.isEmpty, focus == .thread else { return false }
        thread.offer = nil
        thread.setBuffer(offer.before)
        ask(.image(.read(offer.images, into: imageTarget, relativeTo: nil)))
        return true
    }
}
