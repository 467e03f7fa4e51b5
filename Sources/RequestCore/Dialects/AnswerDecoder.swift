package import JSON

/// Reads one answer of a dialect: the events of a stream, or one whole body.
package protocol AnswerDecoder: Sendable {
    /// The data of the event that ends a stream without being JSON; nil where there is none.
    var endMark: String? { get }
    /// Whether an event has said that the answer is over.
    var isOver: Bool { get }

    /// Reads one event of the stream.
    ///
    /// What the event brought before an error stands in `events` when this throws.
    mutating func decode(_ event: ServerSentEvent, into events: inout [RunEvent]) throws(RunError)
    /// Reads an answer that came in one piece.
    mutating func decode(whole json: JSONValue, into events: inout [RunEvent]) throws(RunError)
    /// Ends the answer: gives out what only the end tells.
    mutating func finish(into events: inout [RunEvent])
}
