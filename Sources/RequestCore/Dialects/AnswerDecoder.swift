package import JSON

/// Reads one answer of a dialect: the events of a stream, or one whole body.
package protocol AnswerDecoder: Sendable {
    /// The data of the event that ends a stream without being JSON; nil if there is none.
    var endMark: String? { get }
    /// Whether an event has ended the answer.
    var isOver: Bool { get }
    /// The answer as one object, where a stream ends with it; nil before, and in dialects whose streams do not.
    var final: JSONValue? { get }

    /// Why the answer has failed, where the server says so without an error: its end alone tells whether one came; nil else.
    var failure: RunError? { get }

    /// Reads one event of the stream.
    ///
    /// When it throws, `events` has what the event brought before the error.
    mutating func decode(_ event: ServerSentEvent, into events: inout [RunEvent]) throws(RunError)
    /// Reads an answer that came in one piece.
    mutating func decode(whole json: JSONValue, into events: inout [RunEvent]) throws(RunError)
    /// Ends the answer and adds the events that only the end reveals.
    mutating func finish(into events: inout [RunEvent])
}

extension AnswerDecoder {
    package var final: JSONValue? { nil }
    package var failure: RunError? { nil }

    /// The error of a dialect whose provider answers as chat completions do.
    static var answersInChat: RunError {
        RunError(
            kind: .decoding,
            message: "the server answers in chat completions; set `dialect: chat` for this provider", isLasting: true)
    }
}
