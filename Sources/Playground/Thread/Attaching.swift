package import Prompts

extension AppState {
    /// Puts a picture into the message being written.
    package mutating func attach(_ image: ImagePart) -> [Effect] {
        thread.composer.images.append(image)
        isSessionDirty = true
        if focus == .thread, !thread.isTyping { thread.cursor = .composer }
        thread.top = nil
        return say("attached \(image.displayName)")
    }
}
