import JSON
import Prompts
package import RequestCore

/// The messages of a log as chat completions has them, whatever the dialect was.
struct ChatMessages {
    /// The data URLs of stored images, by the SHA-256 of their bytes.
    let images: [String: String]

    /// - Throws: ``ExportLoss`` for what has no form there.
    func json(_ conversation: LoggedConversation) throws(ExportLoss) -> [JSONObject] {
        var written: [JSONObject] = []
        for logged in conversation.messages {
            guard let message = logged.message else { throw .unknownParts }
            written.append(try json(message))
        }
        return written
    }

    /// - Throws: ``ExportLoss`` for what has no form there.
    func json(_ message: Message) throws(ExportLoss) -> JSONObject {
        for part in message.content {
            switch part {
            case .text: continue
            case .image(let image):
                if case .blob(let hash) = image.source, images[hash] == nil { throw .missingImages }
                if case .path = image.source { throw .missingImages }
            case .other: throw .unknownParts
            }
        }
        var plain = message
        plain.other = JSONObject()
        var object = plain.json(
            .api { image in
                if case .blob(let hash) = image.source { images[hash] ?? image.url } else { image.url }
            })
        if object["content"] == nil, message.toolCalls.isEmpty, message.refusal == nil { object["content"] = "" }
        return object
    }

    /// Throws where a call of a message has no result behind it. The last message's calls need none.
    static func checkCalls(_ messages: [Message]) throws(ExportLoss) {
        for (place, message) in messages.dropLast().enumerated() where !message.toolCalls.isEmpty {
            let results = messages[(place + 1)...].prefix { $0.role == .tool }.compactMap(\.toolCallID)
            guard message.toolCalls.allSatisfy({ results.contains($0.id) }) else { throw .openCalls }
        }
    }
}

extension LogRecord {
    /// The answer that somebody wanted: the corrected one, else the model's first one.
    ///
    /// - Throws: ``ExportLoss`` for an answer that nobody wanted.
    func wantedAnswer() throws(ExportLoss) -> Message {
        if let correction = judgement.correction { return Message(.assistant, correction) }
        guard state == .finished else { throw .unfinished }
        if judgement.feedback == .bad { throw .bad }
        let choice = reply.choices[0]
        guard let finish = choice.finishReason,
            finish.kind == .stop || finish.kind == .toolCalls || finish.kind == .other,
            choice.message.refusal == nil
        else { throw .cutOff }
        guard !choice.message.text.isEmpty || !choice.message.toolCalls.isEmpty else { throw .empty }
        return choice.message
    }
}

/// The bytes of a log's images, for exports that carry them along.
package enum ExportImages {
    /// The data URLs of a log's images, by the SHA-256 of their bytes; without those that are no longer stored.
    package static func urls(of record: LogRecord, from store: any BlobStore) async throws -> [String: String] {
        var urls: [String: String] = [:]
        for facts in record.images where urls[facts.sha256] == nil {
            guard let bytes = try await store.blob(sha256: facts.sha256) else { continue }
            urls[facts.sha256] = DataURL.encode(mediaType: facts.mediaType, bytes: bytes)
        }
        return urls
    }
}
