extension Message {
    /// The message with each of its images changed.
    package func changingImages<Failure>(
        _ change: (ImagePart) throws(Failure) -> ImagePart
    ) throws(Failure) -> Message {
        var message = self
        for (index, part) in content.enumerated() {
            if case .image(let image) = part { message.content[index] = .image(try change(image)) }
        }
        return message
    }

    /// The message with each of its images changed, one after the other.
    package func changingImages<Failure>(
        _ change: (ImagePart) async throws(Failure) -> ImagePart
    ) async throws(Failure) -> Message {
        var message = self
        for (index, part) in content.enumerated() {
            if case .image(let image) = part { message.content[index] = .image(try await change(image)) }
        }
        return message
    }
}

extension [Message] {
    /// The messages with each of their images changed.
    package func changingImages<Failure>(
        _ change: (ImagePart) throws(Failure) -> ImagePart
    ) throws(Failure) -> [Message] {
        var messages = self
        for index in indices { messages[index] = try self[index].changingImages(change) }
        return messages
    }

    /// The messages with each of their images changed, one after the other.
    package func changingImages<Failure>(
        _ change: (ImagePart) async throws(Failure) -> ImagePart
    ) async throws(Failure) -> [Message] {
        var messages = self
        for index in indices { messages[index] = try await self[index].changingImages(change) }
        return messages
    }
}
