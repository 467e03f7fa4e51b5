extension Message {
    /// The message with each of its images changed.
    package func changingImages<Failure>(
        _ change: (ImagePart) throws(Failure) -> ImagePart
    ) throws(Failure) -> Message {
        var message = self
        for (index, block) in blocks.enumerated() {
            guard case .part(.image(let image)) = block.content else { continue }
            message.blocks[index].content = .part(.image(try change(image)))
        }
        return message
    }

    /// The message with each of its images changed, one after the other.
    package func changingImages<Failure>(
        _ change: (ImagePart) async throws(Failure) -> ImagePart
    ) async throws(Failure) -> Message {
        var message = self
        for (index, block) in blocks.enumerated() {
            guard case .part(.image(let image)) = block.content else { continue }
            message.blocks[index].content = .part(.image(try await change(image)))
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
