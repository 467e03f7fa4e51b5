package import Prompts

extension AppState {
    /// The user message that is selected or being changed in place.
    private var focusedUserMessage: EntryRef? {
        guard focus == .thread else { return nil }
        return thread.cursor.entry.flatMap { message($0)?.role == .user ? $0 : nil }
    }

    /// Puts a picture into the user message that is selected, else into the one being written.
    package mutating func attach(_ image: ImagePart) -> [Effect] {
        isSessionDirty = true
        if let ref = focusedUserMessage, var message = message(ref) {
            rememberMoment()
            message.content.append(.image(image))
            return replace(ref, by: message) + say("attached \(image.displayName)")
        }
        thread.composer.images.append(image)
        thread.top = nil
        return say("attached \(image.displayName)")
    }
}
