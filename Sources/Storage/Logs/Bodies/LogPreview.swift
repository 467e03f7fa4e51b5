import JSON
import RequestCore

/// What a list shows of a log's bodies.
struct LogPreview: Sendable {
    /// ``LogDigest/lastUserMessage(in:)``
    let message: String
    /// ``LogDigest/answer(_:)``
    let answer: String

    init(_ record: LogRecord, _ conversation: LoggedConversation) {
        message = LogDigest.lastUserMessage(in: conversation).storable
        answer = LogDigest.answer(record.reply).storable
    }

    /// - Parameter json: `{"message":"…","answer":"…"}`
    init(json: JSONValue) {
        message = json["message"]?.stringValue ?? ""
        answer = json["answer"]?.stringValue ?? ""
    }

    var json: JSONObject { ["message": .string(message), "answer": .string(answer)] }
}
