package import Prompts

extension AppState {
    /// The user message that is selected or being changed in place.
    private var focusedUserMessage: EntryRef? {
        guard focus == .thread else { return nil }
        return thread.cursor.entry.flatMap { message($0)?.role == .user ? $0 : nil }
    }

    /// The place of a new image: the selected user message, else the one being written.
    package var imageTarget: ImageTarget {
        focusedUserMessage.map(ImageTarget.message) ?? .written(thread.sentCount)
    }

    /// Attaches an image to its target. If the message has been sent meanwhile, the image is not sent with another
    /// one.
    package mutating func attach(_ image: ImagePart, to target: ImageTarget) {
        switch target {
        case .end: return attach(image, to: imageTarget)
        case .spot(let spot): return replaceImage(at: spot, by: image)
        case .message(let ref):
            guard !isBusy(then: "attach it again") else { return }
            guard var message = message(ref) else { return tooLate(image) }
            rememberMoment()
            message.content.append(.image(image))
            isSessionDirty = true
            replace(ref, by: message)
            return say("attached \(image.displayName)")
        case .written(let count):
            guard count == thread.sentCount else { return tooLate(image) }
            thread.composer.images.append(image)
            thread.top = nil
            isSessionDirty = true
            return say("attached \(image.displayName)")
        }
    }

    private mutating func tooLate(_ image: ImagePart) {
        say("\(image.displayName) came too late for its message and was not attached", .warning)
    }
}
