import Prompts
package import TextUI

/// A paste, or a drop, that means images: it is text until the person says otherwise.
package struct ImageOffer: Sendable {
    package var images: [String]
    /// The text as it was before the paste.
    package var before: TextBuffer
    /// The paste itself, where it was too long to be put into the text unasked.
    package var heldBack: String?
}

extension AppState {
    /// A data URL of more bytes is put into a text only when it is pasted twice.
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
        say("an image was pasted as a data URL: \(key) attaches it, pasting again puts it into the text")
        return true
    }

    /// Offers what was pasted as images, if it means any.
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

    /// Takes the pasted text back and attaches what it means; false where nothing is on offer.
    mutating func takeOffer() -> Bool {
        guard let offer = thread.offer, overlays.isEmpty, focus == .thread else { return false }
        thread.offer = nil
        thread.setBuffer(offer.before)
        ask(.image(.read(offer.images, into: imageTarget, relativeTo: nil)))
        return true
    }
}
